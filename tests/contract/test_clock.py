"""Both clocks keep what `ports.Clock` promises."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from triage.adapters.clock import SystemClock
from triage.ports import Clock
from triage.testing import START, SettableClock


@pytest.mark.parametrize("clock", [SystemClock(), SettableClock()], ids=["system", "settable"])
def test_a_clock_tells_aware_utc_and_never_runs_backwards(clock: Clock) -> None:
    first = clock.now()

    second = clock.now()

    assert first.utcoffset() == timedelta(0)
    assert first.tzinfo is UTC
    assert second >= first


def test_the_system_clock_is_the_machines() -> None:
    assert abs(SystemClock().now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_a_settable_clock_stands_still_until_it_is_moved() -> None:
    clock = SettableClock()

    later = clock.advance(timedelta(hours=72))

    assert later == clock.now() == START + timedelta(days=3)


def test_a_settable_clock_refuses_a_time_without_zone() -> None:
    with pytest.raises(ValueError, match="aware"):
        SettableClock().set(datetime(2026, 11, 20))  # noqa: DTZ001  # the mistake under test
