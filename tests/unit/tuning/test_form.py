"""What somebody types into the form of a rule is the rule, and a rule is what the form shows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rules.load import shipped
from rules.rulebook import Rule
from triage.errors import BadInput
from triage.tuning.form import Form, empty, form_of, read_form
from triage.tuning.trial import trial

Fields = dict[str, list[str]]


def fields_of(form: Form) -> Fields:
    """What a browser sends when nobody changed anything."""
    fields = {f"{role}-{lang}": [text] for role, by in form.words.items() for lang, text in by.items()}
    fields |= {"weight": [f"{form.weight:g}".replace(".", ",")], "where": list(form.where)}
    fields |= {"near_within": [str(form.near_within)], "near_adds": [f"{form.near_adds:g}"]}
    fields |= {"needs_within": [str(form.needs_within)]} | ({"once": ["true"]} if form.once else {})
    return fields | {"examples": [form.examples], "counterexamples": [form.counterexamples]}


def again(rule: Rule) -> Rule:
    form = form_of(rule)
    return replace(read_form(form, fields_of(form)), line=rule.line)


def test_every_shipped_rule_comes_back_from_its_form_as_it_was() -> None:
    book = shipped()

    back = replace(book, rules=tuple(again(rule) for rule in book.rules))

    assert trial(book, back).changed == ()
    assert [r.examples for r in back.rules] == [r.examples for r in book.rules]


def test_all_that_is_wrong_is_told_at_once() -> None:
    form = empty("topics", "wohnen", "Probe")

    with pytest.raises(BadInput) as refused:
        read_form(form, {"weight": ["viel"], "near_within": ["8"], "near_adds": ["1"], "needs_within": ["99"]})

    assert [problem.split(":")[0] for problem in refused.value.problems] == [
        "Gewicht",
        "Abstand (nur zusammen mit)",
        "Bitte schreiben Sie mindestens ein Wort, auf das die Regel achtet.",
        "Bitte wählen Sie, wo die Regel sucht.",
    ]


@pytest.mark.parametrize("name", ["", "Straße", "../weg", "наш"])
def test_a_name_that_cannot_stand_in_an_id_is_refused(name: str) -> None:
    if name == "../weg":
        assert empty("topics", "wohnen", name).id == "wohnen.weg"
        return
    with pytest.raises(BadInput):
        empty("topics", "wohnen", name)
