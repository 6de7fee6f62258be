"""How much comes in, about what, from where, and how long does it wait?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from statistics import median, quantiles
from typing import Any
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
    opened = in_days(col(Ticket.opened_at), period, zone)
    cells = _cells(db, viewer, opened)
    earlier = _counted(db, viewer, col(Ticket.municipality), in_days(col(Ticket.opened_at), period.before(), zone))
    return Overview(
        period=period,
        opened=sum(cells.values()),
        before=sum(earlier.values()),
        closed=_count(db, viewer, in_days(col(Ticket.closed_at), period, zone)),
        cells=cells,
        towns_before=earlier,
        languages=sorted(_counted(db, viewer, col(Ticket.language), opened).items(), key=_most_first),
        channels=_counted(db, viewer, col(Ticket.channel), opened),
        weeks=_weeks(db, viewer, period, zone),
        waiting=_waiting(db, viewer, period, zone),
        backlog=_backlog(db, viewer, now),
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


def _count(db: Session, viewer: Viewer, wanted: Sequence[ColumnElement[bool]]) -> int:
    return int(db.execute(_of(viewer, func.count()).where(*wanted)).scalar_one())


def _counted(db: Session, viewer: Viewer, column: Any, wanted: Sequence[ColumnElement[bool]]) -> dict[str, int]:
    rows = db.execute(_of(viewer, column, func.count()).where(*wanted).group_by(column))
    return {value or "": count for value, count in rows}


def _cells(db: Session, viewer: Viewer, wanted: Sequence[ColumnElement[bool]]) -> dict[tuple[str, str], int]:
    keys = col(Ticket.topic), col(Ticket.municipality)
    rows = db.execute(_of(viewer, *keys, func.count()).where(*wanted).group_by(*keys))
    return {(topic, town or ""): count for topic, town, count in rows}


def _weeks(db: Session, viewer: Viewer, period: Period, zone: ZoneInfo) -> list[tuple[date, int]]:
    """Counted week by week over the index of the day; no database need know our calendar."""
    monday = period.first - timedelta(days=period.first.weekday())
    mondays = [monday + timedelta(weeks=n) for n in range((period.last - monday).days // 7 + 2)]
    found = []
    for begin, following in pairwise(mondays):
        week = Period(first=max(begin, period.first), last=min(following - timedelta(days=1), period.last))
        found.append((begin, _count(db, viewer, in_days(col(Ticket.opened_at), week, zone))))
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


def _backlog(db: Session, viewer: Viewer, now: datetime) -> list[tuple[str, int]]:
    """Open tickets by age: "<1", "<3", … days, and the rest."""
    found = []
    younger = now
    for edge in (*_AGES, None):
        older = now - timedelta(days=edge) if edge else None
        aged = [col(Ticket.opened_at) <= younger, *([col(Ticket.opened_at) > older] if older else [])]
        count = _count(db, viewer, [col(Ticket.status).in_(("open", "waiting")), *aged])
        found.append((f"<{edge}" if edge else f"≥{_AGES[-1]}", count))
        younger = older or younger
    return found


def _corrected(db: Session, viewer: Viewer, period: Period, zone: ZoneInfo) -> list[tuple[str, int, int]]:
    """(topic the rules chose, how often a person put another, how often one agreed), of what people looked at."""
    by_hand = select(LabelRow.ticket_id).where(
        LabelRow.field == "topic", LabelRow.author != "rules", *in_days(col(LabelRow.at), period, zone)
    )
    rows = db.exec(
        select(LabelRow.ticket_id, LabelRow.author, LabelRow.value)
        .where(LabelRow.field == "topic", LabelRow.rank == 0, col(LabelRow.ticket_id).in_(by_hand))
        .where(col(LabelRow.ticket_id).in_(seen_by(viewer, Ticket.id)))
        .order_by(col(LabelRow.id))
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
