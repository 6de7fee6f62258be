"""What have staff said about messages, and what had the rules said before?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select, text
from sqlmodel import Session
from sqlmodel.sql.expression import SelectOfScalar

from models.columns import table_of
from models.label import BY_HAND, LabelRow
from models.message import Message
from models.ticket import Ticket
from models.workbench import RuleVerdict

FIELDS = ("topic", "municipality", "urgency")
MOST = 20_000  # statements looked at, the newest: a year of a large office
_AT_ONCE = 500  # ids named in one statement
Seen = Callable[[Any], SelectOfScalar[Any]]
"""How a query of the tickets somebody may look at begins: `partial(seen_by, viewer)` of the desk, handed in."""
_TICKET, _MESSAGE = table_of(Ticket).c, table_of(Message).c
_LABEL, _VERDICT = table_of(LabelRow).c, table_of(RuleVerdict).c


class Place(NamedTuple):
    """What a statement is about."""

    message: int
    field: str  # topic | municipality | urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One label of one message: what the rules said, and what staff say."""

    ticket: int
    number: str
    message: int
    field: str
    rules: str  # "": no place decided it
    staff: str | None  # None: nobody said what is right, only that `denied` is not
    denied: tuple[str, ...] = ()
    at: datetime  # of the newest statement
    rulebook: str = ""  # digest of the version that had answered

    @property
    def right(self) -> bool | None:
        """Whether the rules were right; None when what staff said does not tell."""
        if self.staff is not None:
            return self.rules == self.staff
        return False if self.rules in self.denied else None


@dataclass(slots=True)
class _Said:
    """All statements on one place, taken in in order."""

    ticket: int
    number: str
    staff: str | None = None
    denied: list[str] = field(default_factory=list)
    at: datetime | None = None

    def take(self, value: str, right: bool, at: datetime) -> None:
        self.at = at
        if value in self.denied:
            self.denied.remove(value)
        if right:
            self.staff = value
            return
        self.denied.append(value)
        if self.staff == value:
            self.staff = None


class _Statement(NamedTuple):
    at: datetime
    id: int
    ticket: int
    number: str
    message: int | None  # None: of the one the ticket was opened with
    field: str
    value: str
    right: bool


class _Wanted(NamedTuple):
    since: datetime | None
    fields: Sequence[str]
    most: int


class _Answer(NamedTuple):
    at: datetime
    value: str
    rulebook: str


def judged(
    db: Session, seen: Seen, *, since: datetime | None = None, fields: Sequence[str] = FIELDS, most: int = MOST
) -> list[Judged]:
    """Every label somebody corrected, confirmed, or called right or wrong, newest first.

    Corrections and confirmations are about the message that opened the ticket. Of several statements the newest holds.
    """
    wanted = _Wanted(since, fields, most)
    statements = sorted((*_labels(db, seen, wanted), *_verdicts(db, seen, wanted)))
    opening = openings(db, {s.ticket for s in statements if s.message is None})
    said: dict[Place, _Said] = {}
    for one in statements:
        message = opening.get(one.ticket) if one.message is None else one.message
        if message is not None:  # the messages of a ticket that was merged went to another
            said.setdefault(Place(message, one.field), _Said(one.ticket, one.number)).take(one.value, one.right, one.at)
    answers = _answers(db, {place.message for place in said}, {entry.ticket for entry in said.values()})
    found = [_judged(place, entry, answers) for place, entry in said.items()]
    return sorted((one for one in found if one), key=lambda one: (one.at, one.message, one.field), reverse=True)


def openings(db: Session, tickets: Iterable[int]) -> dict[int, int]:
    """Ticket → the message it was opened with."""
    found: dict[int, int] = {}
    for some in chunks(sorted(tickets)):
        query = select(_MESSAGE.ticket_id, func.min(_MESSAGE.id)).where(_MESSAGE.ticket_id.in_(some))
        found.update(
            (ticket, message) for ticket, message in db.connection().execute(query.group_by(_MESSAGE.ticket_id))
        )
    return found


def chunks(ids: Sequence[int]) -> Iterator[list[int]]:
    """So many ids as a statement may name."""
    rest = iter(ids)
    while some := list(islice(rest, _AT_ONCE)):
        yield some


def _labels(db: Session, seen: Seen, wanted: _Wanted) -> Iterator[_Statement]:
    of = _LABEL
    query = seen(_TICKET.number).add_columns(of.at, of.id, of.ticket_id, of.field, of.value)
    query = query.join(table_of(LabelRow), of.ticket_id == _TICKET.id).where(text(f"label.{BY_HAND}"))
    for number, at, key, ticket, name, value in _newest(db, query, of, wanted):
        yield _Statement(at, key, ticket, number, None, name, value or "", True)


def _verdicts(db: Session, seen: Seen, wanted: _Wanted) -> Iterator[_Statement]:
    of = _VERDICT
    query = seen(_TICKET.number).add_columns(of.at, of.id, of.ticket_id, of.message_id, of.field, of.value, of.right)
    query = query.join(table_of(RuleVerdict), of.ticket_id == _TICKET.id)
    for number, at, key, ticket, message, name, value, right in _newest(db, query, of, wanted):
        yield _Statement(at, key, ticket, number, message, name, value, right)


def _newest(db: Session, query: Select[Any], of: Any, wanted: _Wanted) -> Iterator[Any]:
    chosen = query.where(of.field.in_(wanted.fields)).order_by(of.at.desc(), of.id.desc()).limit(wanted.most)
    yield from db.connection().execute(chosen.where(of.at >= wanted.since) if wanted.since else chosen)


def _answers(db: Session, messages: set[int], tickets: set[int]) -> dict[Place, list[_Answer]]:
    """What the rules said of these messages, in order; by ticket, for that is what labels are found by."""
    found: dict[Place, list[_Answer]] = {}
    for some in chunks(sorted(tickets)):
        query = select(_LABEL.message_id, _LABEL.field, _LABEL.at, _LABEL.value, _LABEL.rulebook).where(
            _LABEL.ticket_id.in_(some), _LABEL.author == "rules", _LABEL.rank == 0, _LABEL.field.in_(FIELDS)
        )
        for message, name, at, value, rulebook in db.connection().execute(query.order_by(_LABEL.id)):
            if message in messages:
                found.setdefault(Place(message, name), []).append(_Answer(at, value or "", rulebook))
    return found


def _judged(place: Place, said: _Said, answers: dict[Place, list[_Answer]]) -> Judged | None:
    """None when the rules never looked at the message."""
    assert said.at is not None
    known = answers.get(place) or [
        answer._replace(value="") for answer in answers.get(Place(place.message, "topic"), ())
    ]  # a place nobody named has no row
    if not known:
        return None
    answer = next((one for one in reversed(known) if one.at <= said.at), known[0])
    return Judged(
        ticket=said.ticket, number=said.number, message=place.message, field=place.field, rules=answer.value,
        staff=said.staff, denied=tuple(said.denied), at=said.at, rulebook=answer.rulebook,
    )  # fmt: skip
