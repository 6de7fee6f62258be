"""When does it make sense to ring somebody back? Never while nobody works here."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from triage.filing.promise import Calendar, Hours, is_free

_USUAL: Hours = ((9 * 60, 16 * 60),)  # of an office that named no hours, Monday to Friday
_SATURDAY = 5
_SOON = timedelta(hours=2)
_HOUR = 60  # minutes
_MORNING = 10 * _HOUR
_FURTHEST = 366  # days; an office that is closed longer rings nobody


def next_window(now: datetime, calendar: Calendar) -> datetime:
    """When to try again: in two hours if somebody works then, else soon after work begins again. Aware."""
    here = (now.astimezone(ZoneInfo(calendar.zone)) + _SOON).replace(minute=0, second=0, microsecond=0)
    at, hours = here.hour * _HOUR, hours_of(here.date(), calendar)
    if any(begin <= at <= end for begin, end in hours):
        return here
    later = [min(begin + _HOUR, end) for begin, end in hours if begin > at]
    if later:
        return _at(here.date(), _MORNING if at < hours[0][0] and _within(_MORNING, hours) else later[0], calendar)
    return _next_morning(here.date(), calendar)


def callback_time(now: datetime, calendar: Calendar) -> datetime:
    """At the end of this working day while an hour of it is left, else the morning of the next one. Aware."""
    here = now.astimezone(ZoneInfo(calendar.zone))
    hours = hours_of(here.date(), calendar)
    if hours and here.hour * _HOUR + here.minute < hours[-1][1] - _HOUR:
        return _at(here.date(), hours[-1][1], calendar)
    return _next_morning(here.date(), calendar)


def hours_of(day: date, calendar: Calendar) -> Hours:
    """When somebody works on that day, in minutes since midnight; () on free days."""
    if is_free(day, calendar):
        return ()
    if any(calendar.week):
        return calendar.week[day.weekday()]
    return _USUAL if day.weekday() < _SATURDAY else ()


def _next_morning(day: date, calendar: Calendar) -> datetime:
    following = (day + timedelta(days=n) for n in range(1, _FURTHEST))
    found = next((one for one in following if hours_of(one, calendar)), day + timedelta(days=1))
    hours = hours_of(found, calendar) or _USUAL
    return _at(found, _MORNING if _within(_MORNING, hours) else min(hours[0][0] + _HOUR, hours[0][1]), calendar)


def _within(minute: int, hours: Hours) -> bool:
    return any(begin <= minute < end for begin, end in hours)


def _at(day: date, minute: int, calendar: Calendar) -> datetime:
    """A moment of the clock on the wall; 24:00 is the last minute."""
    hour, rest = divmod(min(minute, 24 * _HOUR - 1), _HOUR)
    return datetime.combine(day, time(hour, rest), tzinfo=ZoneInfo(calendar.zone))
