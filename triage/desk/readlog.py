"""Who looked at what is protected, and has anybody tampered with that record?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, get_args

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select, update

from models.columns import table_of
from models.readlog import ReadEntry
from models.ticket import Counter, Ticket
from triage.office import Office

Action = Literal["read", "search", "attachment", "original", "html", "export", "log"]
Said = tuple[int, datetime, str, int | None, str]  # id, when, who, which ticket, by which action
ACTIONS: tuple[Action, ...] = get_args(Action)
PAGE = 100  # entries
_SERIES = "read log"  # of Counter: the last entry's id; whoever raises it holds the chain
_FIRST_SEAL = "0" * 64
_AT_ONCE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An entry with the number of the ticket it is about."""

    entry: ReadEntry
    number: str | None  # None: about no single ticket, or the ticket is erased


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What checking the whole chain found."""

    entries: int
    seal: str  # of the newest entry: noted elsewhere, it proves the chain up to here
    broken: tuple[int, ...]  # ids at which the chain does not hold; one past the end: the newest are missing


def looked(office: Office, name: str, tickets: Sequence[Ticket], action: Action) -> None:
    """Write down a look at those of the tickets that are protected, before anything of them is shown."""
    guarded = [ticket.id for ticket in tickets if ticket.protected]
    if guarded:
        note(office, name, guarded, action)


def looked_by_id(office: Office, name: str, ticket_id: int, action: Action) -> None:
    """The same for the ticket a message or file belongs to."""
    with office.store.reading() as db:
        ticket = db.get(Ticket, ticket_id)
    looked(office, name, [ticket] if ticket else [], action)


def note(office: Office, name: str, tickets: Sequence[int | None], action: Action) -> None:
    """Append one entry for each ticket; None stands for no single one."""
    _open_series(office)
    with office.store.transaction() as db:
        last = _take(db, len(tickets))
        newest = db.get(ReadEntry, last)
        seal = newest.sealed if newest else _FIRST_SEAL
        now = office.clock.now()
        for at, ticket_id in enumerate(tickets, start=last + 1):
            seal = sealed(seal, (at, now, name, ticket_id, action))
            db.add(ReadEntry(id=at, at=now, staff=name, ticket_id=ticket_id, action=action, sealed=seal))
            db.flush()


def sealed(before: str, said: Said) -> str:
    """SHA-256, hex, over the seal before and what the entry says."""
    key, at, staff, ticket_id, action = said
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(f"{before}\n{key}\n{moment}\n{staff}\n{ticket_id}\n{action}".encode()).hexdigest()


def verify(db: Session) -> Verdict:
    """Walk the whole chain: finds entries changed, removed, swapped, put in, and cut off at the end."""
    broken: list[int] = []
    before, seal, count = 0, _FIRST_SEAL, 0
    query = table_of(ReadEntry).select().order_by(col(ReadEntry.id)).execution_options(yield_per=_AT_ONCE)
    for key, at, staff, ticket_id, action, kept in db.execute(query):
        if key != before + 1 or kept != sealed(seal, (key, at, staff, ticket_id, action)):
            broken.append(key)
        before, seal, count = key, kept, count + 1
    noted = db.get(Counter, _SERIES)
    if (noted.value if noted else 0) != before:
        broken.append(before + 1)
    return Verdict(entries=count, seal=seal if count else "", broken=tuple(broken))


def lines(db: Session, *, staff: str = "", number: str = "", before: int | None = None) -> list[Line]:
    """Entries, newest first, up to PAGE + 1; of one person, of one ticket's number, below an id."""
    query = _lines(staff, number).order_by(col(ReadEntry.id).desc())
    if before is not None:
        query = query.where(col(ReadEntry.id) < before)
    return [Line(entry=entry, number=shown) for entry, shown in db.exec(query.limit(PAGE + 1))]


def all_lines(db: Session, *, staff: str = "", number: str = "") -> Iterator[Line]:
    """All of them, oldest first."""
    query = _lines(staff, number).order_by(col(ReadEntry.id))
    for entry, shown in db.exec(query.execution_options(yield_per=_AT_ONCE)):
        yield Line(entry=entry, number=shown)


def may_read_log(role: str) -> bool:
    """Whoever answers for the office; readers of the log are in it themselves."""
    return role in ("leitung", "admin")


def _lines(staff: str, number: str) -> Any:  # SQLModel has no name for a select of two
    query = select(ReadEntry, Ticket.number).join(Ticket, col(Ticket.id) == col(ReadEntry.ticket_id), isouter=True)
    if staff:
        query = query.where(ReadEntry.staff == staff)
    return query.where(Ticket.number == number) if number else query


def _take(db: Session, many: int) -> int:
    """The last id given so far; the row stays locked until the end, so parallel readers keep one chain."""
    raised = update(Counter).where(col(Counter.name) == _SERIES).values(value=Counter.value + many)
    value: int = db.execute(raised.returning(table_of(Counter).c.value)).scalar_one()
    return value - many


def _open_series(office: Office) -> None:
    """The row that serves as the lock; made once in the life of the database."""
    with office.store.reading() as db:
        if db.get(Counter, _SERIES) is not None:
            return
    try:
        with office.store.transaction() as db:
            db.execute(insert(table_of(Counter)).values(name=_SERIES, value=0))
    except IntegrityError:
        return  # another reader was faster
