"""Days named in many languages, and what only looks like one."""

from __future__ import annotations

from datetime import date

import pytest

from rules.tokens import Tokens
from triage.classify.deadline import days_named

THURSDAY = date(2026, 3, 5)
TOKENS = Tokens()


def _days(text: str, today: date | None = THURSDAY) -> list[int]:
    return [day.days for day in days_named(TOKENS.read(text), today)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Der Strom wird in drei Tagen abgestellt", 3),
        ("still 3 days left, only 3 days", 3),
        ("üç gün kaldı", 3),
        ("через два дні суд", 2),
        ("بعد يومين", 2),
        ("Die Frist endet nächste Woche", 7),
        ("la semaine prochaine", 7),
        ("Termin Mo. 8 Uhr", 4),
        ("у п'ятницю", 1),
        ("Mittwoch nächster Woche", 6),
    ],
)
def test_a_day_that_comes(text: str, days: int) -> None:
    assert _days(text)[0] == days


@pytest.mark.parametrize(
    "text",
    [
        "seit drei Tagen kein Strom",
        "vor 3 Tagen",
        "letzten Freitag",
        "jeden Montag im Sprachcafé",
        "letzte Woche",
        "every Friday",
    ],
)
def test_a_day_that_is_over_or_returns_is_none(text: str) -> None:
    assert _days(text) == []
