"""When does the sender's program claim the mail was written?"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from triage.message import encoded_words
from triage.message.date_words import HALVES, MONTHS, ZONES
from triage.message.headers import Headers

_LONGEST = 200
_EARLIEST, _LATEST = 1980, 2100  # years outside are nonsense and break arithmetic later
# the usual form, which the standard parser reads right; everything else is read here
_USUAL = re.compile(
    r"(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} [12]\d{3} \d\d:\d\d:\d\d (?:[+-]\d{4}|GMT)(?: \([A-Z]{1,5}\))?"
)
_COMMENT = re.compile(r"\([^()]{0,80}\)?")
_CLOCK = re.compile(r"(?<![\d:])(\d{1,2})[:h](\d{1,2})(?:[:.](\d{1,2})(?:[.,]\d{1,9})?)?(?![\d:])")
_OFFSET = re.compile(r"(?<![\w-])(?:GMT|UTC|UT)?([+-])(\d{1,2}):?(\d{2})?(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d\d)(?!\d)")
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"(?<![\d:])\d{1,4}(?![\d:])")
_NOON, _MONTHS_A_YEAR, _MOST_MINUTES = 12, 12, 59
_FURTHEST = timedelta(hours=23, minutes=59)
_THIS_CENTURY, _CENTURY = 50, 100  # RFC 5322 §4.3: 00 to 49 are 20xx, 50 to 999 are added to 1900
_FULL_YEAR = 1000


def written_at(headers: Headers) -> datetime | None:
    """The Date field as an aware moment, None when absent, unreadable or absurd. RFC 5322 §3.3, §4.3.

    Also read: other orders, month names of other languages, twelve hours, ISO 8601, zones by name. A zone that is
    missing or unknown is UTC.
    """
    value = headers.first("date")
    if not value or len(value) > _LONGEST:
        return None
    found = _usual(value) if _USUAL.fullmatch(value) else _odd(encoded_words.decoded(value))
    return found if found and _EARLIEST <= found.year <= _LATEST else None


def _usual(value: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError, IndexError):
        return _odd(value)
    return found if found.tzinfo else found.replace(tzinfo=UTC)  # -0000: UTC, place unknown


def _odd(value: str) -> datetime | None:
    """Day, clock and zone looked for one by one: what each of them took is not looked at again."""
    text = _COMMENT.sub(" ", value)
    clock = _CLOCK.search(text.replace("T", " "))
    day = _day(text[: clock.start()] + " " + text[clock.end() :] if clock else text)
    rest = text[clock.end() :] if clock else ""
    zone = _zone(rest)
    if day is None or zone is None:
        return None
    hour, minute, second = _time(clock, rest)
    try:
        return datetime(*day, hour, minute, second, tzinfo=zone)
    except (ValueError, TypeError, OverflowError):
        return None


def _time(clock: re.Match[str] | None, rest: str) -> tuple[int, int, int]:
    if clock is None:
        return 0, 0, 0
    hour = int(clock[1])
    half = next((HALVES[word] for word in _words(rest.replace(".", "")) if word in HALVES), None)
    if half is not None and 1 <= hour <= _NOON:
        hour = hour % _NOON + half
    return hour, int(clock[2]), min(int(clock[3] or 0), _MOST_MINUTES)  # second 60 is a leap second


def _day(text: str) -> tuple[int, int, int] | None:
    """Year, month, day."""
    if found := _YEAR_FIRST.search(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _DAY_FIRST.search(text):
        return _ordered(int(found[1]), int(found[3]), found[2], _year(found[4]))
    # the last: Mar is March, and Tuesday to a Spaniard, whose month comes behind it
    month = next((MONTHS[word] for word in reversed(_words(text)) if word in MONTHS), 0)
    if not month:
        return None
    numbers = _NUMBER.findall(_OFFSET.sub(" ", text))
    if len(numbers) < 2:  # noqa: PLR2004 - a day and a year
        return None
    if len(numbers[0]) > 2:  # noqa: PLR2004 - `2026 Nov 20`
        return _year(numbers[0]), month, int(numbers[1])
    return _year(numbers[1]), month, int(numbers[0])


def _ordered(first: int, second: int, sign: str, year: int) -> tuple[int, int, int]:
    """Day before month as Europe writes; with slashes and no other reading, month before day."""
    if second > _MONTHS_A_YEAR and sign == "/":
        return year, first, second
    return year, second, first


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) > 3 or year >= _FULL_YEAR:  # noqa: PLR2004 - 0001 is no short form of 2001
        return year
    return year + (2000 if year < _THIS_CENTURY and len(digits) < 3 else 1900)  # noqa: PLR2004 - three digits: 103 = 2003


def _zone(rest: str) -> timezone | None:
    """What stands behind the clock; UTC when nothing known does, None when it is absurd."""
    if found := _OFFSET.search(rest):
        ahead = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
        if ahead > _FURTHEST or int(found[3] or 0) > _MOST_MINUTES:
            return None
        return timezone(-ahead if found[1] == "-" else ahead)
    minutes = next((ZONES[word] for word in _words(rest) if word in ZONES), 0)
    return timezone(timedelta(minutes=minutes))


def _words(text: str) -> list[str]:
    return [word.casefold().replace("\u0307", "") for word in _WORD.findall(text)]
