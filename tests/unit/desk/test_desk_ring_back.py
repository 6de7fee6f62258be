"""Nobody is promised a call for a time at which nobody works."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from config.settings import OfficeHours
from triage.desk.ring_back import callback_time, next_window
from triage.filing.promise import Calendar

BERLIN = ZoneInfo("Europe/Berlin")
OFFICE = Calendar(week=OfficeHours().week(), closing_days=frozenset([date(2026, 12, 24)]))  # 8:30-12, 14-16; Friday -12
USUAL = Calendar()  # names no hours
CLOSED = Calendar(
    week=OfficeHours().week(), closing_days=frozenset(date.fromordinal(n) for n in range(739_000, 740_500))
)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("calendar", "now", "then"),
    [
        (OFFICE, "2026-11-19T09:10", "2026-11-19T11:00"),  # a Thursday: in two hours
        (OFFICE, "2026-11-19T05:00", "2026-11-19T10:00"),  # before anybody is up
        (OFFICE, "2026-11-19T11:10", "2026-11-19T15:00"),  # over lunch nobody rings
        (OFFICE, "2026-11-19T15:10", "2026-11-20T10:00"),  # too late today
        (OFFICE, "2026-11-19T23:10", "2026-11-20T10:00"),  # at night
        (OFFICE, "2026-11-20T12:00", "2026-11-23T10:00"),  # Friday noon: Monday
        (OFFICE, "2026-11-21T12:00", "2026-11-23T10:00"),  # Saturday
        (OFFICE, "2026-12-23T15:30", "2026-12-28T10:00"),  # closed, two holidays, Sunday
        (OFFICE, "2026-06-03T15:30", "2026-06-05T10:00"),  # Fronleichnam
        (USUAL, "2026-11-20T12:00", "2026-11-20T14:00"),
        (USUAL, "2026-11-20T15:00", "2026-11-23T10:00"),
        (Calendar(week=(((13 * 60, 15 * 60),),) * 7), "2026-11-19T20:00", "2026-11-20T14:00"),  # afternoons alone
        (CLOSED, "2026-11-19T09:10", "2026-11-20T10:00"),  # a year without a day says nothing better
    ],
)
def test_the_next_try_is_proposed_for_office_hours(calendar: Calendar, now: str, then: str) -> None:
    assert next_window(local(now).astimezone(UTC), calendar) == local(then)


@pytest.mark.parametrize(
    ("calendar", "now", "then"),
    [
        (USUAL, "2026-11-20T14:59", "2026-11-20T16:00"),
        (USUAL, "2026-11-20T15:00", "2026-11-23T10:00"),
        (USUAL, "2026-11-21T09:00", "2026-11-23T10:00"),
        (USUAL, "2026-11-22T23:59", "2026-11-23T10:00"),
        (USUAL, "2026-11-23T18:00", "2026-11-24T10:00"),
        (USUAL, "2026-10-24T09:00", "2026-10-26T10:00"),  # the clocks change in between
        (OFFICE, "2026-11-19T14:59", "2026-11-19T16:00"),
        (OFFICE, "2026-11-20T10:59", "2026-11-20T12:00"),  # Friday ends at noon
        (OFFICE, "2026-11-20T11:00", "2026-11-23T10:00"),
        (OFFICE, "2026-12-24T09:00", "2026-12-28T10:00"),  # a day the office is closed
        (OFFICE, "2026-10-02T11:30", "2026-10-05T10:00"),  # a holiday on a Saturday
        (Calendar(week=(((0, 24 * 60),),) * 7), "2026-11-19T20:00", "2026-11-19T23:59"),  # somebody is always there
    ],
)
def test_a_call_back_is_offered_for_this_working_day_or_the_next_morning(
    calendar: Calendar, now: str, then: str
) -> None:
    assert callback_time(local(now).astimezone(UTC), calendar) == local(then)
