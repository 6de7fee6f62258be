"""What should be worked on next?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, and_, case, func, or_
from sqlmodel import Session, col, select

from models.ticket import Event, Ticket
from triage.desk.visible import Viewer, seen_by

View = Literal["open", "waiting", "closed"]
PAGE = 50  # rows
MOST_COUNTED = 1000  # tickets of a list; what is done grows for ever, and nobody needs to know how many exactly
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a list is narrowed to; an empty string narrows nothing."""

    status: View = "open"
    topic: str = ""
    municipality: str = ""  # an id, or "none" for tickets no place decides
    channel: str = ""
    urgency: str = ""
    unclear: bool = False  # only those the rules were not sure of
    mine: bool = False  # only those assigned to the viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """Where a page ends: the sort values of its last row (keyset paging)."""

    rank: int
    at: datetime
    id: int

    def __str__(self) -> str:
        return f"{self.rank}.{(self.at - _EPOCH) // timedelta(microseconds=1)}.{self.id}"

    @classmethod
    def parse(cls, text: str) -> Key | None:
        """The key that was printed so, or None for anything else."""
        parts = text.split(".")
        if len(parts) != 3 or not all(p.lstrip("-").isdecimal() and len(p) < 20 for p in parts):  # noqa: PLR2004 - three sort values
            return None
        rank, micros, row = map(int, parts)
        try:
            return cls(rank=rank, at=_EPOCH + timedelta(microseconds=micros), id=row)
        except OverflowError:
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of the list, in working order."""

    tickets: tuple[Ticket, ...]
    next: Key | None  # None: this is the last page
    total: int  # of all pages; MOST_COUNTED + 1 for more than that

    @property
    def uncounted(self) -> bool:
        """Whether there are more than anybody counted."""
        return self.total > MOST_COUNTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The figures beside the lists."""

    open: int
    unclear: int
    mine: int
    waiting: int
    newest: int  # the highest row id; later arrivals have a higher one


def page(db: Session, viewer: Viewer, filters: Filters, now: datetime, after: Key | None = None) -> Page:
    """Up to PAGE tickets after the key: highest priority first, then oldest; done ones newest first."""
    wanted = conditions(viewer, filters, now, due=filters.status == "open" and _some_are_due(db, viewer, now))
    some = seen_by(viewer, Ticket.id).where(*wanted).limit(MOST_COUNTED + 1).subquery()
    total: int = db.execute(select(func.count()).select_from(some)).scalar_one()
    query = seen_by(viewer).where(*wanted, *([_after(filters, after)] if after else []))
    rows: list[Ticket] = list(db.exec(query.order_by(*_order(filters)).limit(PAGE + 1)).all())
    more, shown = len(rows) > PAGE, tuple(rows[:PAGE])
    return Page(tickets=shown, next=_key(filters, shown[-1]) if more else None, total=total)


def conditions(viewer: Viewer, filters: Filters, now: datetime, *, due: bool = True) -> list[ColumnElement[bool]]:
    """The filters as bound conditions; machine mail is never listed. `due`: whether any reminder's moment has come."""
    view = _in_view(filters.status, now) if due or filters.status != "open" else col(Ticket.status) == "open"
    wanted: list[ColumnElement[bool]] = [col(Ticket.hidden).is_(False), view]
    wanted += [col(Ticket.merged_into).is_(None)] if filters.status == "closed" else []  # it is listed where it went
    for column, value in (
        (col(Ticket.topic), filters.topic),
        (col(Ticket.channel), filters.channel),
        (col(Ticket.urgency), filters.urgency),
    ):
        wanted += [column == value] if value else []
    if filters.municipality:
        town = col(Ticket.municipality)
        wanted.append(town.is_(None) if filters.municipality == "none" else town == filters.municipality)
    wanted += [col(Ticket.certain).is_(False)] if filters.unclear else []
    wanted += [col(Ticket.assigned_to) == viewer.name] if filters.mine else []
    return wanted


def counts(db: Session, viewer: Viewer, now: datetime) -> Counts:
    """How many wait in each list."""
    is_open = _in_view("open", now)
    sums: list[Any] = [
        _count(is_open),
        _count(and_(is_open, col(Ticket.certain).is_(False))),
        _count(and_(is_open, col(Ticket.assigned_to) == viewer.name)),
        _count(_in_view("waiting", now)),
    ]
    live = col(Ticket.status).in_(("open", "waiting"))
    base = seen_by(viewer).where(col(Ticket.hidden).is_(False), live).with_only_columns(*sums)
    opened, unclear, mine, waiting = db.execute(base).one()
    newest = db.exec(seen_by(viewer, func.max(Ticket.id))).one()
    return Counts(open=opened or 0, unclear=unclear or 0, mine=mine or 0, waiting=waiting or 0, newest=newest or 0)


def arrived_since(db: Session, viewer: Viewer, since: int) -> tuple[str, ...]:
    """Numbers of open tickets with a higher row id, oldest first; at most PAGE."""
    fresh = seen_by(viewer, Ticket.number).where(
        col(Ticket.id) > since, col(Ticket.hidden).is_(False), col(Ticket.status) == "open"
    )
    return tuple(db.exec(fresh.order_by(col(Ticket.id)).limit(PAGE)).all())


def pulse(db: Session) -> int:
    """The newest event's row id: every change of a ticket writes one, so an equal pulse means nothing happened."""
    newest: int | None = db.exec(select(func.max(Event.id))).one()
    return newest or 0


def _some_are_due(db: Session, viewer: Viewer, now: datetime) -> bool:
    """Asked first because without them one index gives the open tickets in order: 2 ms, not 13, at 8,000 of them."""
    reminded = seen_by(viewer, Ticket.id).where(col(Ticket.status) == "waiting", col(Ticket.due_at) <= now)
    return db.exec(reminded.limit(1)).first() is not None


def _in_view(view: View, now: datetime) -> ColumnElement[bool]:
    """Waiting tickets whose moment has come are open again."""
    due = and_(col(Ticket.status) == "waiting", col(Ticket.due_at) <= now)
    match view:
        case "open":
            return or_(col(Ticket.status) == "open", due)
        case "waiting":
            return and_(col(Ticket.status) == "waiting", or_(col(Ticket.due_at).is_(None), col(Ticket.due_at) > now))
        case "closed":
            return col(Ticket.status) == "closed"


def _count(condition: ColumnElement[bool]) -> Any:
    return func.sum(case((condition, 1), else_=0))


def _order(filters: Filters) -> tuple[Any, ...]:
    if filters.status == "closed":
        return col(Ticket.changed_at).desc(), col(Ticket.id).desc()
    return col(Ticket.priority).desc(), col(Ticket.opened_at), col(Ticket.id)


def _key(filters: Filters, last: Ticket) -> Key:
    assert last.id is not None
    if filters.status == "closed":
        return Key(rank=0, at=last.changed_at, id=last.id)
    return Key(rank=last.priority, at=last.opened_at, id=last.id)


def _after(filters: Filters, key: Key) -> ColumnElement[bool]:
    if filters.status == "closed":
        at = col(Ticket.changed_at)
        return or_(at < key.at, and_(at == key.at, col(Ticket.id) < key.id))
    rank, at = col(Ticket.priority), col(Ticket.opened_at)
    later = or_(at > key.at, and_(at == key.at, col(Ticket.id) > key.id))
    return or_(rank < key.rank, and_(rank == key.rank, later))
