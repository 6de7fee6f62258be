"""How does a moment read to somebody at a desk?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from triage.web import times, words
from triage.web.bidi import plain
from triage.web.paths import same_site, with_query

ZONE = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)  # 12:00 in Berlin


@pytest.mark.parametrize(
    ("ago", "german", "english"),
    [
        (timedelta(seconds=10), "gerade eben", "just now"),
        (timedelta(minutes=12), "vor 12 Min.", "12 min ago"),
        (timedelta(hours=3), "heute 9:00", "today 9:00"),
        (timedelta(hours=13), "gestern 23:00", "yesterday 23:00"),
        (timedelta(days=3), "17.11.2026", "17.11.2026"),
        (timedelta(hours=-2), "heute 14:00", "today 14:00"),
        (timedelta(hours=-12), "morgen 0:00", "tomorrow 0:00"),
    ],
)
def test_near_moments_read_as_people_say_them(ago: timedelta, german: str, english: str) -> None:
    assert times.words(NOON - ago, NOON, ZONE, words.translations("de")) == german
    assert times.words(NOON - ago, NOON, ZONE, words.translations("en")) == english


@pytest.mark.parametrize(
    ("ahead", "expected"),
    [
        (timedelta(minutes=18), "noch 18 Min."),
        (timedelta(seconds=20), "noch 1 Min."),
        (timedelta(hours=4), "bis heute 16:00"),
        (timedelta(hours=-2), "seit 2 Std. überfällig"),
        (timedelta(days=-3), "seit 3 Tagen überfällig"),
    ],
)
def test_a_deadline_says_what_is_left(ahead: timedelta, expected: str) -> None:
    assert times.left(NOON + ahead, NOON, ZONE, words.translations("de")) == expected


def test_midnight_and_the_clock_change_are_the_offices() -> None:
    after_midnight = datetime(2026, 11, 19, 23, 30, tzinfo=UTC)  # 0:30 on the 20th in Berlin
    assert times.words(after_midnight, NOON, ZONE, words.translations("de")) == "heute 0:30"
    assert times.exact(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), ZONE) == "25.10.2026 02:30"
    assert times.tomorrow_morning(NOON, ZONE) == "2026-11-21T09:00"


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("gpj\u202e.exe", "gpj⟦RLO⟧.exe"),
        ("\u2066a\u2069", "⟦LRI⟧a⟦PDI⟧"),
        ("a\nb\tc", "a\nb\tc"),
        ("\x1b[31m\x00", "\u241b[31m\u2400"),
        ("مي\u200cخواهم", "مي\u200cخواهم"),
    ],
)
def test_reordering_and_control_characters_are_made_visible(given: str, shown: str) -> None:
    assert plain(given) == shown


def test_only_paths_of_this_site_are_followed() -> None:
    assert same_site("/vorgang/KIM-2026-000001?x=%2F%2Fevil") == "/vorgang/KIM-2026-000001?x=%2F%2Fevil"
    assert same_site("/" + "x" * 3000) == "/"
    assert with_query("/?a=1", erledigt="K", leer="") == "/?a=1&erledigt=K"
    assert with_query("/") == "/"
