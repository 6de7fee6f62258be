"""A word of residence tells of the writer's own home or of another's; names are heard by their consonants."""

from __future__ import annotations

import pytest

from rules.load import shipped
from rules.places import Places
from rules.skeleton import skeleton
from rules.tokens import Tokens

_tokens = Tokens()
_places = Places(shipped().places, _tokens.cut)


def _whose(text: str) -> dict[str, str]:
    return {mention.place: mention.who for mention in _places.mentions(_tokens.read(text))}


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("Meine Schwester lebt in Frankfurt, ich wohne in Grefrath", {"outside": "other", "grefrath": "own"}),
        ("My uncle lives in Kempen and I live in Krefeld", {"kempen": "other", "outside": "own"}),
        ("Брат живет в Кемпене, а мы живем в Крефельде", {"kempen": "other", "outside": "own"}),
    ],
)
def test_a_home_is_the_writers_or_anothers(text: str, whose: dict[str, str]) -> None:
    assert _whose(text) == whose


@pytest.mark.parametrize(
    "text",
    ["ich komme aus Damaskus", "wir sind aus der Türkei", "my wife lives in Syria", "Meine Frau wohnt in Beirut"],
)
def test_an_origin_or_a_relative_abroad_is_no_residence(text: str) -> None:
    assert max((m.points for m in _places.mentions(_tokens.read(text))), default=0.0) < 1.0


def test_a_present_home_abroad_is_one() -> None:
    assert max(m.points for m in _places.mentions(_tokens.read("Ich lebe in Italien"))) > 1.0


def test_a_former_home_gives_way_to_the_present_one() -> None:
    found = {
        m.place: m.points
        for m in _places.mentions(_tokens.read("Bis März wohnte ich in Kempen, jetzt lebe ich in Venlo"))
    }

    assert found["outside"] > found["kempen"]


@pytest.mark.parametrize(("one", "other"), [("فيرزان", "فيرسن"), ("Тоніворст".lower(), "тенифорст")])
def test_spellings_by_ear_share_their_consonants(one: str, other: str) -> None:
    assert skeleton(one)[:3] == skeleton(other)[:3]


def test_too_few_consonants_tell_nothing() -> None:
    assert not skeleton("نور")
