"""Where are the rules weak, as far as staff have said?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, func
from sqlmodel import Session, col

from models.ticket import Ticket
from rules.rulebook import DANGER
from triage.tuning.judged import Judged, Seen
from triage.tuning.share import Share, difference, share
from triage.tuning.versions import Version

NEWEST = 20  # tickets named with a row; the newest
MISSED_DANGER = 5  # so many confusions count as one in which danger was missed
_OTHER = "sonstiges"


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """How it stands with one topic, town or urgency; "" is: no place."""

    value: str
    precision: Share  # of those the rules gave it, how many were right
    recall: Share  # of those staff give it, how many the rules had found
    wrongly: tuple[str, ...]  # numbers of tickets the rules gave it wrongly, newest first
    missed: tuple[str, ...]  # of tickets they missed


@dataclass(frozen=True, slots=True, kw_only=True)
class Confusion:
    """The rules said one thing, staff another."""

    rules: str
    staff: str
    count: int
    tickets: tuple[str, ...]  # numbers, newest first, at most NEWEST

    @property
    def cost(self) -> int:
        """What orders confusions: danger that was missed weighs more."""
        missed = self.staff in DANGER and self.rules not in DANGER
        return self.count * (MISSED_DANGER if missed else 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """The answers staff gave in one week."""

    monday: date
    right: Share
    by_value: dict[str, Share]  # what the rules had said → how many of these were right


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """Whether a version of the rules does better than those before it."""

    version: Version
    before: Share
    after: Share
    change: float  # after minus before
    low: float  # of the change, at 95 %
    high: float

    @property
    def verdict(self) -> str:
        """better, worse, same (nothing shows), or thin (too few answers)."""
        if self.before.thin or self.after.thin:
            return "thin"
        return "worse" if self.high < 0 else "better" if self.low > 0 else "same"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weakness:
    """One field's figures."""

    field: str
    right: Share
    values: tuple[Value, ...]  # weakest first, those with too few answers last
    confusions: tuple[Confusion, ...]  # the most costly first
    weeks: tuple[Week, ...]  # the oldest first; weeks without an answer are left out


@dataclass(frozen=True, slots=True, kw_only=True)
class Torn:
    """Requests of the working view the rules did not understand, and nobody has spoken about."""

    unclear: int  # nothing spoke for any topic
    unclear_tickets: tuple[str, ...]  # numbers, newest first, at most NEWEST
    unsure: int  # something did, but not enough
    unsure_tickets: tuple[str, ...]


def weakness(found: Iterable[Judged], field: str, zone: ZoneInfo) -> Weakness:
    """The figures of one field from what staff said, newest first; `zone`: whose weeks these are. Pure."""
    told = [one for one in found if one.field == field and one.right is not None]
    values = sorted({one.rules for one in told} | {one.staff for one in told if one.staff is not None})
    return Weakness(
        field=field,
        right=_right(told),
        values=tuple(sorted((_value(value, told) for value in values), key=_weakest)),
        confusions=tuple(sorted(_confusions(told), key=lambda one: (-one.cost, one.rules, one.staff))),
        weeks=_weeks(told, zone),
    )


def drift(found: Iterable[Judged], field: str, now: Version) -> Drift | None:
    """Answers given by the version in force beside all others'; None while nobody has published anything. Pure."""
    if now.number == 0:
        return None
    told = [one for one in found if one.field == field and one.right is not None]
    after = _right(one for one in told if one.rulebook == now.digest)
    before = _right(one for one in told if one.rulebook != now.digest)
    change, low, high = difference(before, after)
    return Drift(version=now, before=before, after=after, change=change, low=low, high=high)


def torn(db: Session, seen: Seen, *, since: datetime) -> Torn:
    """What came in since then and was understood by nobody."""
    waiting = and_(
        col(Ticket.status).in_(("open", "waiting", "closed")), col(Ticket.hidden).is_(False),
        col(Ticket.certain).is_(False), col(Ticket.opened_at) >= since, col(Ticket.stub).is_(False),
    )  # fmt: skip
    other = col(Ticket.topic) == _OTHER
    unclear, unsure = and_(waiting, other), and_(waiting, ~other)
    return Torn(
        unclear=_count(db, seen, unclear), unclear_tickets=_newest(db, seen, unclear),
        unsure=_count(db, seen, unsure), unsure_tickets=_newest(db, seen, unsure),
    )  # fmt: skip


def _count(db: Session, seen: Seen, wanted: ColumnElement[bool]) -> int:
    return int(db.exec(seen(func.count()).where(wanted)).one())


def _newest(db: Session, seen: Seen, wanted: ColumnElement[bool]) -> tuple[str, ...]:
    newest: tuple[Any, ...] = (col(Ticket.opened_at).desc(), col(Ticket.id).desc())
    return tuple(db.exec(seen(col(Ticket.number)).where(wanted).order_by(*newest).limit(NEWEST)))


def _right(told: Iterable[Judged]) -> Share:
    answers = [one.right is True for one in told]
    return share(sum(answers), len(answers))


def _value(value: str, told: Sequence[Judged]) -> Value:
    given = [one for one in told if one.rules == value]
    true = [one for one in told if one.staff == value]
    return Value(
        value=value,
        precision=_right(given),
        recall=_right(true),
        wrongly=_numbers(one for one in given if not one.right),
        missed=_numbers(one for one in true if not one.right),
    )


def _weakest(one: Value) -> tuple[bool, float, str]:
    """By what both shares surely reach."""
    return one.precision.thin and one.recall.thin, min(one.precision.low, one.recall.low), one.value


def _confusions(told: Iterable[Judged]) -> Iterable[Confusion]:
    tickets: defaultdict[tuple[str, str], list[Judged]] = defaultdict(list)
    for one in told:
        if not one.right and one.staff is not None:
            tickets[one.rules, one.staff].append(one)
    for (rules, staff), some in tickets.items():
        yield Confusion(rules=rules, staff=staff, count=len(some), tickets=_numbers(some))


def _numbers(some: Iterable[Judged]) -> tuple[str, ...]:
    newest = sorted(some, key=lambda one: (one.at, one.message), reverse=True)
    return tuple(dict.fromkeys(one.number for one in newest))[:NEWEST]


def _weeks(told: Iterable[Judged], zone: ZoneInfo) -> tuple[Week, ...]:
    by_monday: defaultdict[date, list[Judged]] = defaultdict(list)
    for one in told:
        day = one.at.astimezone(zone).date()
        by_monday[day - timedelta(days=day.weekday())].append(one)
    return tuple(
        Week(monday=monday, right=_right(some), by_value=_by_value(some)) for monday, some in sorted(by_monday.items())
    )


def _by_value(some: Sequence[Judged]) -> dict[str, Share]:
    given = Counter(one.rules for one in some)
    return {value: _right(one for one in some if one.rules == value) for value in sorted(given)}
