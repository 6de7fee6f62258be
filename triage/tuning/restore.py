"""How does a ticket read again as before it came under other rules, without undoing what people did since?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, delete, func, select

from models.columns import UtcDateTime, table_of
from models.label import LabelRow
from models.message import Message
from models.resort import Resort, ResortItem
from models.ticket import Event, Ticket
from triage.filing.record import event, reprioritise
from triage.filing.rows import is_delicate
from triage.office import Office
from triage.tuning.rewrite import packed

PUT_BACK = "resort_undone"
_BY_FIELD = {
    "topic": "topic", "topics": "topic", "certain": "topic", "municipality": "municipality", "urgency": "urgency",
    "respond_by": "urgency",
}  # fmt: skip
_ADDED_TO = ("alarm", "due_at", "protected")  # what a further message may have raised as well
_PRESSING = ("urgency", "respond_by")
_RANK = ("priority", "factors")
_ROWS = table_of(LabelRow)


def ticket(office: Office, db: Session, batch: Resort, item: ResortItem) -> None:
    """Put one ticket back. Left alone are tickets whose messages went elsewhere, and fields somebody changed since."""
    held = db.exec(select(Ticket).where(Ticket.id == item.ticket_id).with_for_update()).first()
    if held is None or item.undone or not _rows_there(db, item):
        return
    now = office.clock.now()
    _put_rows_back(db, item)
    _put_messages_back(db, item)
    if _of(item.before, "columns"):  # told even when people changed them all: their own step back leads nowhere now
        _write(held, item, _values(db, held, item), now)
        db.add(held)
        db.flush()
        why = f"Regeln v{batch.version}: Einordnung zurückgenommen"
        actor = batch.undone_by or batch.author
        event(db, item.ticket_id, at=now, action=PUT_BACK, why=why, actor=actor, resort=batch.id)
    item.undone = True
    db.add(item)


def _rows_there(db: Session, item: ResortItem) -> bool:
    """Whether every label row it wrote is still with the ticket: they go where their message goes."""
    keys = _of(item.after, "labels")
    there = select(func.count()).select_from(LabelRow).where(col(LabelRow.id).in_(keys))
    return db.exec(there.where(LabelRow.ticket_id == item.ticket_id)).one() == len(keys)


def _put_rows_back(db: Session, item: ResortItem) -> None:
    """Under the ids they had, and before the others go, so that no id is given away in between."""
    old: Sequence[Mapping[str, Any]] = _of(item.before, "labels")
    taken = set(db.exec(select(LabelRow.id).where(col(LabelRow.id).in_([row["id"] for row in old]))))
    for row in old:
        values = dict(row) | {"at": datetime.fromisoformat(row["at"])}
        if row["id"] in taken:
            del values["id"]
        db.connection().execute(_ROWS.insert(), values)
    db.exec(delete(LabelRow).where(col(LabelRow.id).in_(_of(item.after, "labels"))))


def _put_messages_back(db: Session, item: ResortItem) -> None:
    before: Mapping[str, Mapping[str, object]] = _of(item.before, "messages")
    for key, values in before.items():
        message = db.get(Message, int(key))
        if message is not None:
            for name, value in values.items():
                setattr(message, name, value)
            db.add(message)


def _values(db: Session, held: Ticket, item: ResortItem) -> dict[str, object]:
    """The columns that go back."""
    before, after = _of(item.before, "columns"), _of(item.after, "columns")
    kept = _kept(db, held, item)
    return {
        name: _unpacked(name, value)
        for name, value in before.items()
        if name not in (*_RANK, *kept) and packed(getattr(held, name)) == after[name]
    }


def _kept(db: Session, held: Ticket, item: ResortItem) -> set[str]:
    """Columns that stay: a person decided them since, or a further message may have asked for them."""
    by_hand = set(db.exec(select(LabelRow.field).where(LabelRow.ticket_id == held.id, LabelRow.author != "rules")))
    kept = {name for name, field in _BY_FIELD.items() if field in by_hand}
    further = select(Message.id).where(Message.ticket_id == held.id, col(Message.id) > int(item.after["last"]))  # type: ignore[call-overload]  # JSON
    newer = db.exec(further).all()
    if newer:
        kept.update(_ADDED_TO)
    said = select(LabelRow.value).where(LabelRow.field == "urgency", col(LabelRow.message_id).in_(newer))
    if newer and "high" in db.exec(said).all():
        kept.update(_PRESSING)
    if _guarded_since(db, held):
        kept.add("protected")
    return kept


def _guarded_since(db: Session, held: Ticket) -> bool:
    """Whether a person protected it, or what is said of it now asks for that."""
    topics = db.exec(select(LabelRow.value).where(LabelRow.ticket_id == held.id, LabelRow.field == "topic")).all()
    hand = select(Event.id).where(Event.ticket_id == held.id, Event.action == "protected", Event.actor != "triage")
    return any(is_delicate(topic or "") for topic in topics) or db.exec(hand.limit(1)).first() is not None


def _write(held: Ticket, item: ResortItem, values: Mapping[str, object], now: datetime) -> None:
    """The sum as it was when everything is as it was, else as it is now."""
    before, after = _of(item.before, "columns"), _of(item.after, "columns")
    untouched = all(packed(getattr(held, name)) == value for name, value in after.items())
    for name, value in values.items():
        setattr(held, name, value)
    if untouched and set(before) == {*values, *_RANK}:
        held.priority, held.factors = before["priority"], before["factors"]
    else:
        reprioritise(held, now)
    held.version += 1
    held.changed_at = now


def _of(kept: Mapping[str, object], part: str) -> Any:
    """A part of what an item keeps, read from JSON as it was written by `rewrite`."""
    return kept[part]


def _unpacked(name: str, value: object) -> object:
    is_time = isinstance(table_of(Ticket).c[name].type, UtcDateTime)
    return datetime.fromisoformat(value) if is_time and isinstance(value, str) else value
