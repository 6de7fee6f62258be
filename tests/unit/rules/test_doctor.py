"""The doctor names what ails a rule, where it stands, and a mend that takes the finding away."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rules.doctor import Archive, Finding, examine
from rules.load import load_texts
from rules.rulebook import Rulebook
from tests.unit.rules.books import book, topic

SOUND = '{{id: sprache.{name}, weight: 2, {more}, examples: ["{example}"], counterexamples: ["nichts"]}}'


def ailing(rules: str) -> Rulebook:
    return book(f"- {rules}")


def found(rules: Rulebook, kind: str, archive: Archive | None = None) -> list[Finding]:
    return [one for one in examine(rules, archive=archive) if one.kind == kind]


def sound(more: str, example: str, name: str = "x") -> Rulebook:
    return ailing(SOUND.format(name=name, more=more, example=example))


@pytest.mark.parametrize(
    ("kind", "more", "example", "told"),
    [
        ("double", "any: {de: [Brücke, Bruecke]}", "Brücke", "nach dem Vereinheitlichen dasselbe Wort"),
        ("shadowed", "any: {de: [Vermieter, Vermieterbescheinigung]}", "Vermieter", "„Vermieterbescheinigung“ wird"),
        ("opposed", "any: {de: [Kurs, Schule]}, unless: {de: [KURS]}", "Schule", "hebt sie zugleich auf"),
        ("foreign_double", "any: {de: [Jobcenter], tr: [Jobcenter]}", "Jobcenter", "unter de und unter tr"),
        ("short", "any: {de: [Amt]}", "Amt", "sehr kurz"),
        ("trap", "any: {de: [Sprachkurs, Prüfung]}, unless: {de: [kein Sprachkurs]}", "Prüfung", "auch „Prüfung“ auf"),
    ],
)
def test_what_can_be_mended_by_itself_is_gone_when_it_is(kind: str, more: str, example: str, told: str) -> None:
    rules = sound(more, example)

    (finding,) = found(rules, kind)

    assert told in finding.problem
    assert (finding.rule, finding.place) == ("sprache.x", f"topics/sprache.yaml:{3}")
    assert finding.mend
    assert found(replace(rules, rules=finding.mended), kind) == []


@pytest.mark.parametrize(
    ("kind", "more", "example"),
    [
        ("lookalike", "any: {uk: [курc німецької]}", "курc німецької"),
        ("missing_language", "any: {de: [Kurs], tr: [kursu]}", "Kurs"),
    ],
)
def test_what_needs_a_person_is_named_without_a_mended_rule(kind: str, more: str, example: str) -> None:
    (finding,) = found(sound(more, example), kind)

    assert not finding.mended
    assert finding.mend


def test_a_rule_without_examples_or_words_is_named() -> None:
    without = ailing("{id: sprache.x, weight: 2, any: {de: [Kurs]}}")
    wrong = ailing('{id: sprache.x, weight: 2, any: {de: [Kurs]}, examples: ["Schule"], counterexamples: ["Kurs"]}')
    one_sided = ailing('{id: sprache.x, weight: 2, any: {de: [Kurs]}, examples: ["Kurs"]}')
    empty = ailing('{id: sprache.x, weight: 2, any: {de: []}, examples: ["Kurs"]}')

    assert [one.severity for one in found(without, "no_example")] == ["warning"]
    assert [one.problem for one in found(wrong, "example")] == [
        "Das Beispiel wird nicht getroffen: Schule",
        'Das Gegenbeispiel wird von "Kurs" getroffen: Kurs',
    ]
    assert len(found(one_sided, "no_counterexample")) == 1
    assert [one.severity for one in found(empty, "empty")] == ["error"]


def two(first: float, second: float) -> Rulebook:
    rule = '- {{id: {label}.x, weight: {weight}, any: {{de: [Prüfung]}}, examples: ["Prüfung"]}}'
    texts = {
        f"topics/{label}.yaml": topic(rule.format(label=label, weight=weight), label)
        for label, weight in (("sprache", first), ("bildung", second))
    }
    return load_texts(texts)


def test_the_same_word_for_two_topics_is_a_contradiction_when_it_weighs_the_same() -> None:
    assert [one.rule for one in found(two(3, 2.5), "contradictory")] == ["sprache.x"]
    assert found(two(4, 2), "contradictory") == []


@pytest.mark.parametrize(
    ("kind", "archive"),
    [
        ("dead", Archive(messages=200)),
        ("broad", Archive(messages=400, hits={"sprache.x": 101})),
        ("cancelled", Archive(messages=400, hits={"sprache.x": 4}, cancelled={"sprache.x": 5})),
        ("slow", Archive(messages=400, hits={"sprache.x": 4}, micros={"sprache.x": 51.0})),
    ],
)
def test_an_archive_tells_what_the_words_do_not(kind: str, archive: Archive) -> None:
    rules = sound("any: {de: [Kurs]}", "Kurs")
    quiet = Archive(messages=400, hits={"sprache.x": 100}, micros={"sprache.x": 2.0})

    assert len(found(rules, kind, archive)) == 1
    assert found(rules, kind, quiet) == []
    assert found(rules, kind, replace(archive, messages=199)) == []


def test_the_gravest_comes_first_and_a_sound_rule_has_nothing() -> None:
    rules = ailing('{id: sprache.x, weight: 2, any: {de: [Amt, Brücke, Bruecke]}, examples: ["Schule"]}')
    healthy = ailing('{id: sprache.x, weight: 2, any: {de: [Kurs]}, examples: ["Kurs"], counterexamples: ["Amt"]}')

    assert [one.severity for one in examine(rules)] == ["error", "warning", "hint", "hint"]
    assert examine(healthy) == []
    assert str(found(rules, "short")[0]).startswith("topics/sprache.yaml:3  sprache.x: „Amt“")
