"""One mail account as its people see it: what they do to it, and what really lies there."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Protocol

from tests.servers.dovecot import PASSWORD, Dovecot
from triage.adapters import imap
from triage.ports import Mailbox
from triage.testing import MemoryServer

MOMENT = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)  # within half an hour of a clock change
_NUMBERS = count(1)


class House(Protocol):
    """The account as its people see it: what they do, and what really lies there."""

    def connect(self) -> Mailbox: ...
    def deliver(self, *mails: bytes, folder: str = "INBOX", received_at: datetime = MOMENT) -> None: ...
    def mails(self, folder: str = "INBOX") -> list[bytes]: ...
    def lose(self, uid: int) -> None: ...
    def mark_deleted(self, uid: int) -> None: ...
    def reset(self) -> None: ...


class MemoryHouse:
    def __init__(self, server: MemoryServer) -> None:
        self.server = server
        self.connect = server.connect
        self.mails = server.mails
        self.lose = server.lose
        self.mark_deleted = server.mark_deleted
        self.reset = server.reset

    def deliver(self, *mails: bytes, folder: str = "INBOX", received_at: datetime = MOMENT) -> None:
        for mail in mails:
            self.server.deliver(mail, folder=folder, received_at=received_at)


class DovecotHouse:
    """A new user of a running server."""

    def __init__(self, server: Dovecot) -> None:
        self.server = server
        self.user = f"kim{next(_NUMBERS)}"

    def connect(self) -> Mailbox:
        server = self.server
        return imap.connect(
            imap.Account(
                name="kim",
                host=server.host,
                port=server.port,
                tls="none",
                user=self.user,
                password=lambda: PASSWORD,
                timeout=10,
            )
        )

    def deliver(self, *mails: bytes, folder: str = "INBOX", received_at: datetime = MOMENT) -> None:
        self.server.deliver(*mails, folder=folder, user=self.user, received_at=received_at)

    def mails(self, folder: str = "INBOX") -> list[bytes]:
        return self.server.mails(folder, self.user)

    def lose(self, uid: int) -> None:
        self.server.expunge(uid, user=self.user)

    def mark_deleted(self, uid: int) -> None:
        self.server.flag(uid, "\\Deleted", user=self.user)

    def reset(self) -> None:
        self.server.set_uidvalidity(4_711, user=self.user)
