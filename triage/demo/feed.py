"""How do the invented mails and calls reach the product?"""

from __future__ import annotations

import imaplib
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.policy import default
from email.utils import parseaddr

from triage.demo.build import Earlier, as_earlier, build, letter_as_earlier, sent_at
from triage.demo.mails import mails
from triage.demo.record import DemoMail
from triage.demo.rhythm import Arrival, arrivals, calls, gaps
from triage.demo.servers import HOST, ImapServer, Kept, SmtpSink
from triage.ports import Clock
from triage.values import CallNote

AT_ONCE = 5  # what is there when the demo opens
_TIMEOUT = 10.0  # seconds, for the demo's own server
_LOOK_AGAIN = 1.0  # seconds between looks for acknowledgements to answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Fed:
    """What was handed over."""

    mails: int
    calls: int


class Feeder:
    """The people who write and call. One thread at a time; `save_call` runs in that thread."""

    def __init__(
        self,
        imap: ImapServer,
        sink: SmtpSink,
        save_call: Callable[[CallNote], None],
        clock: Clock,
        *,
        seed: int = 1,
        over_seconds: float = 55.0,
    ) -> None:
        self._imap, self._sink, self._save_call, self._clock = imap, sink, save_call, clock
        self._seed, self._over_seconds = seed, over_seconds
        self._known = {mail.id: mail for mail in mails()}
        self._unanswered = [mail for mail in self._known.values() if mail.answers_ack_of]

    @property
    def unanswered(self) -> int:
        """How many people still wait for our acknowledgement before they write back."""
        return len(self._unanswered)

    def all_at_once(self) -> Fed:
        """Hand over everything now, except the replies to acknowledgements: see `answer_acknowledgements`."""
        waiting = self._arrivals()
        with self._mailbox() as box:
            for arrival in waiting:
                self._hand_over(box, arrival)
        return _fed(waiting)

    def run(self, stop: threading.Event) -> Fed:
        """Hand over five at once and the rest one by one; then answer acknowledgements until none is left or `stop`."""
        waiting = self._arrivals()
        pauses = (0.0,) * AT_ONCE + gaps(len(waiting) - AT_ONCE, self._over_seconds, self._seed)
        done: list[Arrival] = []
        with self._mailbox() as box:
            for arrival, pause in zip(waiting, pauses, strict=True):
                if stop.wait(pause):
                    return _fed(done)
                self._hand_over(box, arrival)
                done.append(arrival)
                self._answer(box)
            while self._unanswered and not stop.wait(_LOOK_AGAIN):
                self._answer(box)
        return _fed(done)

    def answer_acknowledgements(self) -> int:
        """Let everybody reply whose acknowledgement has arrived at the sink, each once; how many did."""
        with self._mailbox() as box:
            return self._answer(box)

    def _arrivals(self) -> tuple[Arrival, ...]:
        return arrivals(tuple(self._known.values()), calls(self._clock.now()), self._seed)

    def _hand_over(self, box: imaplib.IMAP4, arrival: Arrival) -> None:
        now = self._clock.now()
        match arrival:
            case CallNote():
                self._save_call(arrival)
            case DemoMail(follows=""):
                _append(box, arrival, now, None)
            case DemoMail(follows=parent):
                _append(box, arrival, now, as_earlier(self._known[parent], now))

    def _answer(self, box: imaplib.IMAP4) -> int:
        before = len(self._unanswered)
        for reply in tuple(self._unanswered):
            letter = self._acknowledgement_to(self._known[reply.answers_ack_of])
            if letter is not None:
                now = self._clock.now()
                _append(box, reply, now, letter_as_earlier(letter.data, now))
                self._unanswered.remove(reply)
        return before - len(self._unanswered)

    def _acknowledgement_to(self, mail: DemoMail) -> Kept | None:
        address = parseaddr(mail.sender)[1]
        return next(
            (kept for kept in self._sink.letters() if address in kept.envelope_to and _is_automatic(kept)), None
        )

    @contextmanager
    def _mailbox(self) -> Iterator[imaplib.IMAP4]:
        """A signed-in connection. Raises OSError or imaplib.IMAP4.error."""
        with imaplib.IMAP4(HOST, self._imap.port, timeout=_TIMEOUT) as box:
            # Without this each APPEND waits 40 ms for the server's delayed TCP acknowledgement.
            box.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            box.login(self._imap.user, self._imap.password)
            yield box


def _append(box: imaplib.IMAP4, mail: DemoMail, now: datetime, earlier: Earlier | None) -> None:
    """RFC 3501 §6.3.11, with the mail's own time as INTERNALDATE."""
    when = imaplib.Time2Internaldate(sent_at(mail, now))
    answer, detail = box.append("INBOX", "", when, build(mail, now, earlier))
    if answer != "OK":
        raise imaplib.IMAP4.error(f"the demo's mailbox refused {mail.id}: {detail!r}")


def _is_automatic(kept: Kept) -> bool:
    return str(message_from_bytes(kept.data, policy=default)["Auto-Submitted"]) == "auto-replied"


def _fed(done: tuple[Arrival, ...] | list[Arrival]) -> Fed:
    letters = sum(isinstance(one, DemoMail) for one in done)
    return Fed(mails=letters, calls=len(done) - letters)
