"""Inflected words of one language share a stem."""

from __future__ import annotations

import pytest

from rules.compounds import Compounds
from rules.fold import fold
from rules.forms import LANGUAGES, stemmer
from rules.phonetic import sound


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", "Antrag Anträge Anträgen"),
        ("de", "Kurs Kurse Kursen Kurses"),
        ("de", "kündigen kündigt kündigte"),
        ("de", "Zeugnis Zeugnisse Zeugnissen"),
        ("de", "Pass Pässe"),
        ("de", "Wohnung Wohnungen"),
        ("de", "Arzt Ärzte Ärzten"),
        ("de", "suchen suche"),
        ("en", "document documents"),
        ("fr", "cours cours"),
        ("tr", "mektup mektubu mektubum mektuplar"),
        ("tr", "çocuk çocuğu çocuklar"),
        ("tr", "daire dairede daireden"),
        ("ru", "квартира квартиру квартиры"),
        ("uk", "квартира квартиру квартири квартирі"),
        ("uk", "довідка довідку довідки"),
        ("bg", "квартира квартирата квартири"),
        ("pl", "mieszkanie mieszkania mieszkaniu"),
        ("ar", "موعد الموعد والموعد بموعد موعدي"),
        ("ar", "إقامة الإقامة إقامتي"),
        ("fa", "خانه خانه‌ها خانه‌ام"),
        ("so", "guri guri"),
    ],
)
def test_forms_of_a_word_meet(language: str, words: str) -> None:
    stem = stemmer(language)

    stems = {stem(fold(word)) for word in words.split()}

    assert len(stems) == 1, stems


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [("de", "Kur", "Kurs"), ("de", "nach", "Nacht"), ("ar", "كتاب", "تاب"), ("en", "rent", "renting agency")],
)
def test_different_words_stay_apart(language: str, one: str, other: str) -> None:
    stem = stemmer(language)

    assert stem(fold(one)) != stem(fold(other))


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_no_word_is_too_odd_for_a_stemmer(language: str) -> None:
    stem = stemmer(language)

    assert [stem(word) for word in ("", "a", "و", "ь", "x" * 5000)]


def _compounds(*terms: str) -> Compounds:
    found = Compounds()
    for number, term in enumerate(terms):
        found.add(fold(term), stemmer("de")(fold(term)), number)
    return found


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Sommerdeutschkurs", ["Deutschkurs"]),
        ("Aufenthaltserlaubnisverlängerung", ["Aufenthaltserlaubnis", "Verlängerung"]),
        ("Wohngeldantrag", ["Wohngeld", "Antrag"]),
        ("Schulplatz", ["Schule"]),
        ("Schulden", []),
        ("Mitarbeiter", []),
        ("verarbeiten", []),
        ("Sozialarbeit", ["Arbeit"]),
        ("Fachärzte", []),
    ],
)
def test_a_long_german_word_holds_its_known_parts(word: str, parts: list[str]) -> None:
    terms = [
        "Deutschkurs",
        "Aufenthaltserlaubnis",
        "Aufenthalt",
        "Verlängerung",
        "Wohngeld",
        "Antrag",
        "Schule",
        "Arbeit",
    ]
    compounds = _compounds(*terms)

    assert [terms[n] for n in compounds.parts(fold(word))] == parts


@pytest.mark.parametrize(
    ("one", "other"), [("Nettetal", "Netetal"), ("Waldniel", "Waldnil"), ("Breyell", "Breiel"), ("Willich", "Wilich")]
)
def test_misspellings_sound_like_the_name(one: str, other: str) -> None:
    assert sound(fold(one)) == sound(fold(other))
