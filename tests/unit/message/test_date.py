"""The Date field is read in every form programs write it, or left out."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.message.date import written_at
from triage.message.headers import Headers

READ = [
    ("Fri, 20 Nov 2026 08:15:00 +0100", "2026-11-20T08:15:00+01:00"),
    ("Fri, 20 Nov 2026 08:15:00 +0100 (CET)", "2026-11-20T08:15:00+01:00"),
    ("Fri, 20 Nov 2026 08:15:00 +0100 (Mitteleuropäische Zeit)", "2026-11-20T08:15:00+01:00"),
    ("Fri,  20 Nov 2026 8:15:0 -0530", "2026-11-20T08:15:00-05:30"),
    ("20 Nov 26 08:15 EST", "2026-11-20T08:15:00-05:00"),
    ("Friday, 20-Nov-98 08:15:00 GMT", "1998-11-20T08:15:00+00:00"),
    ("20 Nov 103 08:15:00 GMT", "2003-11-20T08:15:00+00:00"),
    ("Fri, 20 Nov 2026 08:15:00 UT", "2026-11-20T08:15:00+00:00"),
    ("Fri, 20 Nov 2026 08:15:00 MESZ", "2026-11-20T08:15:00+02:00"),
    ("Fri, 20 Nov 2026 08:15:00 A", "2026-11-20T08:15:00+00:00"),
    ("Fri, 20 Nov 2026 08:15:00 Qyz", "2026-11-20T08:15:00+00:00"),
    ('Fri, 20 Nov 2026 08:15:00 "GMT"', "2026-11-20T08:15:00+00:00"),
    ("Fri, 20 Nov 2026 08:15:00", "2026-11-20T08:15:00+00:00"),
    ("Fri, 20 Nov 2026 08:15:00 -0000", "2026-11-20T08:15:00+00:00"),
    ("Fri, 20 Nov 2026 08:15:00 +0100 +0200", "2026-11-20T08:15:00+01:00"),
    ("Fri, 20 Nov 2026 23:59:60 +0000", "2026-11-20T23:59:59+00:00"),
    ("Fri, 20 (d) Nov (m) 2026 08:15:00 +0000", "2026-11-20T08:15:00+00:00"),
    ("Fri Nov 20 08:15:00 2026", "2026-11-20T08:15:00+00:00"),
    ("Fri Nov 20 08:15:00 CET 2026", "2026-11-20T08:15:00+01:00"),
    ("Fri Nov 20 2026 08:15:00 GMT+0100 (CET)", "2026-11-20T08:15:00+01:00"),
    ("2026-11-20T08:15:00+01:00", "2026-11-20T08:15:00+01:00"),
    ("2026-11-20 08:15:00.123Z", "2026-11-20T08:15:00+00:00"),
    ("20.11.2026 08:15", "2026-11-20T08:15:00+00:00"),
    ("20.11.26 08:15:07 +0100", "2026-11-20T08:15:07+01:00"),
    ("11/20/2026 8:15 PM", "2026-11-20T20:15:00+00:00"),
    ("20 Nov 2026 12:15 a.m. +0000", "2026-11-20T00:15:00+00:00"),
    ("Fr, 20. November 2026 08:15:00 +0100", "2026-11-20T08:15:00+01:00"),
    ("Do, 21 Mai 2026 08:15:00 +0200", "2026-05-21T08:15:00+02:00"),
    ("mar, 20 nov 2026 8:15 +0100", "2026-11-20T08:15:00+01:00"),
    ("Cum, 20 Kas 2026 08:15:00 +0300", "2026-11-20T08:15:00+03:00"),
    ("пт, 20 ноя 2026 08:15:00 +0300", "2026-11-20T08:15:00+03:00"),
    ("пт, 20 лист 2026", None),
    ("=?utf-8?q?Fr=2C?= 20 Nov 2026 08:15", "2026-11-20T08:15:00+00:00"),
    ("20 Nov 2026", "2026-11-20T00:00:00+00:00"),
]
LEFT_OUT = [
    "Thu, 01 Jan 1970 00:00:00 +0000",
    "Fri, 20 Nov 2026 24:00:00 +0000",
    "Fri, 30 Feb 2026 08:15:00 +0000",
    "Fri, 20 Nov 2026 08:15:00 +9999",
    "08:15",
    "Nov",
    "1",
    "20 Nov",
    "2026-13-45",
]


@pytest.mark.parametrize(("value", "shown"), READ)
def test_a_date_is_read(value: str, shown: str | None) -> None:
    found = written_at(Headers({"date": [value]}))

    assert (found.isoformat() if found else None) == shown


@pytest.mark.parametrize("value", LEFT_OUT)
def test_a_date_that_cannot_be_is_left_out(value: str) -> None:
    assert written_at(Headers({"date": [value]})) is None


@given(
    st.datetimes(datetime(1980, 1, 2), datetime(2100, 12, 30)),  # noqa: DTZ001 - the zone is drawn apart
    st.integers(-14 * 60, 14 * 60),
)
def test_what_the_standard_library_writes_is_read_back(moment: datetime, minutes: int) -> None:
    moment = moment.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))

    assert written_at(Headers({"date": [format_datetime(moment)]})) == moment
    assert written_at(Headers({"date": [moment.isoformat()]})) == moment


@given(st.text(max_size=60))
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = written_at(Headers({"date": [text]}))

    assert found is None or found.astimezone(UTC)


@pytest.mark.parametrize("unit", ["1:", "20.", "(", "Jan ", "+1", "9", "1 ", "am"])
def test_a_long_date_takes_no_time(unit: str) -> None:
    began = time.process_time()

    written_at(Headers({"date": [unit * 8000]}))
    written_at(Headers({"date": [unit * (200 // len(unit))]}))

    assert time.process_time() - began < 0.2
