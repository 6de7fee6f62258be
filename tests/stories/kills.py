"""A world that is killed again and again: what went in, what the kills left, and the figures of the table."""

from __future__ import annotations

import json
import re
import signal
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tests.servers.dovecot import Dovecot
from tests.servers.smtp_sink import SmtpSink
from tests.stories.office import Box, Installation, everywhere, opened, request
from triage.adapters.understanding import Pool
from triage.fetching import fetch_pass
from triage.sending import send_pass

TEXTS = (
    "Guten Tag, ich suche einen Deutschkurs in Nettetal.",
    "Guten Tag, wir suchen eine größere Wohnung in Viersen.",
)
_AT_ONCE = "[acknowledge]\nper_minute = 1000\n"  # the pace is another promise's business
_MARK = re.compile(rb"^Message-ID: <([a-z0-9-]+)@example\.org>", re.MULTILINE | re.IGNORECASE)


@dataclass(kw_only=True)
class Figures:
    """One line of the table."""

    point: str
    repetitions: int = 0
    mails: int = 0
    lost: int = 0
    misplaced: int = 0  # not exactly once on the server, or still in the inbox
    double_tickets: int = 0
    double_answers: int = 0
    unclear: int = 0  # acknowledgements shown as unklar
    hidden_losses: int = 0  # acknowledgements that are missing and not shown

    def as_json(self) -> str:
        return json.dumps(asdict(self))


@dataclass
class World:
    """Two mailboxes, one on a server with MOVE and one with COPY and UIDPLUS only, and a place to send to."""

    office: Installation
    servers: dict[str, Dovecot]  # by mailbox
    user: str
    sink: SmtpSink
    readers: Pool
    sent: list[str] = field(default_factory=list)  # the mark of every mail ever delivered

    def deliver(self, word: str, each: int = 4) -> None:
        """`each` mails on two subjects into every mailbox."""
        for name, server in self.servers.items():
            marks = [f"{word}-{name}-{number}" for number in range(each)]
            mails = [request(mark, TEXTS[number % len(TEXTS)]) for number, mark in enumerate(marks)]
            server.deliver(*mails, user=self.user)
            self.sent += marks

    def file_all(self) -> None:
        """A pass over both mailboxes in this process, whose readers have compiled the rules already."""
        with opened(self.office, self.readers) as office:
            for account in office.accounts:
                list(fetch_pass(office, account))

    def until_idle(self) -> None:
        """Passes without a failpoint until every inbox is empty and nothing waits to be sent."""
        for _ in range(3):
            if any(server.count(user=self.user) for server in self.servers.values()):
                self.file_all()
        self.send_all()

    def send_all(self) -> None:
        self.office.age_claims()
        with opened(self.office, self.readers) as office:
            send_pass(office)
        waiting = self.office.rows("SELECT 1 FROM outgoing WHERE state IN ('queued', 'claimed', 'dot_sent')")
        assert not waiting, "acknowledgements still wait"

    def figures(self, point: str, repetitions: int) -> Figures:
        """Ask the servers' files, the sink's files and `triage tickets`; never a log."""
        tickets = self.office.tickets()
        filed = Counter(str(ticket["subject"]).removeprefix("Frage ") for ticket in tickets)
        answered = Counter(to.partition("@")[0] for letter in self.sink.received() for to in letter.recipients)
        query = "SELECT to_address, state FROM outgoing WHERE state IN ('unklar', 'failed')"
        shown = {address.partition("@")[0]: state for address, state in self.office.rows(query)}
        expected = {str(t["subject"]).removeprefix("Frage ") for t in tickets if not t["silence"]}
        return Figures(
            point=f"{point}, PostgreSQL" if self.office.store else point,
            repetitions=repetitions,
            mails=len(self.sent),
            lost=sum(filed[mark] == 0 for mark in self.sent),
            misplaced=self._misplaced(),
            double_tickets=sum(filed[mark] > 1 for mark in self.sent),
            double_answers=sum(number > 1 for number in answered.values()),
            unclear=sum(state == "unklar" for state in shown.values()),
            hidden_losses=sum(not answered[mark] and mark not in shown for mark in expected),
        )

    def _misplaced(self) -> int:
        shelved: Counter[str] = Counter()
        for server in self.servers.values():
            for folder, mails in everywhere(server, self.user).items():
                shelved.update(_mark(mail) for mail in mails if folder.startswith("Bearbeitet"))
        left = sum(server.count(user=self.user) for server in self.servers.values())
        return left + sum(shelved[mark] != 1 for mark in self.sent)


def _mark(mail: bytes) -> str:
    found = _MARK.search(mail)
    assert found
    return found.group(1).decode()


def world(
    folder: Path,
    dovecots: Callable[..., Dovecot],
    sink: SmtpSink,
    readers: Pool,
    *,
    user: str,
    store: str = "",
    through: Callable[[int], int] = lambda port: port,
) -> World:
    """A new installation on running servers; `user` is nobody else's. `through`: the port of a proxy before a port."""
    servers = {"kim": dovecots(), "zweig": dovecots(without=frozenset({"MOVE"}))}
    boxes = [Box(name=name, port=through(server.port), user=user) for name, server in servers.items()]
    office = Installation(folder=folder, boxes=boxes, smtp_port=sink.port, store=store, extra=_AT_ONCE)
    return World(office, servers, user, sink, readers)


def named(point: str) -> str:
    """The point as part of an address."""
    return point.replace(".", "-").replace("_", "-")


def user_of(point: str, store: str) -> str:
    return named(point) + ("-postgresql" if store else "")


def killed(code: int) -> bool:
    return code == -signal.SIGKILL


def faultless(figures: Figures) -> bool:
    return not (
        figures.lost or figures.misplaced or figures.double_tickets or figures.double_answers or figures.hidden_losses
    )
