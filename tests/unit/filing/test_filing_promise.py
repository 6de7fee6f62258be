"""What is promised is counted in hours somebody works: checked against a clock that walks minute by minute."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triage.filing.promise import Calendar, Promises, add_working, easter, is_holiday, working_between

BERLIN = ZoneInfo("Europe/Berlin")
HOURS = ((8 * 60 + 30, 12 * 60), (14 * 60, 16 * 60))
OFFICE = Calendar(week=(HOURS, HOURS, HOURS, HOURS, HOURS[:1], (), ()))
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
# the nights the clocks change, a holiday, a closing day, an ordinary week, the turn of the year
WEEKS = [datetime(2026, 3, 28, tzinfo=UTC), datetime(2026, 10, 24, tzinfo=UTC), datetime(2026, 5, 13, tzinfo=UTC),
         datetime(2026, 11, 17, tzinfo=UTC), datetime(2026, 12, 30, tzinfo=UTC)]  # fmt: skip


def here(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def is_open(moment: datetime, calendar: Calendar) -> bool:
    """Whether somebody works in the minute that begins then, as the clock on the wall shows it."""
    local = moment.astimezone(ZoneInfo(calendar.zone))
    if local.date() in calendar.closing_days or is_holiday(local.date()):
        return False
    minute = local.hour * 60 + local.minute
    return any(a <= minute < b for a, b in calendar.week[local.weekday()])


def walked(begin: datetime, end: datetime, calendar: Calendar) -> timedelta:
    minutes = (end - begin) // MINUTE
    return sum((MINUTE for n in range(minutes) if is_open(begin + n * MINUTE, calendar)), timedelta(0))


@st.composite
def days(draw: st.DrawFn) -> tuple[tuple[int, int], ...]:
    edges = sorted(draw(st.sets(st.integers(0, 24 * 60), max_size=6)))
    return tuple(zip(edges[::2], edges[1::2], strict=False))


calendars = st.builds(
    Calendar,
    week=st.tuples(*[days()] * 7),
    closing_days=st.frozensets(st.sampled_from([w.date() + timedelta(days=n) for w in WEEKS for n in range(6)])),
)
moments = st.builds(lambda week, minutes: week + minutes * MINUTE, st.sampled_from(WEEKS), st.integers(0, 3 * 24 * 60))


@settings(max_examples=60, deadline=None)
@given(calendars, moments, st.integers(0, 3 * 24 * 60))
def test_working_time_is_what_a_clock_that_walks_counts(calendar: Calendar, begin: datetime, minutes: int) -> None:
    end = begin + minutes * MINUTE

    assert working_between(begin, end, calendar) == walked(begin, end, calendar)


@settings(max_examples=60, deadline=None)
@given(calendars, moments, st.integers(1, 60 * 20))
def test_a_promise_ends_when_so_much_was_worked_and_not_a_minute_sooner(
    calendar: Calendar, start: datetime, minutes: int
) -> None:
    end = add_working(start, minutes * MINUTE, calendar)

    if end is None:
        assert not any(calendar.week)
    else:
        assert working_between(start, end, calendar) == minutes * MINUTE
        assert is_open(end - MINUTE, calendar)


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        ("2026-11-20T09:00", 30, "2026-11-20T09:30"),
        ("2026-11-20T11:50", 30, "2026-11-23T08:50"),  # Friday noon: the rest on Monday
        ("2026-11-21T15:00", 30, "2026-11-23T09:00"),  # a Saturday
        ("2026-11-23T11:45", 30, "2026-11-23T14:15"),  # over the break
        ("2026-11-23T11:30", 30, "2026-11-23T12:00"),  # to its very end
        ("2026-12-24T15:50", 30, "2026-12-28T08:50"),  # Christmas, a Friday, and the weekend
        ("2026-03-27T11:30", 60, "2026-03-30T09:00"),  # the clocks go forward in between
        ("2026-10-23T11:30", 60, "2026-10-26T09:00"),  # and back
        ("2026-06-03T15:30", 60, "2026-06-05T09:00"),  # Fronleichnam
    ],
)
def test_a_promise_waits_for_the_office_to_open(start: str, minutes: int, end: str) -> None:
    assert add_working(here(start), minutes * MINUTE, OFFICE) == here(end)


def test_a_closing_day_is_free() -> None:
    closed = Calendar(week=OFFICE.week, closing_days=frozenset((date(2026, 12, 24),)))

    assert add_working(here("2026-12-23T15:45"), 30 * MINUTE, closed) == here("2026-12-28T08:45")


def test_nothing_is_counted_backwards_and_nothing_takes_no_time() -> None:
    noon = here("2026-11-20T09:00")

    assert working_between(noon, noon - HOUR, OFFICE) == timedelta(0)
    assert add_working(noon, timedelta(0), OFFICE) == noon


def test_an_office_that_never_opens_promises_nothing() -> None:
    assert add_working(here("2026-11-20T09:00"), HOUR, Calendar()) is None


def test_what_is_promised_depends_on_the_urgency() -> None:
    promises = Promises(calendar=OFFICE, reaction={"high": 30 * MINUTE, "normal": 24 * HOUR})
    monday = here("2026-11-16T08:30")

    assert promises.respond_by("high", monday) == here("2026-11-16T09:00")
    assert promises.respond_by("normal", monday) == here("2026-11-20T10:30")  # four days of five and a half hours
    assert promises.respond_by("low", monday) is None


@pytest.mark.parametrize(
    ("year", "day"),
    [(1818, (3, 22)), (1954, (4, 18)), (1981, (4, 19)), (2000, (4, 23)), (2024, (3, 31)), (2025, (4, 20)),
     (2026, (4, 5)), (2027, (3, 28)), (2038, (4, 25)), (2049, (4, 18)), (2076, (4, 19)), (2100, (3, 28))],
)  # fmt: skip
def test_easter_is_when_the_almanac_says(year: int, day: tuple[int, int]) -> None:
    assert easter(year) == date(year, *day)


def test_the_holidays_of_2026_are_those_of_the_law() -> None:
    found = [d for n in range(365) if is_holiday(d := date(2026, 1, 1) + timedelta(days=n))]

    assert [(d.month, d.day) for d in found] == [
        (1, 1), (4, 3), (4, 6), (5, 1), (5, 14), (5, 25), (6, 4), (10, 3), (11, 1), (12, 25), (12, 26),
    ]  # fmt: skip
