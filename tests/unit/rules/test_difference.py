"""Every difference between two rulebooks is said in words, and nothing is said of two that mean the same."""

from __future__ import annotations

from dataclasses import replace

from rules.difference import changed_rules, difference
from rules.load import load_texts, shipped
from rules.rulebook import Hint, Rulebook

ONE = """topic: sprache
rules:
  - id: sprache.kurs
    weight: 3
    any: {de: [Deutschkurs, Sprachkurs], tr: [Almanca kursu]}
    near: {words: [Platz], within: 8, adds: 1}
    examples: ["Ich suche einen Deutschkurs"]
    counterexamples: ["Der Aktienkurs fiel"]
"""


def book(text: str) -> Rulebook:
    return load_texts({"topics/sprache.yaml": text})


def told(old: str, new: str) -> list[str]:
    return [str(change) for change in difference(book(old), book(new))]


def test_each_kind_of_change_has_its_line() -> None:
    new = (
        ONE.replace("Sprachkurs]", "Sprachschule]")
        .replace("weight: 3", "weight: 2.5")
        .replace("within: 8", "within: 5")
        .replace("Platz", "Anmeldung")
        .replace("Der Aktienkurs fiel", "Der Kurs fiel")
        + '  - id: sprache.test\n    weight: 1\n    any: {de: [telc]}\n    examples: ["telc"]\n'
    )

    assert told(ONE, new) == [
        "+ sprache.kurs · any [de]: Sprachschule",
        "- sprache.kurs · any [de]: Sprachkurs",
        "+ sprache.kurs · near [de]: Anmeldung",
        "- sprache.kurs · near [de]: Platz",
        "~ sprache.kurs · near within: 8 → 5",
        "~ sprache.kurs · weight: 3 → 2.5",
        "+ sprache.kurs · counterexample: Der Kurs fiel",
        "- sprache.kurs · counterexample: Der Aktienkurs fiel",
        "+ sprache.test · rule: telc (1)",
    ]
    assert told(new, ONE)[-1] == "- sprache.test · rule: telc (1)"


def test_order_remarks_and_line_ends_are_no_difference() -> None:
    new = ONE.replace("[Deutschkurs, Sprachkurs]", "[Sprachkurs, Deutschkurs]").replace("\n", "  \r\n") + "# Ende\n"

    assert told(ONE, new) == []


def test_new_examples_change_no_rule_that_would_have_to_be_run_again() -> None:
    new = ONE.replace("Ich suche einen Deutschkurs", "Wo gibt es einen Deutschkurs?")

    assert changed_rules(book(ONE), book(new)) == frozenset()
    assert changed_rules(book(ONE), book(ONE.replace("weight: 3", "weight: 4"))) == {"sprache.kurs"}


def test_places_and_hints_are_compared_too() -> None:
    old = shipped()
    place = replace(old.places.names[0], name="Neudorf")
    new = replace(old, places=replace(old.places, names=(*old.places.names, place)), hints=old.hints[1:])
    hint: Hint = old.hints[0]

    lines = [str(change) for change in difference(old, new)]

    assert len(lines) == 2
    assert lines[0].startswith(f"- {hint.label} · hint")
    assert lines[1] == f"+ {place.place} · place: Neudorf"
