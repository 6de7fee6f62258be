"""The five stages in order: how one arrival becomes an explained, filed and answered ticket."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy.exc import DataError, IntegrityError
from sqlmodel import Session, col, select, update

from models.arrival import Arrival
from models.ticket import Ticket
from triage.classify.unread import unread
from triage.errors import NotFound, NotUnderstood, TriageError
from triage.failpoints import failpoint
from triage.filing.decide import decide
from triage.filing.lookup import Asked, look_up
from triage.filing.record import Recorded, event, record
from triage.filing.rows import Decided
from triage.filing.waves import Ready, waves
from triage.intake.calls import KeyedCall
from triage.intake.keep import keep_call, raws_of
from triage.office import Office
from triage.respond import outbox
from triage.respond.acknowledge import acknowledgement
from triage.respond.plan import Occasion, silence
from triage.values import Arrival as Raw
from triage.values import CallNote, Filing, Outcome, ParsedMessage, RawMail, Silence, Understood

Judged = tuple[Occasion, Silence | None]
BATCH = 100  # messages in one transaction
MOST_ATTEMPTS = 3  # promises 2.5
ABANDONED_AFTER = timedelta(minutes=3)  # longer than any batch takes


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """How one arrival ended, as the contract prints it."""

    arrival_id: int
    uid: int | None
    outcome: Outcome
    ticket: str | None  # its number
    reason: str  # German


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledCall:
    """What became of one row of a phone log."""

    line: int  # of the file, 1 = header
    ticket: str | None  # its number; None: kept, and filed by the next pass
    new: bool  # False: it was filed before


def process(office: Office, arriving: Iterable[Sequence[int]]) -> Iterator[Report]:
    """Take kept arrivals through the stages; what crashes its worker is tried again and at last set aside.

    `arriving` is asked for more ids while the workers read the batch before, which is filed while they read the next.
    When it raises, what it gave is filed first. Mails tried before go alone, so that one that kills even this process
    costs nobody else an attempt.
    """
    failed: list[int] = []
    begun: deque[_Begun] = deque()
    try:
        for batch, alone in _batches(office, arriving):
            ahead = 0 if alone else 1
            yield from _finish(office, begun, failed, leave=ahead)
            begun.append(_begin(office, batch))
            yield from _finish(office, begun, failed, leave=ahead)
        yield from _finish(office, begun, failed)
    except TriageError:
        yield from _finish(office, begun, failed)
        raise
    finally:
        for left in begun:  # an outage, not the mails' fault, or nobody wants to know more
            _give_back(office, left.arrivals)
    if failed:
        yield from process(office, [failed])


def pending(office: Office) -> list[int]:
    """Arrivals that were kept a while ago and are not filed, oldest first: whoever kept them is gone."""
    before = office.clock.now() - ABANDONED_AFTER
    with office.store.reading() as db:
        query = select(Arrival.id).where(Arrival.state == "received", col(Arrival.kept_at) < before)
        return [key for key in db.exec(query.order_by(col(Arrival.id))) if key is not None]


def file_call(office: Office, call: CallNote, *, by: str, key: str) -> str:
    """Keep a call and take it through the same stages at once; its ticket number. The same key twice is one call."""
    kept = keep_call(office.store, call, key=key, now=office.clock.now())
    if kept is not None:
        list(process(office, [[kept]]))
    number = call_ticket(office, key)
    if number is None:
        raise NotFound("the call's ticket")
    if kept is not None:
        with office.store.transaction() as db:
            ticket_id = db.exec(select(Ticket.id).where(Ticket.number == number)).one()
            assert ticket_id is not None
            event(db, ticket_id, at=office.clock.now(), action="called", why="Anruf notiert.", actor=by)
    return number


def file_calls(office: Office, log: Sequence[KeyedCall], *, by: str) -> list[FiledCall]:
    """The calls of a phone log, in order; one that was filed before, from whichever file, is only named again."""
    known = {keyed.key for keyed in log if call_ticket(office, keyed.key) is not None}
    now = office.clock.now()
    kept = [keep_call(office.store, keyed.call, key=keyed.key, now=now) for keyed in log if keyed.key not in known]
    list(process(office, [[key for key in kept if key is not None]]))
    filed = [FiledCall(line=k.line, ticket=call_ticket(office, k.key), new=k.key not in known) for k in log]
    new = [one.ticket for one in filed if one.new and one.ticket is not None]
    with office.store.transaction() as db:
        for ticket_id in db.exec(select(Ticket.id).where(col(Ticket.number).in_(new))):
            assert ticket_id is not None
            event(db, ticket_id, at=now, action="called", why="Aus einer Anrufliste übernommen.", actor=by)
    return filed


def call_ticket(office: Office, key: str) -> str | None:
    """The ticket number of the call kept under this key; None when it is not kept or not filed yet."""
    with office.store.reading() as db:
        query = select(Ticket.number).join(Arrival, col(Arrival.ticket_id) == col(Ticket.id))
        return db.exec(query.where(Arrival.call_key == key)).first()


def foresee(office: Office, mails: Sequence[RawMail], mailbox: str) -> Iterator[tuple[RawMail, Filing]]:
    """What each mail would become, nothing stored: the dry run."""
    for mail, answer in zip(mails, office.understand(mails), strict=True):
        found = answer if isinstance(answer, Understood) else office.understand.salvage(mail, answer.why)
        digest = hashlib.sha256(mail.data).hexdigest()
        shadow = Arrival(id=0, mailbox=mailbox, d2=digest, received_at=mail.received_at, kept_at=mail.received_at)
        with office.store.reading() as db:
            [facts] = look_up(db, [Asked(shadow, found.message)], prefix=office.number_prefix)
        yield mail, decide(found.message, found.labels, facts, failure=found.failure)


def _batches(office: Office, arriving: Iterable[Sequence[int]]) -> Iterator[tuple[Sequence[int], bool]]:
    """What to read together, and whether it was tried before and goes alone."""
    for keys in arriving:
        with office.store.reading() as db:
            query = select(Arrival.id).where(Arrival.state == "received", col(Arrival.attempts) > 0)
            tried = set(db.exec(query))
        fresh = [key for key in keys if key not in tried]
        yield from ((fresh[start : start + BATCH], False) for start in range(0, len(fresh), BATCH))
        yield from (([key], True) for key in keys if key in tried)


@dataclass(frozen=True, slots=True)
class _Begun:
    """A batch whose attempt is noted and whose reading is under way."""

    arrivals: list[Arrival]
    raws: list[Raw]
    answers: Iterator[Understood | NotUnderstood]


def _begin(office: Office, keys: Sequence[int]) -> _Begun:
    """One more attempt, committed before anything is read (promises 2.2 step 4)."""
    with office.store.transaction() as db:
        here = (col(Arrival.id).in_(keys), col(Arrival.state) == "received")
        db.exec(update(Arrival).where(*here).values(attempts=Arrival.attempts + 1))
        arrivals = list(db.exec(select(Arrival).where(*here).order_by(col(Arrival.id))))
        raws = raws_of(db, arrivals)
    if _is_hopeless(arrivals):
        return _Begun(arrivals, raws, iter([NotUnderstood("drei Versuche sind gescheitert")]))
    try:
        return _Begun(arrivals, raws, office.understand(raws))
    except Exception:
        _give_back(office, arrivals)
        raise


def _is_hopeless(arrivals: Sequence[Arrival]) -> bool:
    return len(arrivals) == 1 and arrivals[0].attempts > MOST_ATTEMPTS


def _finish(office: Office, begun: deque[_Begun], failed: list[int], *, leave: int = 0) -> Iterator[Report]:
    """File the oldest batches until so many are left; `failed` grows by what is to be tried again."""
    while len(begun) > leave:
        one = begun[0]
        answers = [_accepted(office, *found) for found in zip(one.arrivals, one.raws, one.answers, strict=True)]
        reports = _file(office, [(a, u) for a, u in zip(one.arrivals, answers, strict=True) if u is not None])
        begun.popleft()
        done = {report.arrival_id for report in reports}
        failed += [a.id for a in one.arrivals if a.id is not None and a.id not in done and a.attempts <= MOST_ATTEMPTS]
        yield from reports


def _give_back(office: Office, arrivals: Sequence[Arrival]) -> None:
    with office.store.transaction() as db:
        mine = (col(Arrival.id).in_([a.id for a in arrivals]), col(Arrival.state) == "received")
        db.exec(update(Arrival).where(*mine).values(attempts=Arrival.attempts - 1))


def _accepted(office: Office, arrival: Arrival, raw: Raw, answer: Understood | NotUnderstood) -> Understood | None:
    """What was understood; what could be salvaged after the last failure; None to try again."""
    if isinstance(answer, Understood):
        return answer
    if not answer.permanent and arrival.attempts < MOST_ATTEMPTS:
        return None
    return office.understand.salvage(raw, answer.why)


def _file(office: Office, ready: Sequence[Ready]) -> list[Report]:
    """Everything a batch of messages causes, one commit; when the database refuses a row, each message by itself."""
    try:
        return _file_together(office, ready)
    except (DataError, IntegrityError):
        if len(ready) == 1:
            return _file_together(office, [_without_content(ready[0])])
        return [report for one in ready for report in _file(office, [one])]


def _file_together(office: Office, ready: Sequence[Ready]) -> list[Report]:
    """tx B."""
    reports: dict[int | None, Report] = {}
    with office.store.transaction() as db:
        waiting = _still_waiting(db, [arrival for arrival, _ in ready])
        for arrival, _ in ready:
            if arrival.id not in waiting:  # another hand was faster; its outcome counts
                reports[arrival.id] = _as_filed(db, arrival)
        for wave in waves([one for one in ready if one[0].id in waiting]):
            for report in _file_wave(office, db, wave):
                reports[report.arrival_id] = report
        failpoint("file.open")
    failpoint("file.done")
    return [reports[arrival.id] for arrival, _ in ready]


def _without_content(ready: Ready) -> Ready:
    """A visible ticket for a message whose own rows the database will not take."""
    arrival, _ = ready
    return arrival, unread("die Datenbank nimmt ihren Inhalt nicht an")


def _still_waiting(db: Session, arrivals: Sequence[Arrival]) -> set[int | None]:
    keys = [arrival.id for arrival in arrivals]
    query = select(Arrival.id).where(col(Arrival.id).in_(keys), Arrival.state == "received")
    return set(db.exec(query.with_for_update()))


def _as_filed(db: Session, arrival: Arrival) -> Report:
    query = select(Arrival.outcome, Arrival.reason, Ticket.number).join(Ticket, isouter=True)
    outcome, reason, number = db.exec(query.where(Arrival.id == arrival.id)).one()
    assert outcome is not None
    return Report(
        arrival_id=arrival.id or 0, uid=arrival.uid, outcome=cast("Outcome", outcome), ticket=number, reason=reason
    )


def _file_wave(office: Office, db: Session, wave: Sequence[Ready]) -> list[Report]:
    """Look up, decide, record, answer: each step for all messages of the wave."""
    facts = look_up(db, [Asked(arrival, found.message) for arrival, found in wave], prefix=office.number_prefix)
    filings = [
        decide(found.message, found.labels, known, archive=arrival.archive, failure=found.failure)
        for (arrival, found), known in zip(wave, facts, strict=True)
    ]
    judged = _judged(office, db, list(zip(wave, filings, strict=True)))
    recorded = record(db, [_decided(office, ready, *what) for ready, what in zip(wave, judged, strict=True)])
    outbox.enqueue(db, list(_answers(office, zip(wave, judged, recorded, strict=True))))
    return [_report(arrival, o, r) for (arrival, _), (o, _), r in zip(wave, judged, recorded, strict=True)]


def _judged(office: Office, db: Session, decided: Sequence[tuple[Ready, Filing]]) -> list[Judged]:
    """What the guards looked at and the first objection. An answer counts for its address's next mail at once."""
    now = office.clock.now()
    senders = [found.message.sender for (_, found), filing in decided if filing.outcome == "ticket"]
    last = outbox.last_acknowledged(db, [sender.address for sender in senders if sender])
    judged: list[Judged] = []
    for ready, filing in decided:
        occasion = _occasion(office, ready, filing, now, last)
        objection = silence(occasion)
        if objection is None:
            last[_address(occasion.message)] = now
        judged.append((occasion, objection))
    return judged


def _occasion(office: Office, ready: Ready, filing: Filing, now: datetime, last: Mapping[str, datetime]) -> Occasion:
    arrival, found = ready
    return Occasion(
        message=found.message,
        labels=found.labels,
        filing=filing,
        mode=office.mode(arrival.mailbox),
        may_acknowledge=arrival.may_acknowledge,
        received_at=arrival.received_at,
        now=now,
        acknowledged_at=last.get(_address(found.message)),
        own_addresses=office.own_addresses,
        policy=office.answers,
    )


def _decided(office: Office, ready: Ready, occasion: Occasion, objection: Silence | None) -> Decided:
    arrival, found = ready
    return Decided(
        arrival=arrival,
        message=found.message,
        labels=found.labels,
        filing=occasion.filing,
        now=occasion.now,
        silence=objection.reason if objection else "",
        prefix=office.number_prefix,
        zone=office.zone,
        promises=office.promises,
    )


def _answers(office: Office, judged: Iterable[tuple[Ready, Judged, Recorded]]) -> Iterator[outbox.Due]:
    for (arrival, _), (occasion, objection), recorded in judged:
        if objection is None:
            assert recorded.ticket_id is not None
            assert recorded.number is not None
            answer = acknowledgement(occasion, office.templates, number=recorded.number)
            yield outbox.Due(
                acknowledgement=answer, ticket_id=recorded.ticket_id, mailbox=arrival.mailbox, at=occasion.now
            )


def _address(message: ParsedMessage) -> str:
    return message.sender.address.lower() if message.sender else ""


def _report(arrival: Arrival, occasion: Occasion, recorded: Recorded) -> Report:
    filing = occasion.filing
    return Report(
        arrival_id=arrival.id or 0,
        uid=arrival.uid,
        outcome=filing.outcome,
        ticket=recorded.number,
        reason=filing.reason,
    )
