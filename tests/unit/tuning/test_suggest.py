"""Words the rules lack are found in what staff corrected, with counts that are true, and never somebody's name."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from rules.load import load_texts
from rules.matcher import Matcher
from rules.rulebook import Rulebook
from tests.bench.gaps import Gap, fills
from tests.unit.rules.books import topic
from triage.classify.classify import classify
from triage.tuning.cases import Case
from triage.tuning.suggest import Suggestion, suggest
from triage.values import Address, ParsedMessage

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
KNOWN = {
    "wohnen": "de: [Wohnung, Vermieter], en: [flat], tr: [daire], uk: [квартира], ar: [شقة]",
    "arbeit": "de: [Arbeitsstelle, Bewerbung], en: [vacancy], tr: [patron], uk: [вакансія], ar: [وظيفة]",
    "bildung": "de: [Schulplatz, Zeugnis], en: [school], tr: [okul], uk: [школа], ar: [مدرسة]",
}
GAPS = (
    Gap(word="Zaubrantrag", language="de", label="wohnen"),
    Gap(word="Knöselschein", language="de", label="arbeit"),
    Gap(word="glorvat", language="en", label="bildung"),
    Gap(word="prindle", language="en", label="wohnen"),
    Gap(word="velkarış", language="tr", label="arbeit"),
    Gap(word="zormut", language="tr", label="bildung"),
    Gap(word="зубрівник", language="uk", label="wohnen"),
    Gap(word="хмаролист", language="uk", label="arbeit"),
    Gap(word="مكتوبين", language="ar", label="bildung"),
    Gap(word="طربوشية", language="ar", label="wohnen"),
)
SPEECH = {
    "de": ("Ich habe eine Frage wegen {} und möchte wissen, was ich tun soll. {}", "Tisch Morgen Zettel Ordner Lampe"),
    "en": ("I have a question about the {} and would like to know what to do. {}", "table paper lamp folder window"),
    "tr": ("Merhaba, {} için ne yapmam gerekiyor, bana söyler misiniz? {}", "masa kalem kapı defter lamba"),
    "uk": ("Доброго дня, підкажіть будь ласка, що мені робити, бо є {} і питання. {}", "стіл папір лампа двері вікно"),
    "ar": ("مرحبا عندي سؤال عن {} وبدي أعرف شو لازم أعمل. {}", "طاولة ورقة باب شباك كرسي"),
}


def rulebook() -> Rulebook:
    return load_texts(
        {
            f"topics/{label}.yaml": topic(f"- {{id: {label}.kern, weight: 3, any: {{{terms}}}}}", label)
            for label, terms in KNOWN.items()
        }
    )


def message(text: str, at: int, name: str = "") -> ParsedMessage:
    return ParsedMessage(
        channel="email", text=text, zones=(), received_at=AT, sender=Address(name=name, address=f"p{at}@example.org")
    )


def sentence(language: str, word: str, dice: random.Random) -> str:
    frame, fillers = SPEECH[language]
    return frame.format(word, " ".join(dice.sample(fillers.split(), 3)))


def planted(dice: random.Random, *, noise: float) -> Iterator[Case]:
    """Each gap in six messages; every second names another topic's word as well."""
    words = list(KNOWN)
    for at, (gap, turn) in enumerate((gap, turn) for gap in GAPS for turn in range(6)):
        text = sentence(gap.language, gap.word, dice)
        other = dice.choice([label for label in words if label != gap.label])
        staff = other if dice.random() < noise else gap.label
        yield Case(number=f"KIM-G-{at:03}", said=message(f"{text} ({turn})", at), staff=staff)


def ordinary(dice: random.Random) -> Iterator[Case]:
    """What the rules know, some of it confirmed, some never looked at."""
    known = {
        "de": {"wohnen": "Wohnung", "arbeit": "Bewerbung", "bildung": "Zeugnis"},
        "en": {"wohnen": "flat", "arbeit": "vacancy", "bildung": "school"},
        "tr": {"wohnen": "daire", "arbeit": "patron", "bildung": "okul"},
        "uk": {"wohnen": "квартира", "arbeit": "вакансія", "bildung": "школа"},
        "ar": {"wohnen": "شقة", "arbeit": "وظيفة", "bildung": "مدرسة"},
    }
    for at in range(120):
        language = dice.choice(list(known))
        label, word = dice.choice(list(known[language].items()))
        staff = label if at % 2 else None
        said = message(sentence(language, word, dice), 1_000 + at)
        yield Case(number=f"KIM-O-{at:03}", said=said, staff=staff)


def history(noise: float) -> list[Case]:
    dice = random.Random(3)
    return [*planted(dice, noise=noise), *ordinary(dice)]


def counted_anew(one: Suggestion, cases: Sequence[Case], book: Rulebook) -> tuple[list[str], list[str], list[str]]:
    """The same counts by two complete runs."""
    rules = {rule.id: rule for rule in book.rules} | {one.rule.id: one.rule}
    before, after = Matcher(book, frozenset()), Matcher(replace(book, rules=tuple(rules.values())))
    ran = [(c, classify(c.said, before).main_topic, classify(c.said, after).main_topic) for c in cases]
    moved = [(case, was, now) for case, was, now in ran if was != now]
    return (
        [case.number for case, _, now in moved if case.staff == now],
        [case.number for case, was, _ in moved if case.staff == was],
        [case.number for case, _, _ in moved if case.staff is None],
    )


@pytest.mark.parametrize("noise", [0.0, 0.1])
def test_nine_of_ten_words_nobody_told_the_rules_are_among_the_first_twenty(noise: float) -> None:
    book, cases = rulebook(), history(noise)

    found = suggest(cases, Matcher(book, frozenset()), book)

    met = [gap.word for gap in GAPS if any(fills(one.rule, one.text, one.language, gap) for one in found[:20])]
    assert len(met) >= 9, {gap.word for gap in GAPS} - set(met)
    for one in found:
        assert counted_anew(one, cases, book) == (list(one.repairs), list(one.breaks), list(one.others)), one.text


def few(word: str, staff: str, number: int, text: str = "Es geht um {}.") -> list[Case]:
    return [
        Case(number=f"KIM-{word}-{at}", said=message(text.format(word), sum(map(ord, word)) * 10 + at), staff=staff)
        for at in range(number)
    ]


def test_three_corrections_are_enough_and_two_are_not() -> None:
    book = rulebook()
    matcher = Matcher(book, frozenset())

    found = suggest([*few("Zaubrantrag", "wohnen", 3), *few("Knöselschein", "arbeit", 2)], matcher, book)

    assert [(one.text, one.label, one.language, one.new) for one in found] == [("Zaubrantrag", "wohnen", "de", True)]
    (one,) = found
    assert (one.found, one.agreed, len(one.repairs), one.breaks) == (3, 3, 3, ())
    assert one.rule.weight == 2.0  # the least that does it: at the end of a text a word counts less
    assert one.sentence == (
        "„Zaubrantrag“: 3 von 3 geprüften Vorgängen damit gehören zu Wohnen; würde 3 berichtigen, 0 verschlechtern."
    )


def test_a_word_of_one_sender_alone_teaches_nothing() -> None:
    book = rulebook()
    said = message("Es geht um Zaubrantrag.", 1)
    cases = [Case(number=f"KIM-{at}", said=said, staff="wohnen") for at in range(5)]

    assert suggest(cases, Matcher(book, frozenset()), book) == []


@pytest.mark.parametrize(
    "text",
    [
        "Mein Vermieter heißt Zaubrantrag.",
        "Guten Tag Frau Zaubrantrag, was nun?",
        "Hallo Zaubrantrag,\nwas nun?",
        "Was nun?\nViele Grüße\nAnna Zaubrantrag",
        "Ich bin im Zaubrantragweg 12.",
        "Schreiben Sie an zaubrantrag@example.org.",
        "Meine Nummer ist 0216239, Aktenzeichen 4711.",
        "Was nun in Kempen?",
    ],
)
def test_names_streets_numbers_and_places_are_never_suggested(text: str) -> None:
    book = rulebook()
    cases = [
        Case(number=f"KIM-{at}", said=message(text, at, name="Anna Zaubrantrag"), staff="bildung") for at in range(6)
    ]

    words = " ".join(one.text for one in suggest(cases, Matcher(book, frozenset()), book)).casefold()

    for never in ("zaubrantrag", "4711", "0216239", "kempen", "anna", "frau", "grüße"):
        assert never not in words


def test_what_would_break_more_than_it_mends_is_left_out() -> None:
    book = rulebook()
    cases = few("Zaubrantrag", "bildung", 3) + few("Zaubrantrag", "wohnen", 6, "Wohnung und {}, Wohnung.")
    cases = [replace(case, number=f"KIM-{at}", said=replace(case.said, sender=None)) for at, case in enumerate(cases)]

    found = suggest(cases, Matcher(book, frozenset()), book)

    assert [(one.rule.weight, one.breaks) for one in found if one.text == "Zaubrantrag"] in (
        [],
        [(1.0, ())],
        [(2.0, ())],
    )


def test_a_word_goes_into_the_rule_it_stands_beside_where_that_does_as_much() -> None:
    book = rulebook()
    cases = few("Zaubrantrag", "wohnen", 4)
    cases += few("Zaubrantrag", "wohnen", 4, "Wohnung und {}.")
    cases = [replace(case, number=f"KIM-{at}", said=replace(case.said, sender=None)) for at, case in enumerate(cases)]

    (one, *_) = suggest(cases, Matcher(book, frozenset()), book)

    assert (one.text, one.rule.id, one.new) == ("Zaubrantrag", "wohnen.kern", False)
    assert [term.text for term in one.rule.any if term not in book.rules[-1].any] == ["Zaubrantrag"]
    assert (one.found, one.agreed, len(one.repairs)) == (8, 8, 4)


def test_a_word_that_cancels_a_rule_is_suggested_where_staff_took_its_topic_away() -> None:
    book = rulebook()
    frames = (
        "Der Schulplatz ist im Zubringerbus {}.",
        "Zubringerbus zum Schulplatz {}.",
        "Schulplatz, Zubringerbus {}.",
    )
    cases = [
        Case(number=f"KIM-{at}", said=message(frames[at % 3].format("heute"), at), staff="sonstiges") for at in range(6)
    ]
    cases += [
        Case(number=f"KIM-R-{at}", said=message("Ich suche einen Schulplatz.", 50 + at), staff="bildung")
        for at in range(6)
    ]

    found = [one for one in suggest(cases, Matcher(book, frozenset()), book) if one.kind == "unless"]

    (one,) = found
    assert (one.text, one.rule.id, one.new) == ("Zubringerbus", "bildung.kern", False)
    assert [term.text for term in one.rule.unless] == ["Zubringerbus"]
    assert (len(one.repairs), one.breaks) == (6, ())
    assert counted_anew(one, cases, book)[0] == list(one.repairs)
    assert "gehören nicht zu Bildung" in one.sentence


def test_whoever_waits_may_stop_it_and_keeps_what_is_known() -> None:
    book = rulebook()
    asked = iter([False, True])

    found = suggest([*few("Zaubrantrag", "wohnen", 3), *few("Knöselschein", "arbeit", 3)], Matcher(book), book,
                    stopped=lambda: next(asked))  # fmt: skip

    assert len(found) == 1


def test_a_word_that_stands_everywhere_is_not_suggested_for_what_it_repairs_by_chance() -> None:
    book = rulebook()
    cases = few("Monatsende", "wohnen", 4)
    frame = ("Ein Zeugnis zum {}, Zeugnis.", "Ein Zeugnis zum Lob, Zeugnis.")
    everywhere, elsewhere = (
        [
            Case(number=f"KIM-M-{at}", said=message(text.format("Monatsende"), 5_000 + at), staff="bildung")
            for at in range(40)
        ]
        for text in frame
    )

    assert suggest([*cases, *everywhere], Matcher(book), book)[:1] == []
    assert [one.text for one in suggest([*cases, *elsewhere], Matcher(book), book)] == ["Monatsende"]
