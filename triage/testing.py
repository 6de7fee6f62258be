"""What stands in for clock, mailbox and mail server where no real one is wanted?"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from triage.errors import FolderMissing, FolderRefused, MailboxDown, SendDoubtful, SendRefused
from triage.ports import Fetched, FolderView, Letter, Listed
from triage.values import Scan

START = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)  # a Friday morning


class SettableClock:
    """A clock that stands still until it is told otherwise."""

    def __init__(self, start: datetime = START) -> None:
        self.set(start)

    def now(self) -> datetime:
        """Aware, UTC."""
        return self._now

    def set(self, moment: datetime) -> None:
        """Jump. Raises ValueError for a naive time."""
        if moment.tzinfo is None:
            raise ValueError("the clock needs an aware time")
        self._now = moment.astimezone(UTC)

    def advance(self, step: timedelta) -> datetime:
        """Let time pass; what it is then."""
        self._now += step
        return self._now


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredMail:
    """One mail lying in a folder of a `MemoryServer`."""

    data: bytes
    received_at: datetime
    deleted: bool = False  # a person marked it


@dataclass(slots=True)
class StoredFolder:
    """A folder and its counters."""

    uidvalidity: int
    uidnext: int = 1
    mails: dict[int, StoredMail] = field(default_factory=dict)

    def add(self, mail: StoredMail) -> int:
        """Append; the new UID."""
        uid, self.uidnext = self.uidnext, self.uidnext + 1
        self.mails[uid] = mail
        return uid


@dataclass(slots=True)
class MemoryServer:
    """An account's folders, what people do to them, and what the server is able or willing to do."""

    name: str = "kim"
    folders: dict[str, StoredFolder] = field(default_factory=lambda: {"INBOX": StoredFolder(1)})
    moves: bool = True  # offers MOVE
    expunges: bool = True  # offers UIDPLUS
    tells_places: bool = True  # answers a move with COPYUID
    refuses: set[str] = field(default_factory=set)  # folders it will not create
    sent: str = ""  # the folder it marks for sent mail
    down: str = ""  # why it cannot be used; "" while it can
    loses_answer_to: set[str] = field(default_factory=set)  # "move", "fetch" …: it acts, then the connection breaks
    commands: Counter[str] = field(default_factory=Counter)  # how often each port method was called

    def connect(self) -> MemoryMailbox:
        """A signed-in connection. Raises MailboxDown."""
        self.meet("signing in")
        return MemoryMailbox(self)

    def meet(self, doing: str) -> None:
        """Count a command. Raises MailboxDown while the server is down."""
        self.commands[doing] += 1
        if self.down:
            raise MailboxDown(self.name, doing, self.down)

    def deliver(self, data: bytes, *, folder: str = "INBOX", received_at: datetime = START) -> int:
        """A mail arrives; its UID."""
        return self.folders[folder].add(StoredMail(data=data, received_at=received_at))

    def lose(self, uid: int, *, folder: str = "INBOX") -> None:
        """A person deletes a mail for good."""
        del self.folders[folder].mails[uid]

    def mark_deleted(self, uid: int, *, folder: str = "INBOX") -> None:
        """A person marks a mail \\Deleted."""
        mails = self.folders[folder].mails
        mails[uid] = replace(mails[uid], deleted=True)

    def carry(self, uid: int, target: str, *, folder: str = "INBOX") -> int:
        """A person moves a mail; its new UID."""
        self.folders.setdefault(target, StoredFolder(len(self.folders) + 1))
        return self.folders[target].add(self.folders[folder].mails.pop(uid))

    def reset(self, *, folder: str = "INBOX") -> None:
        """The server numbers the folder anew: another UIDVALIDITY, UIDs from 1."""
        old = self.folders[folder]
        self.folders[folder] = StoredFolder(old.uidvalidity + 1)
        for mail in old.mails.values():
            self.folders[folder].add(mail)

    def mails(self, folder: str = "INBOX") -> list[bytes]:
        """What lies in a folder, oldest UID first; [] for a folder that does not exist."""
        return [mail.data for mail in self.folders[folder].mails.values()] if folder in self.folders else []


class MemoryMailbox:
    """A `ports.Mailbox` over a `MemoryServer`; several may share one."""

    def __init__(self, server: MemoryServer | None = None) -> None:
        self.server = server or MemoryServer()
        self.closed = False
        self._selected: str | None = None
        self._write = False
        self._seen: tuple[int, int] = (0, 0)

    def look(self, folder: str, *, write: bool) -> FolderView:
        """As `ports.Inbox.look`."""
        self._meet("look")
        self._selected = None
        found = self._folder(folder)
        self._selected, self._write = folder, write
        self._seen = self._state()
        return FolderView(
            folder=folder, uidvalidity=found.uidvalidity, uidnext=found.uidnext, uids=tuple(sorted(found.mails))
        )

    def listed(self, uids: Sequence[int]) -> list[Listed]:
        """As `ports.Inbox.listed`."""
        self._meet("listed")
        mails = self._home().mails
        return [
            Listed(uid=uid, size=len(mails[uid].data), received_at=mails[uid].received_at, deleted=mails[uid].deleted)
            for uid in uids
            if uid in mails
        ]

    def fetch(self, uids: Sequence[int], *, headers_only: bool = False) -> Iterator[Fetched]:
        """As `ports.Inbox.fetch`."""
        self._meet("fetch")
        mails = self._home().mails
        found = [
            Fetched(uid=uid, data=_header(mails[uid].data) if headers_only else mails[uid].data)
            for uid in uids
            if uid in mails
        ]
        self._answer("fetch")
        return iter(found)

    def wait(self, seconds: float) -> bool:
        """Says at once whether anything came or went since the last look; never really waits."""
        self._meet("wait")
        before, self._seen = self._seen, self._state()
        return before != self._seen

    def prepare(self, folder: str) -> int:
        """As `ports.Shelf.prepare`."""
        self._meet("prepare")
        if folder in self.server.refuses:
            raise FolderRefused(self.server.name, folder, "the server neither has nor creates it")
        parts = folder.split("/")
        for length in range(1, len(parts) + 1):
            self.server.folders.setdefault("/".join(parts[:length]), StoredFolder(len(self.server.folders) + 1))
        return self.server.folders[folder].uidnext

    def move(self, uids: Sequence[int], folder: str) -> dict[int, int]:
        """As `ports.Shelf.move`. Without MOVE, a lost answer leaves both mail and copy."""
        self._meet("move")
        home, target = self._home(), self.server.folders.get(folder)
        self._may_move(folder)
        if target is None:
            raise FolderRefused(self.server.name, folder, "the server said no [TRYCREATE]")
        places = {uid: target.add(home.mails[uid]) for uid in uids if uid in home.mails}
        if not self.server.moves:
            self._answer("move")
        for uid in places:
            del home.mails[uid]
        self._answer("move")
        return places if self.server.tells_places else {}

    def withdraw(self, uids: Sequence[int]) -> None:
        """As `ports.Shelf.withdraw`."""
        self._meet("withdraw")
        if not self.server.expunges:
            raise FolderRefused(
                self.server.name, self._selected or "", "the server cannot remove single mails (UIDPLUS)"
            )
        for uid in uids:
            self._home().mails.pop(uid, None)

    def find(self, folder: str, *, from_uid: int, size: int) -> list[int]:
        """As `ports.Shelf.find`."""
        self._meet("find")
        mails = self.server.folders[folder].mails if folder in self.server.folders else {}
        return sorted(uid for uid, mail in mails.items() if uid >= from_uid and len(mail.data) == size)

    def read_from(self, folder: str, uid: int) -> bytes | None:
        """As `ports.Mailbox.read_from`."""
        self._meet("read_from")
        mail = self.server.folders[folder].mails.get(uid) if folder in self.server.folders else None
        return mail.data if mail else None

    def keep_copy(self, folder: str, data: bytes, *, message_id: str, at: datetime) -> bool:
        """As `ports.Mailbox.keep_copy`."""
        self._meet("keep_copy")
        name = folder or self.server.sent
        if not name:
            return False
        if name in self.server.refuses:
            raise FolderRefused(self.server.name, name, "the server said no [OVERQUOTA]")
        mails = self._folder(name).mails.values()
        if not any(f"Message-ID: <{message_id}>".encode() in _header(mail.data) for mail in mails):
            self._folder(name).add(StoredMail(data=data, received_at=at))
        self._answer("keep_copy")
        return True

    def close(self) -> None:
        """Sign out; never raises."""
        self.closed = True

    def _meet(self, doing: str) -> None:
        self.server.meet(doing)
        if self.closed:
            raise MailboxDown(self.server.name, doing, "the connection is closed")

    def _answer(self, to: str) -> None:
        if to in self.server.loses_answer_to:
            self.closed = True
            raise MailboxDown(self.server.name, to, "the connection broke")

    def _folder(self, folder: str) -> StoredFolder:
        if folder not in self.server.folders:
            raise FolderMissing(self.server.name, folder)
        return self.server.folders[folder]

    def _home(self) -> StoredFolder:
        if self._selected is None:
            raise MailboxDown(self.server.name, "working on a folder", "none is selected")
        return self._folder(self._selected)

    def _state(self) -> tuple[int, int]:
        found = self.server.folders.get(self._selected or "")
        return (found.uidnext, len(found.mails)) if found else (0, 0)

    def _may_move(self, folder: str) -> None:
        if not self._write:
            raise FolderRefused(self.server.name, folder, "our folder was opened for reading only")
        if not self.server.moves and not self.server.expunges:
            raise FolderRefused(self.server.name, folder, "the server offers neither MOVE nor UIDPLUS")


def _header(data: bytes) -> bytes:
    head, gap, _ = data.partition(b"\r\n\r\n")
    return head + gap


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """What happens to one letter at a `MemoryMailer`."""

    stage: str  # "connect", "MAIL", "RCPT", "DATA", "dot"
    code: int = 0  # the server's answer; 0 = the connection breaks there
    taken: bool = False  # broken at the dot, but the server has the letter


class MemoryMailer:
    """A `ports.Mailer` that keeps its letters; `troubles` befall the next ones in turn, None is a good one."""

    def __init__(self, *troubles: Trouble | None) -> None:
        self.letters: list[Letter] = []
        self.troubles = deque(troubles)
        self.closed = False

    def send(self, letter: Letter, *, before_dot: Callable[[], None]) -> str:
        """As `ports.Mailer.send`."""
        trouble = self.troubles.popleft() if self.troubles else None
        if trouble and trouble.stage != "dot":
            raise _refused(trouble)
        before_dot()
        if trouble and trouble.code:
            raise _refused(trouble)
        if trouble is None or trouble.taken:
            self.letters.append(letter)
        if trouble:
            raise SendDoubtful("dot")
        return "250 2.0.0 OK"

    def close(self) -> None:
        """Quit; never raises."""
        self.closed = True


def _refused(trouble: Trouble) -> SendRefused:
    lasting = trouble.code >= 500 and trouble.stage != "connect"  # noqa: PLR2004  # RFC 5321 §4.2.1
    return SendRefused(trouble.stage, trouble.code or 421, permanent=lasting)


class MemoryScanner:
    """A `ports.Scanner` that knows some octets by heart; with `trouble` it can say nothing about any."""

    def __init__(self, harmful: Mapping[bytes, str], *, trouble: str = "") -> None:
        self._harmful, self._trouble = harmful, trouble

    def scan(self, octets: bytes) -> Scan:
        """As `ports.Scanner.scan`."""
        if self._trouble:
            return Scan(reason=self._trouble, may_pass=True)
        found = next((name for piece, name in self._harmful.items() if piece in octets), "")
        return Scan(verdict="found", finding=found) if found else Scan(verdict="clean")
