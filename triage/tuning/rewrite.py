"""What is written when one ticket comes under other rules?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel import Session, col, delete, select

from models.columns import table_of
from models.label import LabelRow
from models.message import Message
from models.resort import Resort, ResortItem
from models.ticket import Ticket
from triage.filing.record import event, reprioritise
from triage.filing.rows import Row
from triage.office import Office
from triage.tuning import relabel
from triage.tuning.relabel import Labels, Standing, Values
from triage.values import Classification

RESORTED = "resorted"
_RANK = ("priority", "factors")
_TOLD = ("topic", "municipality", "urgency")
Found = Mapping[int, Classification | None]  # message id → what the rules say; None: they could not be asked
Noted = dict[str, dict[str, object]]
_ROWS = table_of(LabelRow)


def ticket(office: Office, db: Session, batch: Resort, ticket_id: int, found: Found) -> bool:
    """Give a ticket the labels of the batch's rules, and keep what it read before; False when it got a message since.

    Nothing happens to a ticket that was closed or merged since it was read, and nothing to what a person decided.
    """
    held = db.exec(select(Ticket).where(Ticket.id == ticket_id).with_for_update()).first()
    if held is None or held.status == "closed" or held.merged_into is not None:
        return True
    at = relabel.standing(db, held)
    if any(message.id not in found for message in at.own):
        return False
    labels = {key: said for key, said in found.items() if said is not None}
    if at.own and all(message.id in labels for message in at.own):
        _rewrite(office, db, batch, at, labels)
    return True


def _rewrite(office: Office, db: Session, batch: Resort, at: Standing, labels: Labels) -> None:
    now = office.clock.now()
    values = relabel.columns(at, labels, office.promises)
    messages = relabel.of_messages(at, labels)
    gone, new = relabel.rows(at, labels, now)
    if not (values or messages or new or gone):
        return
    before: dict[str, object] = {"labels": [row.model_dump(mode="json") for row in gone]}
    after: dict[str, object] = {"labels": _replace(db, gone, new), "last": max(_id(m) for m in at.own)}
    before["messages"], after["messages"] = _write_messages(at.own, messages)
    before["columns"], after["columns"] = _write_columns(db, at, values, now)
    if values:
        _tell(db, batch, at, before["columns"], now)
    db.add(ResortItem(resort_id=_id(batch), ticket_id=_id(at.ticket), before=before, after=after))


def packed(value: object) -> object:
    """As it is kept in JSON."""
    return value.isoformat() if isinstance(value, datetime) else value


def _replace(db: Session, gone: Sequence[LabelRow], new: Sequence[Row]) -> list[int]:
    """Ids of the new rows. They come before the old ones go, so that SQLite gives no id a second time."""
    keys: list[int] = []
    if new:
        adding = _ROWS.insert().returning(_ROWS.c.id, sort_by_parameter_order=True)
        keys = list(db.connection().execute(adding, list(new)).scalars())
    if gone:
        db.exec(delete(LabelRow).where(col(LabelRow.id).in_([row.id for row in gone])))
        for row in gone:
            db.expunge(row)
    return keys


def _write_messages(own: Sequence[Message], changed: dict[int, Values]) -> tuple[Noted, Noted]:
    before: Noted = {}
    for message in own:
        for name, value in changed.get(_id(message), {}).items():
            before.setdefault(str(message.id), {})[name] = getattr(message, name)
            setattr(message, name, value)
    return before, {str(key): values for key, values in changed.items()}


def _write_columns(db: Session, at: Standing, values: Values, now: datetime) -> tuple[Values, Values]:
    """Before and after, priority included, as JSON."""
    held = at.ticket
    if not values:
        return {}, {}
    before = {name: packed(getattr(held, name)) for name in (*values, *_RANK)}
    for name, value in values.items():
        setattr(held, name, value)
    reprioritise(held, now)
    held.version += 1
    held.changed_at = now
    db.add(held)
    db.flush()
    return before, {name: packed(getattr(held, name)) for name in before}


def _tell(db: Session, batch: Resort, at: Standing, before: object, now: datetime) -> None:
    """One line of the history, with labels only: no words of a mail."""
    assert isinstance(before, dict)
    changes = {name: [before[name], getattr(at.ticket, name)] for name in _TOLD if name in before}
    why = f"Regeln v{batch.version}: neu eingeordnet"
    event(db, _id(at.ticket), at=now, action=RESORTED, why=why, actor=batch.author, resort=batch.id, changes=changes)
    if before.get("protected") is False:
        event(db, _id(at.ticket), at=now, action="protected", why="nach den neuen Regeln geht es um Gewalt oder Not")


def _id(row: Ticket | Message | Resort) -> int:
    assert row.id is not None
    return row.id
