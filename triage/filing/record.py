"""Write down what was decided: the rows of one message, inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Insert, bindparam
from sqlmodel import Session, select

from models.arrival import Arrival
from models.columns import table_of
from models.label import LabelRow
from models.message import AttachmentRow, Message
from models.ticket import Event, Participant, Ticket
from triage.filing.lookup import fold_address
from triage.filing.number import next_number
from triage.filing.priority import priority, total
from triage.filing.rows import Decided, Row, attachment_row, label_rows, message_row, ticket_row
from triage.values import Classification

ACTOR = "triage"  # who stands in events for what the machine did
# Built once: making a statement costs more than running it, and filing runs ten of them per mail.
_NEW_TICKET = table_of(Ticket).insert()
_NEW_MESSAGE = table_of(Message).insert()
_NEW_LABEL = table_of(LabelRow).insert()
_NEW_ATTACHMENT = table_of(AttachmentRow).insert()
_NEW_PARTICIPANT = table_of(Participant).insert()
_NEW_EVENT = table_of(Event).insert()
_SETTLED = table_of(Arrival).update().where(table_of(Arrival).c.id == bindparam("arrival_id"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What now exists."""

    ticket_id: int | None = None  # None: nothing but the arrival's outcome was written
    number: str | None = None


def record(db: Session, decided: Decided) -> Recorded:
    """All rows a message causes except its answer."""
    match decided.filing.outcome:
        case "ignored":
            recorded = Recorded()
        case "duplicate":
            recorded = _note_duplicate(db, decided)
        case "followup":
            recorded = _append(db, decided)
        case "ticket" | "set_aside":
            recorded = _open(db, decided)
    _settle(db, decided, recorded.ticket_id)
    return recorded


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


def _settle(db: Session, d: Decided, ticket_id: int | None) -> None:
    """The arrival's outcome; every UID gets one (promises P23)."""
    changed = {
        "arrival_id": d.arrival.id,
        "state": "filed",
        "outcome": d.filing.outcome,
        "reason": d.filing.reason,
        "ticket_id": ticket_id,
        "d3": d.message.content_digest or None,
        "human_hand": d.arrival.human_hand or d.filing.hands_off,
    }
    db.connection().execute(_SETTLED, changed)


def _note_duplicate(db: Session, d: Decided) -> Recorded:
    assert d.filing.ticket_id is not None
    ticket = db.exec(select(Ticket).where(Ticket.id == d.filing.ticket_id)).one()
    if d.filing.returned and ticket.status == "closed":
        ticket.status, ticket.closed_at, ticket.changed_at = "open", None, d.now
        ticket.version += 1
        db.add(ticket)
        db.flush()
    action = "returned" if d.filing.returned else "duplicate"
    event(db, d.filing.ticket_id, at=d.now, action=action, why=d.filing.reason)
    return Recorded(ticket_id=d.filing.ticket_id, number=ticket.number)


def _open(db: Session, d: Decided) -> Recorded:
    number = next_number(db, d.prefix, d.arrival.received_at, d.zone)
    ticket_id = _insert(db, _NEW_TICKET, ticket_row(d) | {"number": number})
    _message_rows(db, d, ticket_id)
    if _may_take_part(d):
        assert d.message.sender is not None
        address = fold_address(d.message.sender.address)
        db.connection().execute(_NEW_PARTICIPANT, {"ticket_id": ticket_id, "address": address})
    event(db, ticket_id, at=d.now, action="opened", why=d.filing.reason)
    return Recorded(ticket_id=ticket_id, number=number)


def _append(db: Session, d: Decided) -> Recorded:
    assert d.filing.ticket_id is not None
    ticket = db.exec(select(Ticket).where(Ticket.id == d.filing.ticket_id)).one()
    _message_rows(db, d, d.filing.ticket_id)
    if d.message.automatic is None:
        _bring_forward(ticket, d.labels, d.now)
        db.add(ticket)
        db.flush()
    event(db, d.filing.ticket_id, at=d.now, action="appended", why=d.filing.reason)
    return Recorded(ticket_id=d.filing.ticket_id, number=ticket.number)


def _bring_forward(ticket: Ticket, labels: Classification, now: datetime) -> None:
    """A person wrote again: the ticket is open, one message longer, and as urgent as its most urgent message."""
    ticket.messages += 1
    ticket.version += 1
    ticket.changed_at = now
    if labels.kind != "thanks":
        ticket.status, ticket.closed_at, ticket.hidden = "open", None, False
    ticket.alarm = ticket.alarm or labels.alarm
    if labels.urgency.id == "high":
        ticket.urgency = "high"
    ticket.due_at = min((due for due in (ticket.due_at, labels.due_at) if due), default=None)
    reprioritise(ticket, now)


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
    )
    ticket.priority, ticket.factors = total(factors), [asdict(f) for f in factors]


def _message_rows(db: Session, d: Decided, ticket_id: int) -> None:
    message_id = _insert(db, _NEW_MESSAGE, message_row(d, ticket_id))
    db.connection().execute(_NEW_LABEL, list(label_rows(d, ticket_id, message_id)))
    if d.message.attachments:
        rows = [attachment_row(attachment, message_id) for attachment in d.message.attachments]
        db.connection().execute(_NEW_ATTACHMENT, rows)


def _may_take_part(d: Decided) -> bool:
    """Who may later add to this ticket by mail: its sender, if the mail names one person without doubt."""
    sender = d.message.sender
    return sender is not None and bool(sender.address) and not d.message.ambiguous_sender and not d.message.automatic


def _insert(db: Session, statement: Insert, row: Row) -> int:
    key = db.connection().execute(statement, row).inserted_primary_key
    assert key is not None
    return int(key[0])
