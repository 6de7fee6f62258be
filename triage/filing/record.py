"""Write down what was decided: the rows of one message, inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from sqlalchemy import Executable, bindparam
from sqlmodel import Session, col, select

from models.arrival import Arrival
from models.citation import Citation
from models.columns import table_of
from models.label import LabelRow
from models.message import AttachmentRow, Message
from models.outgoing import Outgoing
from models.ticket import Event, Participant, Ticket
from triage.filing.merged import heads
from triage.filing.number import next_numbers
from triage.filing.priority import priority, total
from triage.filing.rows import (
    Decided,
    Row,
    attachment_row,
    callback_until,
    citation_rows,
    is_delicate,
    label_rows,
    message_row,
    participant_row,
    promised,
    ticket_row,
)

ACTOR = "triage"  # who stands in events for what the machine did
# Built once: making a statement costs more than running it.
_NEW_TICKETS = table_of(Ticket).insert().returning(table_of(Ticket).c.id, sort_by_parameter_order=True)
_NEW_MESSAGES = table_of(Message).insert().returning(table_of(Message).c.id, sort_by_parameter_order=True)
_NEW_LABEL = table_of(LabelRow).insert()
_NEW_ATTACHMENT = table_of(AttachmentRow).insert()
_NEW_CITATION = table_of(Citation).insert()
_NEW_PARTICIPANT = table_of(Participant).insert()
_NEW_EVENT = table_of(Event).insert()
_SETTLED = table_of(Arrival).update().where(table_of(Arrival).c.id == bindparam("arrival_id"))
_ACTIONS = {"ticket": "opened", "set_aside": "opened", "followup": "appended", "duplicate": "duplicate"}
_OPENING, _HOLDING = ("ticket", "set_aside"), ("ticket", "set_aside", "followup")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What now exists."""

    ticket_id: int | None = None  # None: nothing but the arrival's outcome was written
    number: str | None = None


def record(db: Session, wave: Sequence[Decided]) -> list[Recorded]:
    """All rows these messages cause except their answers, a few statements for all of them."""
    wave = _where_tickets_are(db, wave)
    opened = _open(db, [d for d in wave if d.filing.outcome in _OPENING])
    recorded = [opened.get(d.arrival.id) or _known(db, d) for d in wave]
    both = list(zip(wave, recorded, strict=True))
    _write_messages(db, [(d, r.ticket_id) for d, r in both if r.ticket_id and d.filing.outcome in _HOLDING])
    for d, _ in both:
        if d.filing.outcome == "followup" and d.message.automatic is None:
            _bring_forward(db, d)
        elif d.filing.outcome == "followup":
            _note_bounce(db, d)
        elif d.filing.outcome == "duplicate":
            _note_return(db, d)
    _many(db, _NEW_EVENT, [_told(d, r.ticket_id) for d, r in both if r.ticket_id])
    _many(db, _SETTLED, [_settled(d, r.ticket_id) for d, r in both])
    return recorded


def _where_tickets_are(db: Session, wave: Sequence[Decided]) -> list[Decided]:
    """The same with tickets that were merged since they were looked up replaced; none is merged before the commit."""
    joined = {d.filing.ticket_id for d in wave if d.filing.ticket_id is not None}
    held = heads(db, joined, lock=True) if joined else {}
    return [_in(d, held.get(d.filing.ticket_id or 0)) for d in wave]


def _in(d: Decided, ticket_id: int | None) -> Decided:
    if ticket_id is None or ticket_id == d.filing.ticket_id:
        return d
    return replace(d, filing=replace(d.filing, ticket_id=ticket_id))


def event(
    db: Session, ticket_id: int, *, at: datetime, action: str, why: str, actor: str = ACTOR, **detail: object
) -> None:
    """One line of a ticket's history. `why` and `detail` never hold words of a mail."""
    row = {"ticket_id": ticket_id, "at": at, "actor": actor, "action": action, "why": why, "detail": detail}
    db.connection().execute(_NEW_EVENT, row)


def events(db: Session, told: Mapping[int, str], *, at: datetime, action: str) -> None:
    """The same happened to several tickets: ticket id → why."""
    rows = [
        {"ticket_id": ticket_id, "at": at, "actor": ACTOR, "action": action, "why": why, "detail": {}}
        for ticket_id, why in told.items()
    ]
    db.connection().execute(_NEW_EVENT, rows)


def _open(db: Session, new: Sequence[Decided]) -> dict[int | None, Recorded]:
    """Arrival → its new ticket."""
    if not new:
        return {}
    numbers = next_numbers(db, new[0].prefix, [d.arrival.received_at for d in new], new[0].zone)
    rows = [ticket_row(d) | {"number": number} for d, number in zip(new, numbers, strict=True)]
    keys = db.connection().execute(_NEW_TICKETS, rows).scalars()
    opened = {
        d.arrival.id: Recorded(ticket_id=key, number=number) for d, number, key in zip(new, numbers, keys, strict=True)
    }
    takers = [participant_row(d, opened[d.arrival.id].ticket_id) for d in new]
    _many(db, _NEW_PARTICIPANT, [row for row in takers if row])
    return opened


def _known(db: Session, d: Decided) -> Recorded:
    """The ticket a message joins or repeats."""
    if d.filing.ticket_id is None:
        return Recorded()
    number = db.exec(select(Ticket.number).where(Ticket.id == d.filing.ticket_id)).one()
    return Recorded(ticket_id=d.filing.ticket_id, number=number)


def _write_messages(db: Session, said: Sequence[tuple[Decided, int]]) -> None:
    if not said:
        return
    keys = list(db.connection().execute(_NEW_MESSAGES, [message_row(d, ticket) for d, ticket in said]).scalars())
    labels: list[Row] = []
    attachments: list[Row] = []
    citations: list[Row] = []
    for (d, ticket), key in zip(said, keys, strict=True):
        labels += label_rows(d.labels, ticket, key, d.now)
        attachments += [attachment_row(attachment, key) for attachment in d.message.attachments]
        citations += citation_rows(d, ticket)
    _many(db, _NEW_LABEL, labels)
    _many(db, _NEW_ATTACHMENT, attachments)
    _many(db, _NEW_CITATION, citations)


def _many(db: Session, statement: Executable, rows: Sequence[Row]) -> None:
    if rows:
        db.connection().execute(statement, rows)


def _told(d: Decided, ticket_id: int | None) -> Row:
    """The line of the ticket's history."""
    action = "returned" if d.filing.returned else _ACTIONS[d.filing.outcome]
    return {
        "ticket_id": ticket_id, "at": d.now, "actor": ACTOR, "action": action, "why": d.filing.reason, "detail": {},
    }  # fmt: skip


def _settled(d: Decided, ticket_id: int | None) -> Row:
    """The arrival's outcome; every UID gets one (promises P23)."""
    return {
        "arrival_id": d.arrival.id,
        "state": "filed",
        "outcome": d.filing.outcome,
        "reason": d.filing.reason,
        "ticket_id": ticket_id,
        "d3": d.message.content_digest or None,
        "human_hand": d.arrival.human_hand or d.filing.hands_off,
    }


def _note_return(db: Session, d: Decided) -> None:
    """A person put a mail back: its ticket is work again."""
    ticket = db.exec(select(Ticket).where(Ticket.id == d.filing.ticket_id)).one()
    if d.filing.returned and ticket.status == "closed":
        ticket.status, ticket.closed_at, ticket.changed_at = "open", None, d.now
        ticket.version += 1
        db.add(ticket)
        db.flush()


def _note_bounce(db: Session, d: Decided) -> None:
    """What a person of the office wrote came back: whoever closed the ticket with it has to see that."""
    wrote = select(Outgoing.id).where(
        Outgoing.ticket_id == d.filing.ticket_id, Outgoing.state == "sent", col(Outgoing.automatic).is_(False)
    )
    if db.exec(wrote.limit(1)).first() is not None:
        ticket = db.exec(select(Ticket).where(Ticket.id == d.filing.ticket_id)).one()
        ticket.status, ticket.closed_at, ticket.changed_at = "open", None, d.now
        ticket.version += 1
        db.add(ticket)
        db.flush()


def _bring_forward(db: Session, d: Decided) -> None:
    """A person wrote again: the ticket is open, one message longer, and as urgent as its most urgent message."""
    labels = d.labels
    ticket = db.exec(select(Ticket).where(Ticket.id == d.filing.ticket_id)).one()
    ticket.messages += 1
    ticket.version += 1
    ticket.changed_at = d.now
    if labels.kind != "thanks":
        ticket.status, ticket.closed_at, ticket.hidden = "open", None, False
    ticket.alarm = ticket.alarm or labels.alarm
    if labels.urgency.id == "high":
        ticket.urgency = "high"
    ticket.callback_until = callback_until(d.arrival) or ticket.callback_until
    ticket.related_ticket_id = ticket.related_ticket_id or d.filing.related_ticket_id
    ticket.due_at = min((due for due in (ticket.due_at, labels.due_at) if due), default=None)
    if labels.urgency.id == "high" and ticket.responded_at is None:
        ticket.respond_by = min((by for by in (ticket.respond_by, promised(d)) if by), default=None)
    _guard(db, d, ticket)
    reprioritise(ticket, d.now)
    db.add(ticket)
    db.flush()


def _guard(db: Session, d: Decided, ticket: Ticket) -> None:
    """What somebody adds about violence is for the circle only, and so is what was said before."""
    if is_delicate(d.labels.main_topic) and not ticket.protected:
        ticket.protected = True
        assert ticket.id is not None
        event(db, ticket.id, at=d.now, action="protected", why="eine neue Nachricht handelt von Gewalt oder Not")


def reprioritise(ticket: Ticket, now: datetime) -> None:
    """Compute the sum again from the ticket as it is now; changes the object only."""
    factors = priority(
        urgency=ticket.urgency,
        kind=ticket.kind,
        opened_at=ticket.opened_at,
        due_at=ticket.due_at,
        messages=ticket.messages,
        alarm=ticket.alarm,
        callback_until=ticket.callback_until,
        now=now,
        unreadable=ticket.stub,
        respond_by=ticket.respond_by,
        responded_at=ticket.responded_at,
    )
    ticket.priority, ticket.factors = total(factors), [asdict(f) for f in factors]
