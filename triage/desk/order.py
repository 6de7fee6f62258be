"""In which order is a list worked through, and where does a page of it end?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, get_args

from sqlalchemy import ColumnElement, and_, case, false, func, literal, or_
from sqlmodel import col

from models.columns import UtcDateTime
from models.ticket import Ticket
from triage.values import MUNICIPALITIES

Sort = Literal["work", "newest", "waiting", "due", "town"]
SORTS: tuple[Sort, ...] = get_args(Sort)
DONE_SORTS: tuple[Sort, ...] = ("work", "newest", "waiting")  # of what is done; the others would sort all of it
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NEVER = datetime(9999, 1, 1, tzinfo=UTC)  # what has no deadline comes after everything that has one
_PLACES = {town: at for at, town in enumerate(MUNICIPALITIES)}
_LONGEST = 20  # digits of a value in a key


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """Where a page ends: the order, the moment the first page was made at, and the sort values of the last row."""

    order: str  # a Sort, or "done"
    at: datetime  # what was overdue then stays overdue on all pages, or rows would slip through between two
    values: tuple[int, ...]

    def __str__(self) -> str:
        return ".".join([self.order, *map(str, (_micros(self.at), *self.values))])

    @classmethod
    def parse(cls, text: str) -> Key | None:
        """The key that was printed so, or None for anything else."""
        order, *numbers = text.split(".")
        if order not in _TERMS or len(numbers) != len(_TERMS[order]) + 1:
            return None
        if not all(n.removeprefix("-").isdecimal() and len(n) < _LONGEST for n in numbers):
            return None
        at, *values = map(int, numbers)
        try:
            key = cls(order=order, at=_moment(at), values=tuple(values))
            key.bounds()
        except OverflowError:
            return None
        return key

    def bounds(self) -> tuple[int | datetime, ...]:
        """The values as the database compares them. Raises OverflowError for a moment outside the calendar."""
        pairs = zip(_TERMS[self.order], self.values, strict=True)
        return tuple(_moment(value) if term.is_time else value for term, value in pairs)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Term:
    """One thing rows are compared by."""

    column: Callable[[datetime], ColumnElement[Any]]  # of the moment the first page was made at
    value: Callable[[Ticket, datetime], int]
    down: bool = False
    is_time: bool = False


def order_name(sort: Sort, *, done: bool) -> str:
    """The order a list really has: what is done has fewer, and its own working order is the newest change first."""
    if not done:
        return sort
    return "done" if sort == "work" or sort not in DONE_SORTS else sort


def order_by(order: str, at: datetime) -> tuple[Any, ...]:
    """For the ORDER BY of a list at that moment; the last term makes it total."""
    return tuple(t.column(at).desc() if t.down else t.column(at) for t in _TERMS[order])


def key_of(order: str, at: datetime, last: Ticket) -> Key:
    """Where a page with that last row ends."""
    return Key(order=order, at=at, values=tuple(t.value(last, at) for t in _TERMS[order]))


def after(key: Key) -> ColumnElement[bool]:
    """The rows that come later in the key's order."""
    later: ColumnElement[bool] = false()
    for term, bound in reversed(list(zip(_TERMS[key.order], key.bounds(), strict=True))):
        column = term.column(key.at)
        beyond = column < bound if term.down else column > bound
        later = or_(beyond, and_(column == bound, later))
    return later


def deadline_of(ticket: Ticket) -> datetime | None:
    """The earliest of deadline, promised call back, and the answer promised and not given: also what is shown."""
    promised = None if ticket.responded_at else ticket.respond_by
    return min((at for at in (ticket.due_at, ticket.callback_until, promised) if at is not None), default=None)


def is_overdue(ticket: Ticket, now: datetime) -> bool:
    """Whether it stands above everything else."""
    deadline = deadline_of(ticket)
    return ticket.status != "closed" and deadline is not None and deadline < now


def before(moment: datetime) -> ColumnElement[bool]:
    """That `deadline_of` lies before a moment, as a condition."""
    promised = and_(col(Ticket.respond_by) < moment, col(Ticket.responded_at).is_(None))
    return or_(col(Ticket.due_at) < moment, col(Ticket.callback_until) < moment, promised)


def _deadline() -> ColumnElement[datetime]:
    """`deadline_of` as a column; what has none comes last. No function of one database names the least of several."""
    never = literal(_NEVER, UtcDateTime)
    due, call = func.coalesce(Ticket.due_at, never), func.coalesce(Ticket.callback_until, never)
    promised = case((col(Ticket.responded_at).is_(None), func.coalesce(Ticket.respond_by, never)), else_=never)
    first = case((due < call, due), else_=call)
    return case((promised < first, promised), else_=first)


def _overdue(at: datetime) -> ColumnElement[int]:
    return case((before(at), 1), else_=0)


def _place() -> ColumnElement[int]:
    return case(_PLACES, value=col(Ticket.municipality), else_=len(_PLACES))


def _micros(at: datetime) -> int:
    return (at - _EPOCH) // timedelta(microseconds=1)


def _moment(micros: int) -> datetime:
    return _EPOCH + timedelta(microseconds=micros)


def _time(column: Any, value: Callable[[Ticket], datetime], *, down: bool = False) -> _Term:
    return _Term(column=lambda _at: column, value=lambda t, _at: _micros(value(t)), down=down, is_time=True)


def _number(column: Any, value: Callable[[Ticket], int], *, down: bool = False) -> _Term:
    return _Term(column=lambda _at: column, value=lambda t, _at: value(t), down=down)


_LATE = _Term(column=_overdue, value=lambda t, at: int(is_overdue(t, at)), down=True)
_PRIORITY = _number(col(Ticket.priority), lambda t: t.priority, down=True)
_DEADLINE = _time(_deadline(), lambda t: deadline_of(t) or _NEVER)
_PLACE = _number(_place(), lambda t: _PLACES.get(t.municipality or "", len(_PLACES)))  # type: ignore[call-overload]  # any text may be looked up
_OPENED = _time(col(Ticket.opened_at), lambda t: t.opened_at)
_OPENED_LAST = _time(col(Ticket.opened_at), lambda t: t.opened_at, down=True)
_CHANGED_LAST = _time(col(Ticket.changed_at), lambda t: t.changed_at, down=True)
_ID = _number(col(Ticket.id), lambda t: t.id or 0)
_ID_LAST = _number(col(Ticket.id), lambda t: t.id or 0, down=True)
_TERMS: dict[str, Sequence[_Term]] = {
    "work": (_LATE, _PRIORITY, _DEADLINE, _OPENED, _ID),
    "newest": (_OPENED_LAST, _ID_LAST),
    "waiting": (_OPENED, _ID),
    "due": (_DEADLINE, _PRIORITY, _ID),
    "town": (_PLACE, _PRIORITY, _OPENED, _ID),
    "done": (_CHANGED_LAST, _ID_LAST),
}
