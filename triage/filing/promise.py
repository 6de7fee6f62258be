"""By when did we promise to answer, counted in the hours somebody works here?"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import accumulate
from zoneinfo import ZoneInfo

from triage.values import Urgency

Hours = tuple[tuple[int, int], ...]  # (from, to) in minutes since midnight, in order, not overlapping
Span = tuple[datetime, datetime]  # aware, UTC
DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_YEARS_AHEAD = 5  # an office that is closed longer promises nothing
_NO_HOURS: tuple[Hours, ...] = ((),) * 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """When somebody works here: never on a public holiday of Nordrhein-Westfalen."""

    week: tuple[Hours, ...] = _NO_HOURS  # Monday first, seven
    closing_days: frozenset[date] = frozenset()  # Heiligabend, a works outing, …
    zone: str = "Europe/Berlin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Promises:
    """Within which working time a request of each urgency is answered; an urgency left out is promised nothing."""

    calendar: Calendar = field(default_factory=Calendar)
    reaction: Mapping[Urgency, timedelta] = field(default_factory=dict)

    def respond_by(self, urgency: str, since: datetime) -> datetime | None:
        """By when (UTC) what came in at that moment is to be answered; None: nothing is promised."""
        within = self.reaction.get(urgency)  # type: ignore[call-overload]  # any text may stand in the column
        return add_working(since, within, self.calendar) if within is not None else None


def add_working(start: datetime, duration: timedelta, calendar: Calendar) -> datetime | None:
    """The moment (UTC) at which that much working time has passed; None when the office does not open so long."""
    if duration <= timedelta(0):
        return start.astimezone(UTC)
    first = start.astimezone(ZoneInfo(calendar.zone)).year
    left = _worked(_hours(calendar, first, first), start) + duration
    for number in range(first, first + _YEARS_AHEAD):
        year = _hours(calendar, number, number)
        if left <= year.worked[-1]:
            at = bisect_left(year.worked, left) - 1
            return year.begins[at] + (left - year.worked[at])
        left -= year.worked[-1]
    return None


def working_between(begin: datetime, end: datetime, calendar: Calendar) -> timedelta:
    """How much working time lies between two moments; nothing when the second is not later. O(1) in days."""
    if end <= begin:
        return timedelta(0)
    hours = _hours(calendar, begin.year - 1, end.year + 1)  # the new year of the office is not that of UTC
    return _worked(hours, end) - _worked(hours, begin)


def is_free(day: date, calendar: Calendar) -> bool:
    """Whether nobody works on that day whatever the hours say: a public holiday, or the office is closed."""
    return day in calendar.closing_days or is_holiday(day)


def is_holiday(day: date) -> bool:
    """Public holidays of Nordrhein-Westfalen (FeiertagsG NW § 2 Abs. 1)."""
    return (day.month, day.day) in _FIXED or (day - easter(day.year)).days in _AROUND_EASTER


_FIXED = frozenset(((1, 1), (5, 1), (10, 3), (11, 1), (12, 25), (12, 26)))
_AROUND_EASTER = frozenset((-2, 1, 39, 50, 60))  # Karfreitag, Ostermontag, Himmelfahrt, Pfingstmontag, Fronleichnam


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus/Jones/Butcher; J. Meeus, Astronomical Algorithms, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hours:
    """The open hours of some years, worked out once."""

    begins: tuple[datetime, ...]  # of each stretch, in order
    ends: tuple[datetime, ...]
    worked: tuple[timedelta, ...]  # before each stretch, and of all of them at the end


@lru_cache(maxsize=64)
def _hours(calendar: Calendar, first: int, last: int) -> _Hours:
    """From the first of January of one year to the end of another."""
    begin = date(first, 1, 1)
    days = [begin + timedelta(days=n) for n in range((date(last + 1, 1, 1) - begin).days)]
    spans = [span for day in days for span in _open(calendar, day)]
    sums = accumulate((end - begin for begin, end in spans), initial=timedelta(0))
    return _Hours(begins=tuple(b for b, _ in spans), ends=tuple(e for _, e in spans), worked=tuple(sums))


def _worked(hours: _Hours, moment: datetime) -> timedelta:
    """Working time up to a moment of those years."""
    at = bisect_right(hours.begins, moment) - 1
    return hours.worked[at] + (min(moment, hours.ends[at]) - hours.begins[at]) if at >= 0 else timedelta(0)


def _open(calendar: Calendar, day: date) -> tuple[Span, ...]:
    """The day's open hours; on the days the clocks change, what the clock on the wall shows decides."""
    if is_free(day, calendar) or not calendar.week[day.weekday()]:
        return ()
    zone = ZoneInfo(calendar.zone)
    midnight = datetime.combine(day, time.min)
    begin, end = (_midnight(day + n * DAY, zone) for n in (0, 1))
    spans = []
    for first, last in _even(begin, end, zone):  # pieces of one offset each
        offset = first.astimezone(zone).utcoffset() or timedelta(0)
        zero = (midnight - offset).replace(tzinfo=UTC)
        clipped = (
            (max(first, zero + a * _MINUTE), min(last, zero + b * _MINUTE)) for a, b in calendar.week[day.weekday()]
        )
        spans += [(a, b) for a, b in clipped if a < b]
    return tuple(spans)


def _even(begin: datetime, end: datetime, zone: ZoneInfo) -> tuple[Span, ...]:
    """The day cut where the clocks change, to the minute."""
    before = begin.astimezone(zone).utcoffset()
    if end.astimezone(zone).utcoffset() == before:
        return ((begin, end),)
    minutes = range((end - begin) // _MINUTE)
    at = bisect_left(minutes, True, key=lambda n: (begin + n * _MINUTE).astimezone(zone).utcoffset() != before)
    return ((begin, begin + at * _MINUTE), (begin + at * _MINUTE, end))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, zone).astimezone(UTC)
