"""What runs by itself, how often, and in which words is it found in the log?"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import partial

import structlog
from sqlmodel import select

from models.ticket import Ticket
from triage import pipeline
from triage.desk import indexing, scan, settled_later
from triage.errors import ClaimLost, TriageError
from triage.fetching import fetch_pass, is_resting
from triage.filing.record import reprioritise
from triage.intake.poll import Account
from triage.office import Office
from triage.ports import Mailbox
from triage.sending import send_pass
from triage.telling import tell_pass
from triage.tuning import expiry, resort

log = structlog.get_logger()
_STAY_SECONDS = 540.0  # then sign in anew: no connection grows old unnoticed (promises R11)
_LISTEN_SECONDS = 5.0  # at most so long until a stop is heard


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A repeatable function of the office; two runs never overlap."""

    name: str
    seconds: float  # from one start to the next
    run: Callable[[Office], None]


def file_pending(office: Office) -> None:
    """What was kept but not filed: after a crash, or handed in by the screens."""
    for report in pipeline.process(office, [pipeline.pending(office)]):
        log.info("filed", outcome=report.outcome, ticket=report.ticket)
    settled_later.settle_kept(office)


def send_due(office: Office) -> None:
    """The outbox."""
    counts = send_pass(office)
    if any(counts.summary().values()):
        log.info("sent", **counts.summary())


def tell_others(office: Office) -> None:
    """The webhooks."""
    counts = tell_pass(office)
    if any(counts.summary().values()):
        log.info("told", **counts.summary())


def refresh_priorities(office: Office) -> None:
    """Waiting and coming deadlines make tickets more urgent as time goes by."""
    now = office.clock.now()
    with office.store.transaction() as db:
        for ticket in db.exec(select(Ticket).where(Ticket.status == "open")):
            before = ticket.priority
            reprioritise(ticket, now)
            if ticket.priority != before:
                db.add(ticket)


def scan_new(office: Office) -> None:
    """Attachments nobody has looked into."""
    if done := scan.scan_new(office):
        log.info("scanned", attachments=done)


def index_new(office: Office) -> None:
    """Messages and notes the search does not know yet."""
    indexing.index_new(office)


def resort_open(office: Office) -> None:
    """The batch a supervisor began when rules came into force, or took back."""
    if seen := resort.step(office):
        log.info("resorted", tickets=seen)


def rule_examples(office: Office) -> None:
    """Examples of rules that were made from tickets, a year after."""
    if gone := expiry.remove_expired(office):
        log.info("examples_removed", examples=gone)


JOBS: tuple[Job, ...] = (
    Job(name="file_pending", seconds=10, run=file_pending),
    Job(name="send_due", seconds=5, run=send_due),
    Job(name="tell_others", seconds=5, run=tell_others),
    Job(name="index_new", seconds=2, run=index_new),
    Job(name="scan_new", seconds=15, run=scan_new),
    Job(name="resort_open", seconds=2, run=resort_open),
    Job(name="rule_examples", seconds=3_600, run=rule_examples),
    Job(name="refresh_priorities", seconds=600, run=refresh_priorities),
)


def mailbox_jobs(office: Office, stop: threading.Event) -> tuple[Job, ...]:
    """One per account: a thread that polls, and listens in between."""
    return tuple(
        Job(name=f"mailbox:{account.name}", seconds=1, run=partial(_watch, account=account, stop=stop))
        for account in office.accounts
    )


def _watch(office: Office, *, account: Account, stop: threading.Event) -> None:
    """Stay with one mailbox for some minutes. Trouble ends the stay; the mailbox's own pause decides about the next."""
    until = time.monotonic() + _STAY_SECONDS
    with ExitStack() as stay:
        listener: Mailbox | None = None
        while not stop.is_set() and time.monotonic() < until:
            if is_resting(office, account):
                stop.wait(_LISTEN_SECONDS)
                return
            try:
                _file_new(office, account)
                if listener is None:
                    listener = stay.enter_context(closing(_listener(office, account)))
                else:  # right after it began to listen, one more pass finds what came in between
                    _listen(listener, account, stop)
            except ClaimLost:
                stop.wait(_LISTEN_SECONDS)
            except TriageError:
                return  # noted by the pass


def _file_new(office: Office, account: Account) -> None:
    for report in fetch_pass(office, account):
        log.info("filed", mailbox=account.name, uid=report.uid, outcome=report.outcome, ticket=report.ticket)


def _listener(office: Office, account: Account) -> Mailbox:
    """A connection that stays open beside the passes: what comes in during one is announced right after it."""
    mailbox = office.connect(account.name)
    try:
        mailbox.look(account.folder, write=False)
    except TriageError:
        mailbox.close()
        raise
    return mailbox


def _listen(mailbox: Mailbox, account: Account, stop: threading.Event) -> None:
    """Until the next poll is due, the server announces something, or a stop is asked."""
    due = time.monotonic() + account.poll_seconds
    while not stop.is_set() and (left := due - time.monotonic()) > 0:
        if mailbox.wait(min(left, _LISTEN_SECONDS)):
            return
