"""An example of a rule tells nobody who wrote it: at least 99 of 100 names and numbers go, the rest is pointed at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pytest

from rules.load import shipped
from tests.unit.tuning.people import PEOPLE, requests
from triage.tuning.name_lists import EVERYBODY, names_of, script_of
from triage.tuning.pseudonym import Facts, Pseudonymised, pseudonymise
from triage.tuning.vocabulary import Vocabulary, vocabulary_of

ROUNDS = 5  # of every text: more than 1,000 labelled stretches


@pytest.fixture(scope="module")
def words() -> Vocabulary:
    return vocabulary_of(shipped())


def turned(text: str, words: Vocabulary, language: str = "de", **facts: str) -> Pseudonymised:
    return pseudonymise(text, Facts(seed=facts.pop("seed", "KIM-1"), language=language, **facts), words)


def stands_in(word: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


def test_the_people_of_this_test_are_no_stand_ins() -> None:
    names = {word.casefold() for pairs in PEOPLE.values() for pair in pairs for name in pair for word in name.split()}

    assert not names & EVERYBODY


def test_99_of_100_labelled_stretches_go_and_the_rest_is_flagged(
    words: Vocabulary, record_property: Callable[[str, object], None]
) -> None:
    """Promise L10. Nothing is known of the sender here: with the ticket's own fields it only gets better."""
    labelled: Counter[str] = Counter()
    left: list[tuple[str, str]] = []
    unseen: list[str] = []
    for request in requests(seed=20261120, rounds=ROUNDS):
        found = turned(request.text, words, request.language)
        for start, end, _ in request.spans:
            word = request.text[start:end]
            labelled[request.language] += 1
            if stands_in(word, found.text):
                left.append((request.language, word))
                if not any(word in flag.text or flag.text in word for flag in found.flagged):
                    unseen.append(word)

    share = 1 - len(left) / labelled.total()
    record_property("pseudonyms", f"{labelled.total()} stretches in {len(labelled)} languages, {share:.2%} gone")
    print(f"{labelled.total()} labelled stretches, {share:.2%} gone, {len(left)} flagged: {Counter(left)}")
    assert labelled.total() >= 1_000
    assert share >= 0.99
    assert unseen == []


def test_the_same_name_gets_the_same_stand_in_in_one_ticket_and_mostly_another_in_the_next(words: Vocabulary) -> None:
    text = "Mein Name ist Zeynep Korkmaz. Zeynep sucht Arbeit.\n\nZeynep Korkmaz"

    one, again = turned(text, words), turned(text, words)
    others = {turned(text, words, seed=f"KIM-{number}").text for number in range(20)}

    first = re.search(r"Name ist (\w+) (\w+)", one.text)
    assert first
    assert one == again
    assert one.text.count(first[1]) == 3
    assert one.text.count(first[2]) == 2
    assert len(others) > 5


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "اسمي زينب وأريد دورة لغة"),
        ("uk", "Мене звати Оксана, шукаю курси німецької"),
        ("tr", "Benim adım Gülsüm, Almanca kursu arıyorum"),
        ("ti", "ስመይ ኣስቴር እዩ"),
        ("fa", "نام من نرگس است"),
    ],
)
def test_a_name_becomes_a_name_of_the_same_language_and_script(language: str, text: str, words: Vocabulary) -> None:
    (name,) = (one for one in turned(text, words, language).replaced if one.kind == "name")

    new = turned(text, words, language).text[name.start : name.end]
    names = names_of(language, script_of(name.was))
    assert names is not None
    assert new in names.all


def test_numbers_keep_their_form(words: Vocabulary) -> None:
    text = (
        "Tel. 0157 83451226, geb. 17.08.1993, IBAN DE12 3456 7890 1234 5678 90, Aktenzeichen 33.2/4711-23, ٠١٥٧٨٣٤٥١٢٢"
    )

    found = turned(text, words)

    assert re.sub(r"\d", "9", found.text) == re.sub(r"\d", "9", text)
    assert [one.kind for one in found.replaced] == ["phone", "date", "iban", "number", "phone"]
    assert not any(one.was in found.text for one in found.replaced)


def test_what_tells_nobody_stays(words: Vocabulary) -> None:
    text = "Wir sind 4 Personen, haben 2 Zimmer, zahlen 650 Euro und suchen einen B1-Kurs in Nettetal, § 24, 2023/2024."

    assert turned(text, words).text == text


def test_streets_and_foreign_towns_go_towns_of_the_rules_stay(words: Vocabulary) -> None:
    found = turned(
        "Wir wohnen Bahnhofstraße 12 in 41747 Viersen, früher Süchtelner Str. 4a, 99999 Hintertupfingen.", words
    )

    assert "41747 Viersen" in found.text
    for gone in ("Bahnhofstraße", "Süchtelner", "99999", "Hintertupfingen"):
        assert gone not in found.text


def test_who_wrote_is_known_from_the_ticket_in_every_inflection(words: Vocabulary) -> None:
    found = turned(
        "Для Росавы нужен курс. Росаве 30 лет, с Росавой говорил врач.", words, "ru", sender_name="Росава Ткач"
    )

    assert "Росав" not in found.text
    stand_in = found.text.split()[1]
    assert stand_in.endswith("ы")
    assert found.text.count(stand_in[:-1]) == 3


def test_mail_addresses_and_links_of_people_go(words: Vocabulary) -> None:
    found = turned(
        "Schreiben Sie an z.korkmaz@firma.de oder facebook.com/zeynep.k, siehe https://x.example/zeynep", words
    )

    assert "korkmaz" not in found.text
    assert "zeynep" not in found.text
    assert "beispiel@example.org" in found.text


def test_words_the_rule_needs_stay_and_are_pointed_at_unless_they_are_surely_a_name(words: Vocabulary) -> None:
    text = "Wir fahren nach Plönkhausen. Frau Plönk kommt mit."
    first, last = text.index("Plönkhausen"), text.index("Plönkhausen") + len("Plönkhausen")

    kept = pseudonymise(
        text, Facts(seed="1"), words, keep=[(first, last), (text.index("Plönk k"), text.index(" kommt"))]
    )

    assert "Plönkhausen" in kept.text
    assert "Frau Plönk kommt" not in kept.text
    assert [(flag.text, kept.text[flag.start : flag.end]) for flag in kept.flagged] == [("Plönkhausen", "Plönkhausen")]
    assert "die Regel braucht" in kept.flagged[0].why


def test_no_stand_in_brings_a_word_of_the_rule_in(words: Vocabulary) -> None:
    names = names_of("tr", "latin")
    assert names is not None
    banned = names.men[:-1]

    found = pseudonymise("Benim adım Gülsüm", Facts(seed="1", language="tr"), words, avoid=banned)

    assert names.men[-1] in found.text


def test_spans_point_into_the_new_text(words: Vocabulary) -> None:
    found = turned("Hallo, ich bin Zeynep Korkmaz (0157 83451226). Koch werde ich auch. حداد", words)

    for one in found.replaced:
        assert found.text[one.start : one.end] != one.was
        assert one.why
    for flag in found.flagged:
        assert found.text[flag.start : flag.end] == flag.text
    assert {flag.text for flag in found.flagged} >= {"Koch"}
