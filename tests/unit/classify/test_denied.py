"""A danger the text denies is none; one it tells stays."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rules.load import shipped
from rules.matcher import Matcher
from triage.classify.classify import classify
from triage.values import Classification, ParsedMessage, Zone

_matcher = Matcher(shipped())
SUNDAY = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def said(text: str) -> Classification:
    zones = (Zone(start=0, end=len(text), kind="fresh"),)
    return classify(ParsedMessage(channel="email", text=text, subject="", zones=zones, received_at=SUNDAY), _matcher)


@pytest.mark.parametrize(
    "text",
    [
        "Meine Eltern sind nicht gewalttätig, wir suchen eine Familienmediation",
        "Der Streit ist laut, aber nicht handgreiflich. Wer vermittelt?",
        "Tochter ritzt NICHT, Psychologin gesucht",
        "I am not starving, only drowning in letters",
        "شب‌ها نمی‌خوابد ولی به خودش آسیب نمی‌زند",
    ],
)
def test_what_is_denied_is_no_emergency(text: str) -> None:
    found = said(text)
    assert found.topics[0].id != "gewalt_notfall"
    assert found.urgency.id != "high"


@pytest.mark.parametrize(
    "text",
    [
        "Mein Mann ist gewalttätig, wir brauchen Hilfe",
        "Er ist nicht mehr allein mit uns, er schlägt mich jede Nacht",
        "Ich will nicht mehr leben",
        "Er droht nicht nur, er schlägt mich vor den Kindern",
    ],
)
def test_what_is_told_stays_an_emergency(text: str) -> None:
    assert said(text).topics[0].id == "gewalt_notfall"


def test_no_bed_tonight_is_the_main_topic() -> None:
    found = said("Wir wissen nicht wohin heute Nacht, die Koffer stehen am Bahnhof")
    assert found.topics[0].id == "gewalt_notfall"
    assert found.urgency.id == "high"


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Das Gericht hat den Termin am Freitag aufgehoben, mein Anwalt schreibt einen neuen", "normal"),
        ("Am Freitag ist meine Verhandlung beim Gericht, ich habe keinen Anwalt", "high"),
        (
            "Der Krankenwagen kam im Mai wegen einer Blutung, jetzt will die Leitstelle 612 Euro, Rechnung liegt bei",
            "normal",
        ),
    ],
)
def test_what_is_over_or_called_off_presses_nobody(text: str, level: str) -> None:
    assert said(text).urgency.id == level
