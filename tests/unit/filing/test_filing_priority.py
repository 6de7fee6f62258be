"""A ticket's priority is a sum whose parts staff can argue with."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from triage.filing.priority import priority, total

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def points(**how: Any) -> int:
    return total(_factors(**how))


def reasons(**how: Any) -> list[str]:
    return [f.reason for f in _factors(**how)]


def _factors(**how: Any) -> Any:
    usual: dict[str, Any] = {
        "urgency": "normal",
        "kind": "request",
        "opened_at": NOW,
        "due_at": None,
        "messages": 1,
        "alarm": False,
        "callback_until": None,
        "now": NOW,
    }
    return priority(**(usual | how))


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ({}, 20),
        ({"urgency": "high"}, 60),
        ({"urgency": "low"}, 0),
        ({"urgency": "nonsense"}, 20),
        ({"urgency": "high", "alarm": True}, 110),
        ({"unreadable": True}, 35),
        ({"kind": "spam"}, 0),
        ({"kind": "newsletter", "urgency": "low"}, -20),
        ({"due_at": NOW - HOUR}, 65),
        ({"due_at": NOW}, 65),
        ({"due_at": NOW + HOUR}, 60),
        ({"due_at": NOW + DAY}, 60),
        ({"due_at": NOW + DAY + HOUR}, 50),
        ({"due_at": NOW + 3 * DAY}, 50),
        ({"due_at": NOW + 7 * DAY}, 35),
        ({"due_at": NOW + 7 * DAY + HOUR}, 20),
        ({"due_at": datetime(1, 1, 2, tzinfo=UTC)}, 65),
        ({"due_at": datetime(9999, 12, 30, tzinfo=UTC)}, 20),
        ({"callback_until": NOW - HOUR}, 50),
        ({"callback_until": NOW + HOUR}, 35),
        ({"callback_until": NOW + 2 * DAY}, 20),
        ({"opened_at": NOW - DAY + HOUR}, 20),
        ({"opened_at": NOW - DAY}, 25),
        ({"opened_at": NOW - 5 * DAY}, 45),
        ({"opened_at": NOW - 500 * DAY}, 45),
        ({"opened_at": NOW + 5 * DAY}, 20),
        ({"opened_at": NOW - 5 * DAY, "urgency": "low"}, 0),
        ({"messages": 0}, 20),
        ({"messages": 2}, 25),
        ({"messages": 4}, 35),
        ({"messages": 400}, 35),
    ],
)
def test_the_sum_of_a_situation(how: dict[str, Any], expected: int) -> None:
    assert points(**how) == expected


def test_p20_danger_outweighs_everything_a_usual_ticket_can_gather() -> None:
    usual = points(opened_at=NOW - 400 * DAY, messages=99, unreadable=True)

    urgent = points(urgency="high", alarm=True)

    assert urgent > usual


def test_no_summand_is_zero_and_the_largest_stands_first() -> None:
    found = _factors(urgency="low", alarm=True, messages=3, due_at=NOW)

    assert all(factor.points for factor in found)
    assert [f.points for f in found] == sorted((f.points for f in found), reverse=True)


@pytest.mark.parametrize(("days", "words"), [(1, "wartet 1 Tag"), (2, "wartet 2 Tage")])
def test_waiting_is_said_in_good_german(days: int, words: str) -> None:
    assert words in reasons(opened_at=NOW - days * DAY)
