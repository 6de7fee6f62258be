"""How is a real IMAP account read, and how is its mail moved?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from triage.adapters.credentials import Secret
from triage.adapters.imap_answers import ABSENT, PASSING, FolderNames, code_of, is_refusal, listed_of, why
from triage.adapters.imap_signin import personal_names, sign_in
from triage.adapters.imap_wire import Client
from triage.adapters.tls import TlsMode, context, problem_with
from triage.errors import BadInput, FolderMissing, FolderRefused, MailboxDown, TriageError
from triage.failpoints import failpoint
from triage.ports import Fetched, FolderView, Listed

UIDS_PER_COMMAND = 500  # RFC 7162 §4: a command line stays below 8,192 octets, 11 per UID
LONGEST_WAIT = 600.0  # seconds; servers may hang up after 29 minutes (RFC 2177), silent ones are found sooner


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One mail account as the settings name it. Raises BadInput with every problem at once."""

    name: str  # in the settings; the only name that errors show
    host: str
    port: int
    tls: TlsMode  # none is for loopback only
    user: str
    password: Secret | None = None  # asked at every sign-in
    token: Secret | None = None  # for XOAUTH2, in place of a password; asked at every sign-in
    ca_file: Path | None = None  # trust this authority alone
    timeout: float = 60.0  # seconds the server may be silent while we wait for it
    idle: bool = True  # use IDLE where it is offered

    def __post_init__(self) -> None:
        found = [problem] if (problem := problem_with(f"mail.{self.name}", self.host, self.tls)) else []
        if (self.password is None) == (self.token is None):
            found.append(f"mail.{self.name}: Bitte geben Sie entweder password_file oder token_command an.")
        if found:
            raise BadInput(found)


def connect(account: Account) -> ImapMailbox:
    """Sign in. Raises MailboxDown, SignInRefused."""
    client = _reach(account)
    try:
        sign_in(client, account.name, account.user, password=account.password, token=account.token)
        return ImapMailbox(account, client)
    except BaseException:
        client.hang_up()
        raise


def _reach(account: Account) -> Client:
    client: Client | None = None
    try:
        protection = context(account.ca_file)
        implicit = protection if account.tls == "implicit" else None
        client = Client(account.host, account.port, timeout=account.timeout, context=implicit)
        if account.tls == "starttls":
            client.starttls(protection)
    except Exception as trouble:
        if client:
            client.hang_up()
        raise MailboxDown(account.name, "connecting", why(trouble)) from None
    return client


@dataclass(frozen=True, slots=True)
class _Selected:
    name: str  # as the server writes it
    write: bool
    uidvalidity: int


class ImapMailbox:
    """A signed-in account. After MailboxDown from a broken connection it is closed; connect again."""

    def __init__(self, account: Account, client: Client) -> None:
        self._account = account
        self._client: Client | None = client
        self._selected: _Selected | None = None
        self._waiting = False
        with self._talk("asking what it can do") as server:
            self.abilities: frozenset[str] = server.ask_capabilities()
            self._names: FolderNames = personal_names(server, self.abilities)

    # -- reading

    def look(self, folder: str, *, write: bool) -> FolderView:
        """Select (write) or examine. Raises MailboxDown, FolderMissing, FolderRefused."""
        answer = self._select(folder, self._on_server(folder), write=write)
        failpoint("fetch.selected")
        with self._talk("listing", folder) as server:
            end = int(answer.get(b"UIDNEXT") or 0)
            uids = server.all_uids(exists=int(answer.get(b"EXISTS") or 0), end=end)
            server.announced()
        uidvalidity = int(answer[b"UIDVALIDITY"])
        return FolderView(folder=folder, uidvalidity=uidvalidity, uidnext=end or max(uids, default=0) + 1, uids=uids)

    def listed(self, uids: Sequence[int]) -> list[Listed]:
        """In the order asked for. Raises MailboxDown."""
        answers: dict[int, dict[bytes, Any]] = {}
        deleted: set[int] = set()
        for part in _parts(uids):
            answers |= self._asked("asking for sizes", part, ["RFC822.SIZE", "INTERNALDATE"])
            with self._talk("asking for deleted mails") as server:
                # Not by FETCH: news of another client's flags come by sequence number (RFC 9051 §7.5.2), and the
                # library would take that for a UID.
                deleted.update(server.search(["UID", f"{min(part)}:{max(part)}", "DELETED"]))
        return [listed_of(uid, answers[uid], deleted) for uid in uids if b"RFC822.SIZE" in answers.get(uid, {})]

    def fetch(self, uids: Sequence[int], *, headers_only: bool = False) -> Iterator[Fetched]:
        """All in one command, so the caller bounds it: at most 100 mails and 16 MiB. Raises MailboxDown at once."""
        section = "[HEADER]" if headers_only else "[]"
        answers = self._asked("fetching", uids, [f"BODY.PEEK{section}"])
        failpoint("fetch.read")
        found = ((uid, answers.get(uid, {}).get(b"BODY" + section.encode())) for uid in uids)
        return iter([Fetched(uid=uid, data=body) for uid, body in found if isinstance(body, bytes)])

    def wait(self, seconds: float) -> bool:
        """At most `LONGEST_WAIT` at a time; our own moves may count as news. Raises MailboxDown."""
        with self._talk("waiting") as server, self._interruptible():
            server.noop()  # news between the last command and now; IDLE tells only what comes later
            if server.announced():
                return True
            if self._account.idle and "IDLE" in self.abilities and self._selected:
                return server.idle_for(min(seconds, LONGEST_WAIT))
            return server.nap_for(min(seconds, LONGEST_WAIT))

    # -- moving

    def prepare(self, folder: str) -> int:
        """Create the folder with its parents and subscribe to it, unless it is there; its UIDNEXT.

        Raises MailboxDown, FolderRefused.
        """
        name = self._on_server(folder)
        if (uidnext := self._uidnext(folder, name)) is None:
            for branch in self._names.lineage(name):
                self._create(branch)
            uidnext = self._uidnext(folder, name)
        if uidnext is None:
            raise FolderRefused(self._account.name, folder, "the server neither has nor creates it")
        return uidnext

    def move(self, uids: Sequence[int], folder: str) -> dict[int, int]:
        """UID MOVE (RFC 6851), else UID COPY and `withdraw` (RFC 4315).

        An interrupted COPY leaves mail and copy: look with `find` before moving again, and `withdraw` what was copied.
        Raises MailboxDown, FolderRefused: also when the server offers neither way; then the mail stays where it is.
        """
        target = self._on_server(folder)
        self._may_move(folder)
        places: dict[int, int] = {}
        for part in _parts(uids):
            places |= self._carry(part, folder, target)
        return places

    def withdraw(self, uids: Sequence[int]) -> None:
        """Take mails out of the selected folder whose copy is known to lie elsewhere: \\Deleted and UID EXPUNGE.

        Raises MailboxDown, FolderRefused when the server cannot expunge single mails.
        """
        home = self._home().name
        if "UIDPLUS" not in self.abilities:  # a plain EXPUNGE would take along what people only marked
            raise FolderRefused(self._account.name, home, "the server cannot remove single mails (UIDPLUS)")
        for part in _parts(uids):
            with self._talk("removing moved mail", home) as server:
                server.add_flags(part, [b"\\Deleted"], silent=True)
                server.uid_expunge(part)

    def find(self, folder: str, *, from_uid: int, size: int) -> list[int]:
        """By EXAMINE of the other folder, then SELECT of ours; [] when there is no such folder. Raises MailboxDown."""
        criteria = ["UID", f"{from_uid}:*", "LARGER", max(size - 1, 0), "SMALLER", size + 1]
        with suppress(FolderMissing), self._elsewhere(folder), self._talk("searching", folder) as server:
            # RFC 9051 §6.4.4.2: "n:*" always includes the newest mail, even below n
            return sorted(uid for uid in server.search(criteria) if uid >= from_uid)
        return []

    def read_from(self, folder: str, uid: int) -> bytes | None:
        """By EXAMINE of the other folder and SELECT of ours again. Raises MailboxDown."""
        with suppress(FolderMissing), self._elsewhere(folder):
            return next((mail.data for mail in self.fetch([uid])), None)
        return None

    def keep_copy(self, folder: str, data: bytes, *, message_id: str, at: datetime) -> bool:
        """By EXAMINE and a search for our own Message-ID. Raises MailboxDown, FolderMissing, FolderRefused."""
        with self._talk("asking for the folder of sent mail") as server:
            name = self._on_server(folder) if folder else server.find_special_folder(b"\\Sent")
        if not name:
            return False
        with self._elsewhere(folder, name), self._talk("keeping a copy", folder or name) as server:
            if not server.search(["HEADER", "Message-ID", message_id]):
                server.append(name, data, [b"\\Seen"], at)
        return True

    def close(self) -> None:
        """Sign out; never raises, may be called twice, and by another thread: a `wait` then ends in MailboxDown."""
        client, self._client = self._client, None
        if client is None:
            return
        if self._waiting:  # in IDLE nothing but DONE may be said (RFC 2177)
            client.hang_up()
            return
        with suppress(Exception):  # whatever a dying server says, the socket is closed next
            client.socket().settimeout(min(self._account.timeout, 5.0))
            client.logout()
        client.hang_up()

    # -- the conversation

    @contextmanager
    def _interruptible(self) -> Iterator[None]:
        self._waiting = True
        try:
            yield
        finally:
            self._waiting = False

    @contextmanager
    def _talk(self, doing: str, folder: str | None = None) -> Iterator[Client]:
        """Turn every trouble into MailboxDown; a lasting refusal into FolderRefused when a folder is named."""
        if self._client is None:
            raise MailboxDown(self._account.name, doing, "the connection is closed")
        try:
            yield self._client
        except TriageError:
            raise
        except Exception as trouble:  # the library meets nonsense from a server with any built-in error
            refused = is_refusal(trouble)
            if not refused:
                self._hang_up()
            elif folder and code_of(trouble) not in PASSING:
                raise FolderRefused(self._account.name, folder, why(trouble)) from None
            raise MailboxDown(self._account.name, doing, why(trouble)) from None

    def _hang_up(self) -> None:
        client, self._client, self._selected = self._client, None, None
        if client:
            client.hang_up()

    def _asked(self, doing: str, uids: Sequence[int], what: list[str]) -> dict[int, dict[bytes, Any]]:
        self._home()
        with self._talk(doing) as server:
            try:
                return dict(server.fetch(list(uids), what))
            except Exception as trouble:
                if code_of(trouble) != "EXPUNGEISSUED":
                    raise
        # RFC 2180 §4.1: some servers refuse the whole command for one mail another client has just removed
        return {} if len(uids) == 1 else {u: a for uid in uids for u, a in self._asked(doing, [uid], what).items()}

    def _home(self) -> _Selected:
        if self._selected is None:
            raise MailboxDown(self._account.name, "working on a folder", "none is selected")
        return self._selected

    # -- folders

    def _on_server(self, folder: str) -> str:
        try:
            return self._names.on_server(folder)
        except ValueError as problem:
            raise FolderRefused(self._account.name, folder, str(problem)) from None

    def _select(self, folder: str, name: str, *, write: bool) -> dict[bytes, Any]:
        self._selected = None  # RFC 9051 §6.3.2: a failed SELECT leaves nothing selected
        with self._talk("opening", folder) as server:
            try:
                answer: dict[bytes, Any] = server.select_folder(name, readonly=not write)
            except Exception as trouble:
                if is_refusal(trouble) and (code_of(trouble) in ABSENT or not server.list_folders("", name)):
                    raise FolderMissing(self._account.name, folder) from None
                raise
        if b"UIDVALIDITY" not in answer:
            raise FolderRefused(self._account.name, folder, "the server gives it no UIDVALIDITY")
        self._selected = _Selected(name, write, int(answer[b"UIDVALIDITY"]))
        return answer

    @contextmanager
    def _elsewhere(self, folder: str, name: str = "") -> Iterator[None]:
        home, name = self._selected, name or self._on_server(folder)
        if home and home.name == name:
            yield
            return
        try:
            self._select(folder, name, write=False)
            yield
        finally:
            self._return_to(home)

    def _return_to(self, home: _Selected | None) -> None:
        self._selected = None
        if home is None or self._client is None:
            return
        with suppress(FolderMissing, FolderRefused):
            self._select(home.name, home.name, write=home.write)
            self._client.announced()
        if self._selected != home:
            self._hang_up()
            raise MailboxDown(self._account.name, "returning to the folder", "it was replaced meanwhile")

    def _uidnext(self, folder: str, name: str) -> int | None:
        with self._talk("asking about a folder") as server:
            try:
                return int(server.folder_status(name, ["UIDNEXT"])[b"UIDNEXT"])
            except Exception as trouble:
                if not is_refusal(trouble) or code_of(trouble) in PASSING:
                    raise
                if code_of(trouble) == "NOPERM":
                    raise FolderRefused(self._account.name, folder, why(trouble)) from None
        return None

    def _create(self, name: str) -> None:
        """Create and subscribe; a refusal shows when the folder is then asked for."""
        for step in ("create_folder", "subscribe_folder"):
            with self._talk("creating a folder") as server:
                try:
                    getattr(server, step)(name)
                except Exception as trouble:
                    if not is_refusal(trouble):
                        raise

    # -- carrying

    def _may_move(self, folder: str) -> None:
        if not self._home().write:
            raise FolderRefused(self._account.name, folder, "our folder was opened for reading only")
        if not self.abilities & {"MOVE", "UIDPLUS"}:
            raise FolderRefused(self._account.name, folder, "the server offers neither MOVE nor UIDPLUS")

    def _carry(self, uids: list[int], folder: str, target: str) -> dict[int, int]:
        whole = "MOVE" in self.abilities
        with self._talk("moving", folder) as server:
            went, places = server.carry(uids, target, whole=whole)
        if went and not whole:
            self.withdraw(sorted(places) or went)  # only what the server says it copied, when it says so
        return places


def _parts(uids: Sequence[int]) -> Iterable[list[int]]:
    return (list(uids[at : at + UIDS_PER_COMMAND]) for at in range(0, len(uids), UIDS_PER_COMMAND))
