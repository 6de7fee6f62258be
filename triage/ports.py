"""The world outside, as small Protocols: the clock, a mailbox, a mail server that sends."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable

from triage.values import Scan


class Clock(Protocol):
    """Tells the time; nothing else in the product asks the machine."""

    def now(self) -> datetime:
        """Aware, UTC."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One mail of a folder as the server lists it, before its body is read."""

    uid: int
    size: int  # RFC822.SIZE, octets
    received_at: datetime  # INTERNALDATE, aware
    deleted: bool = False  # a person marked it \Deleted


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderView:
    """What a folder holds at this moment."""

    folder: str
    uidvalidity: int
    uidnext: int
    uids: tuple[int, ...]  # ascending


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """Bytes of one mail; the header block only when asked so."""

    uid: int
    data: bytes


class Inbox(Protocol):
    """The reading side of one account. All methods raise MailboxDown on any network or server trouble."""

    def look(self, folder: str, *, write: bool) -> FolderView:
        """Select (write) or examine the folder and list its UIDs. Raises FolderMissing."""
        ...

    def listed(self, uids: Sequence[int]) -> list[Listed]:
        """Sizes and dates; a UID that vanished is simply not in the answer."""
        ...

    def fetch(self, uids: Sequence[int], *, headers_only: bool = False) -> Iterator[Fetched]:
        """BODY.PEEK[] (or its HEADER) of explicit UIDs; vanished ones are skipped."""
        ...

    def wait(self, seconds: float) -> bool:
        """IDLE where offered, else sleep; True when the server announced something."""
        ...


class Shelf(Protocol):
    """The moving side of the same connection, on the folder selected last."""

    def prepare(self, folder: str) -> int:
        """Create the folder if it is absent; its UIDNEXT. Raises FolderRefused."""
        ...

    def move(self, uids: Sequence[int], folder: str) -> dict[int, int]:
        """Move; old UID → new UID where the server says so (COPYUID). Falls back to COPY + UID EXPUNGE."""
        ...

    def withdraw(self, uids: Sequence[int]) -> None:
        """Remove mails whose copy is known to be in the target: ends an interrupted COPY. Raises FolderRefused."""
        ...

    def find(self, folder: str, *, from_uid: int, size: int) -> list[int]:
        """UIDs ≥ from_uid of that RFC822.SIZE in another folder; the selected folder stays selected."""
        ...


@runtime_checkable
class Mailbox(Inbox, Shelf, Protocol):
    """One signed-in account."""

    def read_from(self, folder: str, uid: int) -> bytes | None:
        """One mail's bytes from another folder, None when it is gone; the selected folder stays selected."""
        ...

    def keep_copy(self, folder: str, data: bytes, *, message_id: str, at: datetime) -> bool:
        """Put a mail of ours, marked as read, into a folder; "" is the one the server marks for sent mail.

        Nothing is put there when a mail under that Message-ID (without brackets) lies there already. False: the server
        marks no folder. Raises FolderMissing, FolderRefused; the selected folder stays selected.
        """
        ...

    def close(self) -> None:
        """Sign out; never raises."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A mail ready for the wire."""

    envelope_from: str  # "" is the null sender <>
    envelope_to: tuple[str, ...]
    data: bytes  # CRLF line ends


class Mailer(Protocol):
    """Sends one letter at a time over one connection."""

    def send(self, letter: Letter, *, before_dot: Callable[[], None]) -> str:
        """Hand over; the server's answer. `before_dot` runs after DATA was accepted and before the final dot; if it
        raises, the connection is dropped without the dot.
        Raises SendRefused (permanent or not) or SendDoubtful (broken after the dot).
        """
        ...

    def close(self) -> None:
        """Quit; never raises."""
        ...


class Listener(Protocol):
    """Another program that wants to know what happens."""

    def tell(self, key: str, body: bytes, at: datetime) -> None:
        """Hand one JSON message over; `key` is the same whenever the same is told again.

        Raises NotTold, permanent when the program never wants to hear of it again.
        """
        ...


class Scanner(Protocol):
    """Looks for harmful software in the octets of one attachment."""

    def scan(self, octets: bytes) -> Scan:
        """The verdict; `unchecked` with its reason on any trouble. Never raises, and ends within its own deadline."""
        ...
