"""Places are named in many spellings and scripts; residence beats workplace, and offices are nobody's home."""

from __future__ import annotations

import pytest

from rules.gazetteer import MUNICIPALITIES
from rules.load import shipped
from rules.places import Places
from rules.tokens import Tokens

_tokens = Tokens()
_places = Places(shipped().places, _tokens.cut)


def named(text: str, *, note: bool = False) -> dict[str, float]:
    """Municipality → points of its best mention."""
    found: dict[str, float] = {}
    for mention in _places.mentions(_tokens.read(text), note=note):
        found[mention.place] = max(mention.points, found.get(mention.place, 0.0))
    return found


def first(text: str, *, note: bool = False) -> str:
    found = named(text, note=note)
    return max(found, key=lambda place: found[place], default="")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Bruggen", "brueggen"),
        ("BRUEGGEN", "brueggen"),
        ("Netetal", "nettetal"),
        ("St Tonis", "toenisvorst"),
        ("Sankt Tönis", "toenisvorst"),
        ("St. Hubert", "kempen"),
        ("Waldnil", "schwalmtal"),
        ("kaldenkirchen", "nettetal"),
        ("41334", "nettetal"),
        ("D-41751", "viersen"),
        ("Kempener Innenstadt", "kempen"),
        ("Viersen'de oturuyorum", "viersen"),
        ("Nettetal’den geliyorum", "nettetal"),
        ("Süchtelnde", "viersen"),
        ("живу в Дюлькене", "viersen"),
        ("мешкаємо у Кальденкірхені", "nettetal"),
        ("Санкт-Тёнисе", "toenisvorst"),
        ("أسكن بكمبن", "kempen"),
        ("ساكنة في فالدنيل", "schwalmtal"),
        ("در نیدرکروشتن زندگی می کنم", "niederkruechten"),
        ("RAF Brüggen", "niederkruechten"),
        ("Javelin Barracks", "niederkruechten"),
        ("Krefeld-Hüls", "outside"),
        ("Wegberg-Merbeck", "outside"),
        ("Vorst bei Kaarst", "outside"),
    ],
)
def test_a_place_is_recognised(text: str, place: str) -> None:
    assert first(text) == place


@pytest.mark.parametrize(
    "text",
    [
        "Kreis Viersen",
        "Kreisverwaltung Viersen, Rathausmarkt 3, 41747 Viersen",
        "beim Kreishaus in Viersen",
        "Frau Kempen ruft zurück",
        "Herr Peter Born",
        "Kempener Straße 12",
        "Dülkener Str. 4",
        "wir kämpfen über die Brücken",
        "er braucht eine Brille",
        "nächste Woche in Kempten",
        "die vierten Klassen",
        "kim@kreis-viersen.de",
    ],
)
def test_what_only_looks_like_a_home_decides_nothing(text: str) -> None:
    assert max((points for place, points in named(text).items() if place != "outside"), default=0.0) < 1.0


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Ich wohne in Kaldenkirchen und arbeite in Willich.", "nettetal"),
        ("Ich arbeite in Willich, wohne aber in Kaldenkirchen.", "nettetal"),
        ("Kurs in Viersen. Ich wohne nicht in Viersen, ich wohne in Waldniel.", "schwalmtal"),
        ("Das Jobcenter in Viersen antwortet nicht, wir leben in Amern.", "schwalmtal"),
        ("I work in Kempen but I live in Oedt", "grefrath"),
        ("Viersen'de çalışıyorum, Anrath'ta oturuyorum", "willich"),
        ("Работаю в Виллихе, живу в Кемпене", "kempen"),
        ("أعمل في فيرسن وأسكن في كمبن", "kempen"),
        ("Frau S. lebt in Krefeld, ich selbst in Tönisvorst", "outside"),
        ("Frau Kempen aus Willich", "willich"),
        ("wir sind von Krefeld nach Schaag gezogen", "nettetal"),
    ],
)
def test_residence_beats_everything_else(text: str, place: str) -> None:
    assert first(text) == place


def test_a_short_note_names_name_town_and_matter() -> None:
    assert first("Hr. Barzani, Oedt. Will Kopie beglaubigen lassen", note=True) == "grefrath"
    assert first("Fr. Born, Willich, Kita", note=True) == "willich"


def test_a_hamlet_that_is_a_word_needs_a_second_sign() -> None:
    assert named("am Ende der Linde am Berg").get("schwalmtal", 0.0) < 1.0
    assert named("Ich bin am 3. Mai geboren").get("brueggen", 0.0) < 1.0
    assert named("ich wohne in Born")["brueggen"] > 1.0


@pytest.mark.parametrize(
    ("number", "place"),
    [
        ("02153 00-0026", "nettetal"),
        ("+49 2154 001", "willich"),
        ("0049 2152/99", "kempen"),
        ("02163 1234", ""),
        ("02151 1234", ""),
        ("0176 0000021", ""),
        ("", ""),
    ],
)
def test_a_dialling_code_counts_when_it_is_one_towns(number: str, place: str) -> None:
    assert _places.dialled(number) == place


def test_every_municipality_has_names_and_postcodes() -> None:
    book = shipped().places
    towns = {place.place for place in book.names if place.kind == "town"}

    assert towns | {"outside"} == set(MUNICIPALITIES)
    assert {place.place for place in book.codes} == towns
    assert sum(len(place.name) == 5 and place.name.isdigit() for place in book.codes) == len(book.codes)
