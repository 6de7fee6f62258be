"""A rulebook says everything that is wrong with it at once, with file, line and the nearest right word."""

from __future__ import annotations

from pathlib import Path

import pytest

from rules.check import check
from rules.load import digest, load_folder, load_texts, shipped
from rules.problem import RulesInvalid
from rules.rulebook import FAMILIES, TOPICS
from tests.unit.rules.books import book, topic
from triage.values import MUNICIPALITIES
from triage.values import TOPICS as KNOWN_TOPICS


def problems(texts: dict[str, str]) -> list[str]:
    with pytest.raises(RulesInvalid) as caught:
        load_texts(texts)
    return [str(problem) for problem in caught.value.problems]


def test_all_problems_are_told_at_once_with_file_and_line() -> None:
    text = """topic: sprach
rules:
  - id: sprache.kurs
    wieght: 3
    any: {dee: [Kurs], de: [ab, "x~", "a*b", "abc*"]}
  - id: kurs
    weight: 9
    any: {de: [Kurse]}
    where: [bodi]
    once: ja
"""

    found = problems({"topics/sprache.yaml": text})

    assert 'topics/sprache.yaml:1  unknown topic "sprach" meant: "sprache"?' in found
    assert 'topics/sprache.yaml:4  unknown key "wieght" meant: "weight"?' in found
    assert 'topics/sprache.yaml:5  unknown language "dee" meant: "de"?' in found
    assert any("sprache.yaml:5" in f and "shorter than three" in f for f in found)
    assert any("nothing before or after its ~" in f for f in found)
    assert any("star inside" in f for f in found)
    assert any("four letters before the star" in f for f in found)
    assert "topics/sprache.yaml:7  weight is 9 allowed: -6 to 6" in found
    assert 'topics/sprache.yaml:9  unknown zone "bodi" meant: "body"?' in found
    assert any(":10" in f and "true or false" in f for f in found)
    assert any('"kurs" does not start with "sprach."' in f for f in found)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("topic: [", "not YAML"),
        ("", "empty"),
        ("- a\n- b", "must be a mapping"),
        ("topic: sprache", 'needs "topic:" and "rules:"'),
        ("topic: sprache\nrules:\n  - &a {id: sprache.a, weight: 1, any: {de: [Kurs]}}\n  - *a", "must be a mapping"),
        ("topic: !!python/object/apply:os.system [true]\nrules: []", "must be a text"),
        ("topic: sprache\nrules: [{id: sprache.a, id: sprache.b, weight: 1, any: {de: [Kurs]}}]", "given twice"),
    ],
)
def test_a_broken_file_is_a_problem_not_a_crash(text: str, said: str) -> None:
    assert any(said in found for found in problems({"topics/sprache.yaml": text}))


def test_the_same_id_in_two_files_is_a_problem() -> None:
    rule = topic("- {id: sprache.a, weight: 1, any: {de: [Kurse]}}")

    assert any("given twice" in f for f in problems({"topics/a.yaml": rule, "topics/b.yaml": rule}))


def test_a_folder_without_rules_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(RulesInvalid):
        load_folder(tmp_path)


def test_a_folder_of_rules_brings_the_shipped_places(tmp_path: Path) -> None:
    (tmp_path / "topics").mkdir()
    (tmp_path / "topics" / "sprache.yaml").write_text(
        topic("- {id: sprache.a, weight: 1, any: {de: [Kurse]}}"), "utf-8"
    )

    found = load_folder(tmp_path)

    assert [rule.id for rule in found.rules] == ["sprache.a"]
    assert found.places == shipped().places


def test_place_files_are_checked_too() -> None:
    found = problems(
        {"places/names.csv": "place,name,kind\nkempn,Kempen,town\nkempen,,town\n", "places/nmes.csv": "a\n"}
    )

    assert 'places/names.csv:2  unknown place "kempn" meant: "kempen"?' in found
    assert any("value is missing" in f for f in found)
    assert any("unknown place file" in f for f in found)


def test_the_digest_follows_the_words_not_the_blanks() -> None:
    assert digest({"a": "x \ny\n"}) == digest({"a": "x\r\ny"})
    assert digest({"a": "x"}) != digest({"a": "y"})
    assert digest({"a": "x"}).startswith("sha256:")


def test_the_labels_are_those_of_the_vocabulary() -> None:
    assert tuple(TOPICS) == KNOWN_TOPICS
    assert {rule.label for rule in shipped().rules if rule.family == "topics"} == set(KNOWN_TOPICS)
    assert {place.place for place in shipped().places.names} == set(MUNICIPALITIES)
    assert FAMILIES["urgency"][1] == ("high", "low")


def test_check_tells_of_failing_examples_and_doubles() -> None:
    rules = """
    - {id: sprache.a, weight: 1,
       any: {de: [Deutschkurs]}, examples: [kein Wort davon], counterexamples: [ein Deutschkurs]}
    - {id: sprache.b, weight: 1, any: {de: [Deutschkurse, Deutschkursplatz, deutschkurs]}, examples: [Deutschkurs]}
    """

    found = [str(problem) for problem in check(book(rules))]

    assert any("example is not found: kein Wort davon" in f for f in found)
    assert any('counterexample is found by "Deutschkurs"' in f for f in found)
    assert any('"deutschkurs" is given twice for sprache' in f for f in found)
    assert any('"Deutschkursplatz" is found by "deutschkurs"' in f for f in found)


def test_the_shipped_rulebook_has_no_errors() -> None:
    errors = [str(p) for p in check(shipped()) if p.severity == "error"]

    assert errors == []
