"""A day presses when it still comes and something is lost by it; past days, habits and times to call press nobody."""

from __future__ import annotations

import pytest

from rules.tokens import Tokens
from triage.classify.coming import at_stake, comes
from triage.classify.deadline import days_named

TOKENS = Tokens()


def _comes(text: str) -> bool:
    words = TOKENS.read(text)
    return any(comes(words, day) for day in days_named(words, None))


@pytest.mark.parametrize(
    "text",
    [
        "Am Freitag ist die Prüfung",
        "My flight is on Tuesday",
        "Yarın sınav var",
        "В пятницу суд",
        "Le contrat finit mardi",
    ],
)
def test_a_fixed_day_ahead_comes(text: str) -> None:
    assert _comes(text)


@pytest.mark.parametrize(
    "text",
    [
        "Am Freitag hat mir der Chef gesagt, ich muss gehen",
        "Ich war am Montag beim Amt",
        "On Saturday my wallet was stolen",
        "Dienstag oder Donnerstag habe ich frei",
        "Bitte am Montag anrufen",
        "Termin am Dienstag in drei Wochen",
        "kurê min 6 salî ye",
        "stam aici de doua luni",
    ],
)
def test_a_past_day_a_habit_or_a_time_to_call_does_not(text: str) -> None:
    assert not _comes(text)


def test_what_is_at_stake_stands_in_the_sentence_of_the_day() -> None:
    words = TOKENS.read("Am Freitag ist die Prüfung. Danke.")
    day = next(days_named(words, None))

    assert at_stake(words, day)
    assert not at_stake(TOKENS.read("Am Freitag komme ich"), day)
