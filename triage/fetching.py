"""One pass over one mailbox: look, fetch, keep, take through the stages, shelve."""

from __future__ import annotations

import os
import random
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain

import structlog
from sqlmodel import Session, col, select

from models.arrival import Arrival
from models.mailbox import MailboxState
from triage import pipeline
from triage.errors import ClaimLost, MailboxDown, SignInRefused, TriageError
from triage.intake import lease
from triage.intake.keep import KeepPolicy, keep_mails
from triage.intake.poll import Account, chunks, is_first_pass, read_chunk, unrecorded
from triage.office import Office
from triage.pipeline import Report
from triage.ports import FolderView, Listed, Mailbox
from triage.sorting.sent import keep_copies
from triage.sorting.shelve import settle_leftovers, shelve
from triage.values import RawMail

log = structlog.get_logger()
_LONGEST_PAUSE = timedelta(seconds=300)  # promises R10
_REFUSALS_THAT_STOP = 3
_LISTED_AT_ONCE = 500
_SHELVE_EVERY = timedelta(seconds=5)  # while many mails come in: moving a folder's worth at once is a fifth of the work


@dataclass(slots=True)
class _Visit:
    """A connection that can be made anew while a pass goes on."""

    office: Office
    account: Account
    mailbox: Mailbox
    view: FolderView
    write: bool  # whether the folder was opened for moving mail
    broken: int = 0  # mails that could not be read this time; they stay unrecorded and are tried next time

    def reconnect(self) -> None:
        """After the server hung up. Raises MailboxDown when it is really away or the folder is another now."""
        self.mailbox.close()
        self.mailbox = self.office.connect(self.account.name)
        self._look_again()

    def open_to_write(self) -> None:
        """The mode may have become live since the folder was opened. Raises as `reconnect`."""
        if not self.write:
            self.write = True
            self._look_again()

    def _look_again(self) -> None:
        view = _look(self.account, self.mailbox, write=self.write)
        if view.uidvalidity != self.view.uidvalidity:
            raise MailboxDown(self.account.name, "selecting again", "the folder was replaced during the pass")


def fetch_pass(office: Office, account: Account) -> Iterator[Report]:
    """Every mail of the folder without an outcome gets one; what is filed is shelved. Reports as they are made.

    Raises MailboxDown, ClaimLost when another worker is at it. Health of the mailbox is recorded either way.
    """
    with _leased(office, account):
        try:
            yield from _pass(office, account)
        except TriageError as trouble:
            _note_trouble(office, account, trouble)
            raise


def is_resting(office: Office, account: Account) -> bool:
    """Paused by somebody, stopped after refused sign-ins, or waiting after trouble."""
    with office.store.reading() as db:
        state = db.get(MailboxState, (account.name, account.folder))
    if state is None:
        return False
    waiting = state.next_try is not None and state.next_try > office.clock.now()
    return state.paused or state.refused >= _REFUSALS_THAT_STOP or waiting


def _pass(office: Office, account: Account) -> Iterator[Report]:
    mailbox = office.connect(account.name)
    write = office.mode(account.name) == "live"
    try:
        view = _look(account, mailbox, write=write)
    except TriageError:
        mailbox.close()
        raise
    visit = _Visit(office=office, account=account, mailbox=mailbox, view=view, write=write)
    try:
        if office.mode(account.name) == "dry-run":
            yield from _dry_run(visit)
        else:
            yield from _file_all(visit)
    finally:
        visit.mailbox.close()


def _look(account: Account, mailbox: Mailbox, *, write: bool) -> FolderView:
    view = mailbox.look(account.folder, write=write)
    if not view.uidvalidity:
        raise MailboxDown(account.name, "selecting", "the server gives no UIDVALIDITY; the folder is not ingested")
    return view


def _file_all(visit: _Visit) -> Iterator[Report]:
    office, account = visit.office, visit.account
    shelved = office.clock.now()
    for report in pipeline.process(office, chain([_left_over(office, account)], _kept(visit))):
        yield report
        if office.clock.now() - shelved >= _SHELVE_EVERY:
            _shelve(visit)
            shelved = office.clock.now()
    _shelve(visit)  # what earlier passes left, and what another client was just holding
    if office.mode(account.name) != "dry-run":
        _note_success(visit)
    with suppress(MailboxDown):  # everything that matters is done; copies are tried again with the next pass
        keep_copies(office, account, visit.mailbox)


def _kept(visit: _Visit) -> Iterator[Sequence[int]]:
    """Ids of what came in, chunk by chunk, each safe before it is given."""
    office, account = visit.office, visit.account
    policy = _keep_policy(office, account)
    for chunk in chunks(_listed(visit, _waiting(visit)), max_bytes=account.max_bytes):
        for mails in _read(visit, chunk):
            if office.mode(account.name) == "dry-run":  # changed meanwhile: not one byte more is kept
                return
            yield keep_mails(office.store, mails, policy, office.clock.now())


def _shelve(visit: _Visit) -> None:
    settle_leftovers(visit.office, visit.account, visit.view)
    if visit.office.mode(visit.account.name) == "live":
        visit.open_to_write()
        shelve(visit.office, visit.account, visit.mailbox, visit.view)


def _dry_run(visit: _Visit) -> Iterator[Report]:
    for chunk in chunks(_listed(visit, _waiting(visit)), max_bytes=visit.account.max_bytes):
        for mails in _read(visit, chunk):
            for mail, filing in pipeline.foresee(visit.office, mails, visit.account.name):
                uid = mail.origin.uid if mail.origin else None
                yield Report(arrival_id=0, uid=uid, outcome=filing.outcome, ticket=None, reason=filing.reason)
    _note_success(visit)


def _waiting(visit: _Visit) -> list[int]:
    with visit.office.store.reading() as db:
        return unrecorded(db, visit.account, visit.view)


def _listed(visit: _Visit, uids: Sequence[int]) -> list[Listed]:
    """Sizes and dates, oldest mail first, so that nobody waits behind later arrivals."""
    found: list[Listed] = []
    for start in range(0, len(uids), _LISTED_AT_ONCE):
        found += visit.mailbox.listed(uids[start : start + _LISTED_AT_ONCE])
    return sorted(found, key=lambda mail: mail.uid)


def _read(visit: _Visit, chunk: Sequence[Listed]) -> Iterator[list[RawMail]]:
    """The chunk at once; if that breaks, mail by mail, so that one which breaks the answer costs only itself."""
    try:
        mails = read_chunk(visit.mailbox, visit.account, visit.view, chunk)
    except MailboxDown as down:
        log.warning("fetch.chunk_failed", mailbox=visit.account.name, mails=len(chunk), why=down.why)
    else:
        yield mails
        return
    visit.reconnect()
    for mail in chunk:
        try:
            yield read_chunk(visit.mailbox, visit.account, visit.view, [mail])
        except MailboxDown as down:
            log.warning("fetch.mail_failed", mailbox=visit.account.name, uid=mail.uid, why=down.why)
            visit.broken += 1
            visit.reconnect()


def _left_over(office: Office, account: Account) -> list[int]:
    """Kept by an earlier pass that died before filing."""
    query = select(Arrival.id).where(Arrival.state == "received", Arrival.mailbox == account.name)
    with office.store.reading() as db:
        return [key for key in db.exec(query.order_by(col(Arrival.id))) if key is not None]


def _keep_policy(office: Office, account: Account) -> KeepPolicy:
    with office.store.reading() as db:
        first = is_first_pass(db, account)
    before = office.clock.now() - timedelta(days=account.archive_days)
    return KeepPolicy(
        mailbox=account.name,
        may_acknowledge=office.mode(account.name) == "live",  # mail filed while observing is never answered later
        archive_before=before if first else None,
    )


@contextmanager
def _leased(office: Office, account: Account) -> Iterator[None]:
    name, holder = f"mailbox:{account.name}", f"{socket.gethostname()}:{os.getpid()}"
    with office.store.transaction() as db:
        _take_from_the_dead(db, name)
        if not lease.take(db, name, holder, office.clock.now()):
            raise ClaimLost(f"mailbox {account.name}")
    try:
        yield
    finally:
        with suppress(Exception), office.store.transaction() as db:  # a lease not given back expires by itself
            lease.give_back(db, name, holder)


def _take_from_the_dead(db: Session, name: str) -> None:
    """A process of this machine that was killed gives nothing back; its mailbox need not wait for the expiry."""
    holder = lease.holder(db, name)
    host, _, process = (holder or "").rpartition(":")
    if holder and host == socket.gethostname() and not _runs(int(process)):
        lease.give_back(db, name, holder)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)  # signal 0 only asks
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _note_success(visit: _Visit) -> None:
    now = visit.office.clock.now()
    with visit.office.store.transaction() as db:
        state = _state(db, visit.account)
        state.last_success = state.last_try = now
        if visit.office.mode(visit.account.name) != "dry-run":  # that one files nothing, so the first pass is to come
            state.uidvalidity = visit.view.uidvalidity
        state.failures, state.refused, state.next_try, state.last_error = 0, 0, None, ""
        state.backlog = visit.broken
        db.add(state)


def _note_trouble(office: Office, account: Account, trouble: TriageError) -> None:
    """Backoff 1 … 300 s with jitter; three refused sign-ins in a row stop the account (promises R10)."""
    now = office.clock.now()
    log.warning("mailbox.trouble", mailbox=account.name, kind=type(trouble).__name__, why=str(trouble))
    with suppress(Exception), office.store.transaction() as db:  # the database may be what is away
        state = _state(db, account)
        state.failures += 1
        state.refused = state.refused + 1 if isinstance(trouble, SignInRefused) else 0
        pause = min(_LONGEST_PAUSE, timedelta(seconds=2 ** min(state.failures, 9)))
        state.last_try, state.last_error = now, str(trouble)
        state.next_try = now + pause * random.uniform(0.5, 1.0)  # noqa: S311 - jitter, not a secret
        db.add(state)


def _state(db: Session, account: Account) -> MailboxState:
    return db.get(MailboxState, (account.name, account.folder)) or MailboxState(
        name=account.name, folder=account.folder
    )
