"""How do bytes travel between us and an IMAP server?"""

from __future__ import annotations

import imaplib
import logging
import select
import socket
import ssl
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

from triage.adapters.imap_answers import code_of, copied
from triage.failpoints import failpoint

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

# The library's log quotes whole answers, subjects and bodies among them.
logging.getLogger("imapclient").setLevel(logging.CRITICAL)

UIDS_PER_SEARCH = 50_000  # the answer is one line, and the library refuses lines over 1,000,000 octets
BETWEEN_LOOKS = 5.0  # seconds between two NOOPs where IDLE is not offered
MOST_OCTETS = 128 * 2**20  # of one literal; memory is reserved before the first octet arrives
_MOVING = ([b"UID", b"MOVE"], [b"UID", b"COPY"])


class _Wire(imaplib.IMAP4):
    """imaplib with TLS by our own context, and the points at which a test can stop it."""

    def __init__(self, host: str, port: int, timeout: float, context: ssl.SSLContext | None) -> None:
        self._context = context
        super().__init__(host, port, timeout)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        plain = socket.create_connection((self.host, self.port), timeout)
        return self._context.wrap_socket(plain, server_hostname=self.host) if self._context else plain

    def read(self, size: int) -> bytes:
        if size > MOST_OCTETS:
            raise self.abort("a literal beyond all measure")
        half = size // 2
        head = super().read(half)
        failpoint("fetch.literal")
        return head + super().read(size - half)

    def send(self, data: ReadableBuffer) -> None:
        super().send(data)
        if bytes(memoryview(data)[:64]).split(b" ", 3)[1:3] in _MOVING:
            failpoint("shelve.sent")


class Client(IMAPClient):  # type: ignore[misc]  # imapclient ships no types
    """imapclient, quiet, with aware times, and with an IDLE that survives early and split answers."""

    def __init__(self, host: str, port: int, *, timeout: float, context: ssl.SSLContext | None) -> None:
        super().__init__(host, port, ssl=context is not None, ssl_context=context, timeout=timeout)
        self._imap.debug = 0  # the library sets 5, which formats every body for a log nobody reads
        self.normalise_times = False

    def _create_IMAP4(self) -> _Wire:  # noqa: N802  # imapclient's own name for it
        return _Wire(self.host, self.port, self._timeout.connect, self.ssl_context if self.ssl else None)

    def ask_capabilities(self) -> frozenset[str]:
        """What the server offers now; never what it said before the sign-in (RFC 9051 §6.1.1)."""
        self._imap.untagged_responses.pop("CAPABILITY", None)
        self._cached_capabilities = None
        return frozenset(word.decode("ascii", "replace") for word in self.capabilities())

    def take(self, kind: str) -> list[bytes]:
        """The untagged answers or response codes of that kind since they were taken last."""
        found: list[bytes | None] = self._imap.response(kind)[1]
        return [answer for answer in found if answer is not None]

    def announced(self) -> bool:
        """Whether mails came or went since the last look."""
        return bool(self.take("EXISTS")) | bool(self.take("EXPUNGE"))

    def carry(self, uids: Sequence[int], target: str, *, whole: bool) -> tuple[list[int], dict[int, int]]:
        """UID MOVE (`whole`) or UID COPY: the UIDs that went, and old UID → new UID where the server tells.

        RFC 2180 §4.4.1: the whole command is refused when another client has just removed one of the mails; then each
        mail that did not go goes alone. Raises what the library raises.
        """
        self.take("COPYUID")
        refused = False
        try:
            (self.move if whole else self.copy)(list(uids), target)
        except IMAPClientError as trouble:
            if code_of(trouble) != "EXPUNGEISSUED":
                raise
            refused = True
        failpoint("shelve.answered")
        places = copied(self.take("COPYUID"), frozenset(uids))
        self.take("EXPUNGE")
        if not refused:
            return list(uids), places
        went = list(places)
        for uid in (uid for uid in uids if uid not in places and len(uids) > 1):
            alone, place = self.carry([uid], target, whole=whole)
            went, places = went + alone, places | place
        return went, places

    def all_uids(self, *, exists: int, end: int) -> tuple[int, ...]:
        """The selected folder's UIDs, ascending; in windows below `end` (UIDNEXT) when there are very many."""
        if exists <= UIDS_PER_SEARCH or not end:
            return tuple(sorted(self.search("ALL")))
        found: set[int] = set()
        for low in range(1, end, UIDS_PER_SEARCH):
            found.update(self.search(["UID", f"{low}:{low + UIDS_PER_SEARCH - 1}"]))
        return tuple(sorted(found))

    def nap_for(self, seconds: float) -> bool:
        """NOOP now and then for at most that long; True when mails came or went."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            time.sleep(min(left, BETWEEN_LOOKS))
            self.noop()
            if self.announced():
                return True
        return False

    def idle_for(self, seconds: float) -> bool:
        """RFC 2177 for at most that long; True when mails came or went."""
        tag = self._imap._command("IDLE")
        self._await_go_ahead(tag)
        heard = self.announced()
        until = time.monotonic() + seconds
        while not heard and self._readable(until - time.monotonic()):
            self._imap._get_response()
            heard = self.announced()
        self._imap.send(b"DONE\r\n")
        self._checkok("idle", *self._imap._command_complete("IDLE", tag))
        return self.announced() or heard

    def _await_go_ahead(self, tag: bytes) -> None:
        # RFC 2177 lets the server tell news before "+", which the library takes for an error
        while self._imap._get_response() is not None:
            if answer := self._imap.tagged_commands[tag]:
                self._checkok("idle", *answer)

    def _readable(self, seconds: float) -> bool:
        if seconds <= 0:
            return False
        sock: Any = self.socket()
        if isinstance(sock, ssl.SSLSocket) and sock.pending():
            return True
        poll = select.poll()
        poll.register(sock, select.POLLIN)
        return bool(poll.poll(seconds * 1000))

    def hang_up(self) -> None:
        """Close the socket, whatever state it is in. Never raises."""
        try:
            self.shutdown()
        except (OSError, ValueError):  # already closed by the other side or another thread
            return
