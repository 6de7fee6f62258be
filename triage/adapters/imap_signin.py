"""Who are we to this IMAP server, and which folders does it then call ours?"""

from __future__ import annotations

import imaplib

from imapclient.exceptions import LoginError

from triage.adapters.credentials import Secret
from triage.adapters.imap_answers import PASSING, FolderNames, code_of, why
from triage.adapters.imap_wire import Client
from triage.errors import MailboxDown, SignInRefused


def sign_in(client: Client, account: str, user: str, *, password: Secret | None, token: Secret | None) -> None:
    """By XOAUTH2 with the token, else by PLAIN or LOGIN. Raises SignInRefused; MailboxDown when it may work later."""
    try:
        secret = (token or password or str)()
    except (OSError, ValueError) as trouble:
        reason = why(trouble) if isinstance(trouble, OSError) else "it is not UTF-8"
        raise MailboxDown(account, "reading the password or token", reason) from None
    try:
        _present(client, user, secret, by_token=token is not None)
    except LoginError as refusal:
        cause = refusal.__context__
        if isinstance(cause, imaplib.IMAP4.abort):  # the library calls a broken connection a refused login, too
            raise MailboxDown(account, "signing in", why(cause)) from None
        code = code_of(refusal)
        kind = MailboxDown if code in PASSING else SignInRefused
        raise kind(account, "signing in", f"the server said no [{code or 'no code'}]") from None
    except UnicodeEncodeError:
        raise SignInRefused(account, "signing in", "the server takes only passwords in ASCII") from None
    except Exception as trouble:
        raise MailboxDown(account, "signing in", why(trouble)) from None


def _present(client: Client, user: str, secret: str, *, by_token: bool) -> None:
    if by_token:
        first = f"user={user}\1auth=Bearer {secret}\1\1"
        answers = iter([first])
        client.sasl_login("XOAUTH2", lambda _challenge: next(answers, b""))  # an error is acknowledged by an empty line
    elif client.has_capability("AUTH=PLAIN"):
        client.plain_login(user, secret)  # RFC 4616 is UTF-8; LOGIN is not
    else:
        client.login(user, secret)


def personal_names(client: Client, abilities: frozenset[str]) -> FolderNames:
    """How the server writes our folders' names (RFC 2342; else the separator from LIST)."""
    if "NAMESPACE" in abilities:
        mine, *others = client.namespace()
        prefix, delimiter = mine[0] if mine else ("", None)
        foreign = tuple(space[0] for spaces in others for space in spaces or () if space[0])
        return FolderNames(delimiter=delimiter or "/", prefix=prefix, foreign=foreign)
    found = client.list_folders("", "")
    delimiter = found[0][1] if found else None
    return FolderNames(delimiter=delimiter.decode("ascii") if delimiter else "/")
