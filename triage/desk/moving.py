"""Which rows go along when messages move to another ticket, and are they all still where they came?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, select, update
from sqlmodel import Session, SQLModel

from models.arrival import Arrival
from models.citation import Citation
from models.columns import table_of
from models.draft import Draft
from models.label import LabelRow
from models.message import Message
from models.outgoing import Outgoing
from models.partner import CallAttempt, HandOver
from models.task import Mention, Task
from models.ticket import Note, Participant

Moved = dict[str, list[int]]  # table → ids of the rows that went along, ascending
_GO_ALONG: tuple[type[SQLModel], ...] = (
    Arrival, CallAttempt, Citation, HandOver, LabelRow, Mention, Message, Note, Outgoing, Participant, Task,
)  # fmt: skip
_TABLES = {table_of(model).name: table_of(model) for model in _GO_ALONG}
_AT_ONCE = 500  # ids named in one statement


def move_all(db: Session, source: int, target: int) -> Moved:
    """Everything of one ticket to another, but who takes part in both, its history, and what a person said of it."""
    stays = {
        "label": table_of(LabelRow).c.message_id.is_not(None),
        "participant": table_of(Participant).c.address.not_in(
            select(table_of(Participant).c.address).where(table_of(Participant).c.ticket_id == target)
        ),
    }
    moved = {name: _ids(db, table, table.c.ticket_id == source, stays.get(name)) for name, table in _TABLES.items()}
    return _go(db, moved, target)


def move_messages(db: Session, messages: Sequence[Message], target: int) -> Moved:
    """These messages of one ticket with their labels, their arrivals, and what was answered to them by hand."""
    keys, source = [message.id for message in messages], messages[0].ticket_id
    arrivals = [message.arrival_id for message in messages]
    answers = [message.message_id for message in messages if message.message_id]
    wanted = {
        "message": _TABLES["message"].c.id.in_(keys),
        "arrival": _TABLES["arrival"].c.id.in_(arrivals),
        "label": _TABLES["label"].c.message_id.in_(keys),
        "outgoing": _TABLES["outgoing"].c.in_reply_to.in_(answers) & _TABLES["outgoing"].c.acknowledges.is_(None),
    }
    moved = {name: _ids(db, _TABLES[name], _TABLES[name].c.ticket_id == source, only) for name, only in wanted.items()}
    return _go(db, moved, target)


def rows_of(db: Session, ticket: int) -> Moved:
    """Everything a ticket holds, its history aside."""
    found = {name: _ids(db, table, table.c.ticket_id == ticket) for name, table in _TABLES.items()}
    return {name: ids for name, ids in found.items() if ids}


def all_there(db: Session, moved: Mapping[str, Sequence[int]], holder: int) -> bool:
    """Whether every one of these rows is still with this ticket."""
    return all(_count(db, _TABLES[name], ids, holder) == len(ids) for name, ids in moved.items() if name in _TABLES)


def move_back(db: Session, moved: Mapping[str, Sequence[int]], target: int) -> None:
    """Exactly these rows."""
    _go(db, {name: list(ids) for name, ids in moved.items() if name in _TABLES}, target)


def move_drafts(db: Session, source: int, target: int) -> None:
    """What somebody is typing goes along where they have nothing begun there."""
    drafts = table_of(Draft)
    for row in db.connection().execute(select(drafts).where(drafts.c.ticket_id == source)).all():
        slot = f"{row.slot.partition(':')[0]}:{target}"
        taken = select(drafts.c.id).where(drafts.c.author == row.author, drafts.c.slot == slot)
        if db.connection().execute(taken).first() is None:
            db.connection().execute(update(drafts).where(drafts.c.id == row.id).values(ticket_id=target, slot=slot))


def _go(db: Session, moved: Moved, target: int) -> Moved:
    db.flush()
    for name, ids in moved.items():
        for some in _portions(ids):
            db.connection().execute(update(_TABLES[name]).where(_TABLES[name].c.id.in_(some)).values(ticket_id=target))
    return {name: ids for name, ids in moved.items() if ids}


def _ids(db: Session, table: Any, *conditions: ColumnElement[bool] | None) -> list[int]:
    wanted = [condition for condition in conditions if condition is not None]
    return list(db.connection().execute(select(table.c.id).where(*wanted).order_by(table.c.id)).scalars())


def _count(db: Session, table: Any, ids: Sequence[int], holder: int) -> int:
    found = 0
    for some in _portions(ids):
        here = select(func.count()).select_from(table).where(table.c.id.in_(some), table.c.ticket_id == holder)
        found += db.connection().execute(here).scalar_one()
    return found


def _portions(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for at in range(0, len(ids), _AT_ONCE):
        yield ids[at : at + _AT_ONCE]
