"""Did a list server or a bulk sender write this, rather than a person to or through a list?"""

from __future__ import annotations

from triage.message import circular_words as table
from triage.message import silences
from triage.message.address import mailboxes
from triage.message.headers import Headers
from triage.message.signs import Signs
from triage.values import Automatic


def list_server(signs: Signs) -> Automatic | None:
    """Subscription, moderation, digest: what the server itself writes. A member's post is a person's mail."""
    reason = _administers(signs) or _digest(signs)
    return Automatic(kind="list", reason=reason) if reason else None


def newsletter(signs: Signs) -> Automatic | None:
    """Mail to many, nobody in particular: List-Unsubscribe without a list to post to, or bulk mail by its own words."""
    if is_discussion(signs.headers) or _continues(signs):
        return None
    reason = _by_header(signs) or _by_words(signs)
    return Automatic(kind="newsletter", reason=reason) if reason else None


def is_discussion(headers: Headers) -> bool:
    """Whether members post to the list this came through (RFC 2369 §3.4, RFC 2919, and older servers' marks)."""
    if table.LIST_FIELDS.isdisjoint(headers.fields):
        return False
    if headers.has("list-post"):
        return not headers.first("list-post").strip().lower().startswith("no")
    if not table.DISCUSSION_HEADERS.isdisjoint(headers.fields):
        return True
    if headers.has("list-id") and not headers.has("list-unsubscribe"):
        return True
    return headers.first("precedence").strip().lower() == "list" or _is_list_sender(headers)


def runs_list(signs: Signs) -> bool:
    """name-admin@ and name-help@ are offices' addresses too: there a header must speak of the list `name`."""
    if signs.local.endswith(table.SERVER_ENDS):
        return True
    name = signs.local.rpartition("-")[0]
    if not name or not signs.local.endswith(table.LIST_ENDS):
        return False
    return any(name in value.lower() for field in table.NAMING_FIELDS for value in signs.headers.all(field))


def _is_list_sender(headers: Headers) -> bool:
    """owner-name@, name-bounces@ …: the address through which a list server sends its members' posts."""
    boxes = [box for name in ("sender", "errors-to", "return-path") for box in mailboxes(headers, name)]
    locals_ = [box.address.rpartition("@")[0].lower() for box in boxes]
    return any(local.startswith("owner-") or local.endswith(table.LIST_ENDS) for local in locals_)


def _administers(signs: Signs) -> str:
    if signs.headers.has("x-list-administrivia"):
        return "X-List-Administrivia"
    served = signs.local in table.SERVERS or signs.local.startswith(table.SERVER_STARTS)
    served = served or signs.local.endswith(table.SERVER_ENDS)
    served = served or runs_list(signs)
    if not served and not signs.is_machine_made:
        return ""
    if table.ADMIN_SUBJECTS.opens(signs.title) or table.ADMIN_PHRASES.within(signs.subject):
        return "a list server wrote it: sender and subject"
    if signs.local in table.SERVERS and not signs.is_passed_on:
        return "the sender is a list server"
    return ""


def _digest(signs: Signs) -> str:
    """RFC 1153, RFC 2046 §5.1.5: many posts in one mail."""
    kind = signs.headers.first("content-type").lower()
    is_digest = kind.startswith("multipart/digest") or (
        "message/rfc822" in signs.types and is_discussion(signs.headers)
    )
    volume = " digest" in signs.subject and table.VOLUMES.within(signs.subject)
    if signs.is_passed_on or not (volume or (is_digest and "digest" in signs.subject)):
        return ""
    return "a digest of a list (RFC 1153)" if is_digest or is_discussion(signs.headers) else ""


def _continues(signs: Signs) -> bool:
    """It answers or forwards: somebody wrote it to somebody. Newsletters that fake "Re:" name no mail they answer."""
    return bool(signs.message.in_reply_to) or signs.is_passed_on


def _by_header(signs: Signs) -> str:
    headers = signs.headers
    if headers.has("list-unsubscribe-post", "list-unsubscribe"):
        return "List-Unsubscribe without a list to post to (RFC 2369, RFC 8058)"
    if not table.BULK_HEADERS.isdisjoint(headers.fields):
        return "a header of bulk senders"
    if headers.first("precedence").strip().lower() == "bulk" and not silences.auto_submitted(headers):
        return "Precedence: bulk"
    return ""


def _by_words(signs: Signs) -> str:
    named = table.NEWSLETTER_SUBJECTS.within(signs.subject) or signs.local.startswith("newsletter")
    if not named or table.LEAVING.within(signs.fresh):
        return ""
    return "called a newsletter and tells how to unsubscribe" if table.UNSUBSCRIBE.within(signs.whole) else ""
