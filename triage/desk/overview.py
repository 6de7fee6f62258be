"""How much comes in, about what, from where, and how long does it wait?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from statistics import median, quantiles
from typing import Any, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from models.label import LabelRow
from models.ticket import Ticket
from triage.desk.visible import Viewer, seen_by
from triage.errors import NotFound
from triage.values import MUNICIPALITIES, TOPICS

SMALLEST = 5  # cells with fewer are not told apart in what leaves the house
LONGEST = 366  # days of a period
_MOST_WAITS = 20_000  # closed tickets whose waiting time is looked at, the newest
_AGES = (1, 3, 7, 14, 30)  # days; upper edges of the classes of the backlog
_NINETY = 89  # of 99 cuts, the ninth decile
Key = TypeVar("Key")
Cells = Mapping[tuple[str, str], int]  # topic, town ("" unclear) → tickets


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days, both inclusive, in the office's calendar."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many."""
        return (self.last - self.first).days + 1

    def before(self) -> Period:
        """As many days right before it, to compare with."""
        return Period(first=self.first - timedelta(days=self.days), last=self.first - timedelta(days=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """How long the tickets closed in the period were open."""

    count: int
    median: timedelta | None  # None: none was closed
    ninth_decile: timedelta | None  # nine of ten were done by then; None below ten


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The figures of a period; no person's work is counted."""

    period: Period
    opened: int
    before: int  # opened in the period before
    closed: int
    cells: Cells
    towns_before: Mapping[str, int]
    languages: Sequence[tuple[str, int]]  # most first
    channels: Mapping[str, int]
    weeks: Sequence[tuple[date, int]]  # Monday → opened
    waiting: Waiting
    backlog: Sequence[tuple[str, int]]  # age class → open now
    corrected: Sequence[tuple[str, int, int]]  # topic of the rules, put right by people, confirmed by people

    def by_topic(self) -> dict[str, int]:
        """Topic → tickets, every topic."""
        return {topic: sum(n for (t, _), n in self.cells.items() if t == topic) for topic in TOPICS}

    def by_town(self) -> dict[str, int]:
        """Town → tickets, every town, "" for unclear."""
        return {town: sum(n for (_, t), n in self.cells.items() if t == town) for town in (*MUNICIPALITIES, "")}


def overview(db: Session, viewer: Viewer, period: Period, now: datetime, zone: ZoneInfo) -> Overview:
    """Figures of the tickets this viewer may see, machine mail left out. Raises NotFound for who may not see them."""
    if not may_see_overview(viewer.role):
        raise NotFound("overview")
    kinds = _kinds(db, viewer, in_days(col(Ticket.opened_at), period, zone))
    earlier = _by_town(db, viewer, in_days(col(Ticket.opened_at), period.before(), zone))
    weeks, ages = _weeks(period, zone), _ages(now)
    closed, *numbers = _counts(
        db, viewer, [in_days(col(Ticket.closed_at), period, zone), *weeks.values(), *ages.values()]
    )
    return Overview(
        period=period,
        opened=kinds.total(),
        before=earlier.total(),
        closed=closed,
        cells=_summed(kinds, lambda kind: (kind.topic, kind.town)),
        towns_before=earlier,
        languages=sorted(_summed(kinds, lambda kind: kind.language).items(), key=_most_first),
        channels=_summed(kinds, lambda kind: kind.channel),
        weeks=list(zip(weeks, numbers, strict=False)),
        waiting=_waiting(db, viewer, period, zone),
        backlog=list(zip(ages, numbers[len(weeks) :], strict=True)),
        corrected=_corrected(db, viewer, period, zone),
    )


def may_see_overview(role: str) -> bool:
    """Figures are for who plans; nobody is ranked by them."""
    return role in ("leitung", "admin")


def suppressed(count: int) -> str:
    """A count as it may leave the house."""
    return str(count) if count == 0 or count >= SMALLEST else f"<{SMALLEST}"


def in_days(column: Any, period: Period, zone: ZoneInfo) -> list[ColumnElement[bool]]:
    """That a column's moment lies in the period, on the office's clock."""
    begin = datetime.combine(period.first, time.min, zone)
    end = datetime.combine(period.last + timedelta(days=1), time.min, zone)
    return [column >= begin, column < end]


def _of(viewer: Viewer, *columns: Any) -> Any:
    return seen_by(viewer).with_only_columns(*columns).where(col(Ticket.hidden).is_(False))


def _counts(db: Session, viewer: Viewer, wanted: Sequence[Sequence[ColumnElement[bool]]]) -> list[int]:
    """How many tickets meet each of these conditions: each counted in an index, all asked at once."""
    parts = (_of(viewer, func.count()).where(*each).scalar_subquery() for each in wanted)
    return list(db.execute(select(*parts)).one())


class _Kind(NamedTuple):
    """What tickets are told apart by."""

    topic: str
    town: str  # "" unclear
    language: str
    channel: str


def _kinds(db: Session, viewer: Viewer, wanted: Sequence[ColumnElement[bool]]) -> Counter[_Kind]:
    """One walk through the index for all tables and charts."""
    keys = col(Ticket.topic), col(Ticket.municipality), col(Ticket.language), col(Ticket.channel)
    rows = db.execute(_of(viewer, *keys, func.count()).where(*wanted).group_by(*keys))
    return Counter(
        {_Kind(topic, town or "", language, channel): count for topic, town, language, channel, count in rows}
    )


def _summed(kinds: Counter[_Kind], key: Callable[[_Kind], Key]) -> dict[Key, int]:
    found: Counter[Key] = Counter()
    for kind, count in kinds.items():
        found[key(kind)] += count
    return dict(found)


def _by_town(db: Session, viewer: Viewer, wanted: Sequence[ColumnElement[bool]]) -> Counter[str]:
    town = col(Ticket.municipality)
    rows = db.execute(_of(viewer, town, func.count()).where(*wanted).group_by(town))
    return Counter({value or "": count for value, count in rows})


def _weeks(period: Period, zone: ZoneInfo) -> dict[date, list[ColumnElement[bool]]]:
    """Monday → opened in that week of the period; no database need know our calendar."""
    monday = period.first - timedelta(days=period.first.weekday())
    mondays = [monday + timedelta(weeks=n) for n in range((period.last - monday).days // 7 + 2)]
    weeks = {}
    for begin, following in pairwise(mondays):
        week = Period(first=max(begin, period.first), last=min(following - timedelta(days=1), period.last))
        weeks[begin] = in_days(col(Ticket.opened_at), week, zone)
    return weeks


def _ages(now: datetime) -> dict[str, list[ColumnElement[bool]]]:
    """Age class ("<1", "<3", … days, and the rest) → open that long."""
    found = {}
    younger = now
    for edge in (*_AGES, None):
        older = now - timedelta(days=edge) if edge else None
        aged = [col(Ticket.opened_at) <= younger, *([col(Ticket.opened_at) > older] if older else [])]
        found[f"<{edge}" if edge else f"≥{_AGES[-1]}"] = [col(Ticket.status).in_(("open", "waiting")), *aged]
        younger = older or younger
    return found


def _waiting(db: Session, viewer: Viewer, period: Period, zone: ZoneInfo) -> Waiting:
    query = _of(viewer, col(Ticket.opened_at), col(Ticket.closed_at)).where(
        *in_days(col(Ticket.closed_at), period, zone)
    )
    rows = db.execute(query.order_by(col(Ticket.closed_at).desc()).limit(_MOST_WAITS))
    waits = sorted((closed - opened).total_seconds() for opened, closed in rows)
    return Waiting(
        count=len(waits),
        median=timedelta(seconds=median(waits)) if waits else None,
        ninth_decile=timedelta(seconds=quantiles(waits, n=100)[_NINETY]) if len(waits) >= 10 else None,  # noqa: PLR2004 - tenths
    )


def _corrected(db: Session, viewer: Viewer, period: Period, zone: ZoneInfo) -> list[tuple[str, int, int]]:
    """(topic the rules chose, how often a person put another, how often one agreed), of what people looked at."""
    by_hand = select(LabelRow.ticket_id).where(
        LabelRow.field == "topic", LabelRow.author != "rules", *in_days(col(LabelRow.at), period, zone)
    )
    told = col(LabelRow.ticket_id), col(LabelRow.author), col(LabelRow.value)
    labels = seen_by(viewer).join(LabelRow, col(LabelRow.ticket_id) == col(Ticket.id)).with_only_columns(*told)
    rows = db.execute(
        labels.where(
            col(LabelRow.field) == "topic", col(LabelRow.rank) == 0, col(LabelRow.ticket_id).in_(by_hand)
        ).order_by(col(LabelRow.id))
    )
    chosen: dict[int, str] = {}  # by the rules, at first
    decided: dict[int, str] = {}  # by people, at last
    for ticket_id, author, value in rows:
        if author == "rules":
            chosen.setdefault(ticket_id, value or "")
        else:
            decided[ticket_id] = value or ""
    pairs = Counter((chosen[key], chosen[key] == decided[key]) for key in chosen.keys() & decided.keys())
    looked_at = [topic for topic in TOPICS if pairs[topic, True] + pairs[topic, False]]
    return [(topic, pairs[topic, False], pairs[topic, True]) for topic in looked_at]


def _most_first(entry: tuple[str, int]) -> tuple[int, str]:
    return -entry[1], entry[0]
