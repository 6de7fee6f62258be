"""Words and rules hint at labels: found as rules find them, each once, only where something new is written."""

from __future__ import annotations

import pytest

from rules.hinting import Hinted, Hinting
from rules.load import load_texts, shipped
from rules.matcher import Matcher
from rules.problem import RulesInvalid
from rules.rulebook import Hint
from tests.unit.rules.books import topic

RULES = topic("- {id: sprache.kurs, weight: 3, any: {de: [Deutschkurs]}}")
HINTS = """topic: wohnen
words:
  de: {0.5: [Schlüssel], 0.3: [Kaution]}
  tr: {0.7: [komşu]}
rules:
  0.4: [sprache.kurs]
"""


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(load_texts({"topics/sprache.yaml": RULES, "hints/wohnen.yaml": HINTS}))


def hinted(matcher: Matcher, body: str, *, subject: str = "", quote: int | None = None) -> Hinted:
    end = len(body) if quote is None else quote
    zones = [(0, end, "fresh"), (end, len(body), "quote")]
    return matcher.hints.hinted(matcher.match({"subject": subject, "body": body}, zones), [(0, end)])


@pytest.mark.parametrize(
    ("body", "points"),
    [
        ("Die Schlüssel fehlen", 0.5),
        ("Der Wohnungsschlüssel fehlt", 0.5),
        ("SCHLUESSEL, Schlüssel und noch ein Schlüssel", 0.5),
        ("Schlüssel und Kaution", 0.8),
        ("Komşular çok gürültülü", 0.7),
        ("Ich suche einen Deutschkurs", 0.4),
        ("Schloss und Riegel", 0),
    ],
)
def test_each_word_and_each_rule_adds_its_points_once(matcher: Matcher, body: str, points: float) -> None:
    assert hinted(matcher, body).points.get("wohnen", 0) == pytest.approx(points)


EXACT = """role: helper
words:
  de: {0.6: ["=wir", "=Nachbar"]}
"""


@pytest.mark.parametrize(
    ("body", "points"),
    [("Wir kommen", 0.6), ("WIR und Nachbar", 1.2), ("Nachbarn grüßen", 0), ("Wirt und Gast", 0), ("ich komme", 0)],
)
def test_a_word_marked_as_this_very_one_hints_however_frequent_it_is(body: str, points: float) -> None:
    matcher = Matcher(load_texts({"topics/sprache.yaml": RULES, "hints/helper.yaml": EXACT}))
    assert hinted(matcher, body).points.get("helper", 0) == pytest.approx(points)


def test_quotes_hint_at_nothing_and_the_subject_does(matcher: Matcher) -> None:
    body = "Danke.\n> Schlüssel und Deutschkurs"
    assert hinted(matcher, body, quote=7).points == {}
    assert hinted(matcher, body, subject="Kaution", quote=7).points == {"wohnen": 0.3}


def test_a_hint_shows_the_words_it_was_found_by(matcher: Matcher) -> None:
    body = "Im Deutschkurs fragte man nach dem Schlüssel"
    hits = hinted(matcher, body).hits("wohnen")
    assert [(rule, body[start:end], points) for (_, start, end), rule, points in hits] == [
        ("wohnen.wort", "Schlüssel", 0.5),
        ("wohnen.neben.sprache.kurs", "Deutschkurs", 0.4),
    ]


@pytest.fixture(scope="module")
def contrary() -> Matcher:
    """Hints for and against several labels, two of them at one place."""
    urgency = "urgency: high\nwords:\n  de: {-0.5: [Schlüssel], 1.25: [Kaution]}\nrules:\n  0.5: [sprache.kurs]\n"
    words = "de: {-6: [Kaution], 0.001: [Schlüssel], 0.3: [Deutschkurs]}"
    more = f"topic: arbeit\nwords:\n  {words}\nrules:\n  0.4: [sprache.kurs]\n"
    texts = {"hints/high.yaml": urgency, "hints/arbeit.yaml": more, "hints/wohnen.yaml": HINTS}
    return Matcher(load_texts({"topics/sprache.yaml": RULES, **texts}))


def test_points_for_one_label_never_spill_into_another(contrary: Matcher) -> None:
    assert hinted(contrary, "Kaution Schlüssel").points == {"arbeit": -5.999, "high": 0.75, "wohnen": 0.8}


def test_a_label_whose_hints_cancel_out_is_still_hinted_at(contrary: Matcher) -> None:
    assert hinted(contrary, "Schlüssel für den Deutschkurs").points["high"] == 0
    assert "high" not in hinted(contrary, "Komşular").points


def test_hints_at_one_place_are_shown_as_one_under_the_strongest(contrary: Matcher) -> None:
    shown = hinted(contrary, "Im Deutschkurs").hits("arbeit")
    assert shown == [(("body", 3, 14), "arbeit.neben.sprache.kurs", 0.7)]


def test_signs_name_words_that_hint_and_every_rule_that_speaks(matcher: Matcher) -> None:
    hinting = Hinting([Hint("wohnen", 0.5, "Schlüssel", "de", "")], matcher.tokens.cut)
    hits = matcher.match({"subject": "", "body": "Schlüssel, Kaution, Deutschkurs, Schlüssel"})

    found = hinting.signs(hits, ())

    assert list(found.items()) == [
        (("de", hinting.lexeme("schlussel", "de")), ("body", 0, 9)),
        (("", "sprache.kurs"), ("body", 20, 31)),
    ]


def test_what_is_wrong_with_a_file_is_told() -> None:
    text = "topic: wonen\nwords:\n  dee: {0.5: [Miete]}\n  de: {9: [Kaution], x: [Haus]}\n"
    with pytest.raises(RulesInvalid) as caught:
        load_texts({"topics/sprache.yaml": RULES, "hints/wohnen.yaml": text})
    found = [str(problem) for problem in caught.value.problems]
    assert 'hints/wohnen.yaml:1  unknown topic "wonen" meant: "wohnen"?' in found
    assert 'hints/wohnen.yaml:3  unknown language "dee" meant: "de"?' in found
    assert "hints/wohnen.yaml:4  weight is 9 allowed: -6 to 6" in found
    assert "hints/wohnen.yaml:4  weight must be a number" in found


def test_shipped_hints_name_rules_that_exist() -> None:
    """When this fails, a rule was renamed since the hints were learned: run `python -m tests.quality.learn`."""
    known = {rule.id for rule in shipped().rules}
    assert {hint.text for hint in shipped().hints if not hint.language} - known == set()
