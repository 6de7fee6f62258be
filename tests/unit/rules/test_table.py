"""A table says all that rules say, and every row that is wrong is named."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.difference import difference, same
from rules.load import load_texts, shipped, shipped_texts
from rules.problem import RulesInvalid
from rules.rulebook import Rule, Rulebook
from rules.table import COLUMNS, Line, merged, rows_of, rules_of
from tests.unit.rules.anyrules import bare, rules
from tests.unit.rules.test_written import PLACES, THREE

TWO = {
    "topics/sprache.yaml": THREE,
    "topics/wohnen.yaml": "topic: wohnen\nrules: [{id: wohnen.a, weight: 1, any: [Wohnung]}]\n",
    **PLACES,
}


def lines(some: list[Rule] | tuple[Rule, ...]) -> list[Line]:
    return [Line(number, row) for number, row in enumerate(rows_of(some), start=2)]


def table(*rows: dict[str, str]) -> list[Line]:
    usual = {"topic": "sprache", "rule": "sprache.neu", "weight": "2", "kind": "any", "language": "de", "text": "Kurs"}
    return [Line(number, usual | row) for number, row in enumerate(rows, start=2)]


def refused(*rows: dict[str, str]) -> list[str]:
    with pytest.raises(RulesInvalid) as invalid:
        rules_of(table(*rows))
    return [str(problem) for problem in invalid.value.problems]


def book(texts: dict[str, str]) -> Rulebook:
    return load_texts(texts)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(st.lists(rules(), min_size=1, max_size=4, unique_by=lambda rule: rule.id))
def test_any_rules_as_rows_and_back_are_the_same_rules(some: list[Rule]) -> None:
    assert [bare(rule) for rule in rules_of(lines(some))] == [bare(rule) for rule in some]


def test_every_shipped_rule_as_rows_and_back_is_the_same_rule() -> None:
    found = rules_of(lines(shipped().rules))

    assert [bare(rule) for rule in found] == [bare(rule) for rule in shipped().rules]


def test_what_means_the_same_leaves_every_file_as_it_is() -> None:
    texts = shipped_texts()

    assert merged(texts, rules_of(lines(shipped().rules))) == texts


def test_a_table_replaces_the_labels_it_names_and_keeps_what_stands_around_them() -> None:
    kurs, test, dolmetscher = (rule for rule in book(TWO).rules if rule.label == "sprache")
    new = replace(test, id="sprache.neu", weight=2.5)

    texts = merged(TWO, [kurs, replace(dolmetscher, weight=3.0), new])

    assert [str(change) for change in difference(book(TWO), book(texts))] == [
        "~ sprache.dolmetscher · weight: 2 → 3",
        "+ sprache.neu · rule: telc, Prüfung B1 (2.5)",
        "- sprache.test · rule: telc, Prüfung B1 (1)",
    ]
    assert "# der Kurs\n  # und sein Platz\n  - id: sprache.kurs   # bleibt" in texts["topics/sprache.yaml"]
    assert texts["topics/wohnen.yaml"] == TWO["topics/wohnen.yaml"]


def test_a_label_without_a_file_gets_one_and_rules_in_brackets_are_put_one_below_the_other() -> None:
    wohnen, arbeit = (
        Rule(id=f"{label}.b", family="topics", label=label, weight=1.0, any=book(TWO).rules[0].any, file="", line=1)
        for label in ("wohnen", "arbeit")
    )

    texts = merged(TWO, [book(TWO).rules[-1], wohnen, arbeit])

    found = book(texts)
    assert found.rule("arbeit.b") is not None
    assert found.rule("wohnen.b") is not None
    assert found.rule("wohnen.a") is not None
    assert texts["topics/arbeit.yaml"].startswith("topic: arbeit\nrules:\n")


def test_what_is_left_out_is_as_in_a_file() -> None:
    (rule,) = rules_of(table({}, {"kind": "near", "text": "Platz", "weight": ""}, {"kind": "needs", "language": ""}))

    assert (rule.where, rule.once, rule.weight) == (("subject", "body"), True, 2.0)
    assert rule.near is not None
    assert rule.needs is not None
    assert (rule.near.within, rule.near.adds, rule.needs.adds, rule.needs.terms[0].language) == (8, 1.0, 0.0, "de")


def test_numbers_are_read_with_a_comma_or_a_dot() -> None:
    assert [rules_of(table({"weight": text}))[0].weight for text in ("1,5", "1.5", "-2", "−2")] == [1.5, 1.5, -2, -2]


def test_every_wrong_row_is_named_with_the_nearest_right_word() -> None:
    found = refused(
        {"topic": "sprach"},
        {"rule": "kurs"},
        {"weight": "viel"},
        {"rule": "sprache.b", "weight": "9", "where": "text", "once": "mal"},
        {"kind": "anny"},
        {"language": "deutsch"},
        {"text": "ab"},
        {"text": ""},
        {"kind": "example", "text": " "},
        {"kind": "near", "within": "90"},
        {"kind": "near", "within": "4"},
    )

    assert [problem for problem in found if 'it is "viel"' in problem] == [
        f'Zeile {row}  weight is "2", in row 4 of the same rule it is "viel"' for row in range(6, 13)
    ]
    assert [problem for problem in found if 'it is "viel"' not in problem] == [
        'Zeile 2  unknown topic "sprach" meant: "sprache"?',
        'Zeile 3  the rule "kurs" does not start with "sprache."',
        'Zeile 4  weight is "viel", not a number',
        'Zeile 5  unknown zone "text"',
        "Zeile 5  weight is 9 allowed: -6 to 6",
        'Zeile 5  once is "mal" allowed: ja, nein',
        'Zeile 6  unknown kind "anny" meant: "any"?',
        'Zeile 7  unknown language "deutsch"',
        'Zeile 8  the term "ab" is shorter than three letters; mark it with a leading =',
        'Zeile 9  the term "" is empty',
        "Zeile 10  the example is empty",
        "Zeile 11  within is 90 allowed: 1 to 50",
        "Zeile 12  within and adds of near are 1 and 1 in another row of the same rule",
    ]


def test_rows_may_be_sorted_as_somebody_likes() -> None:
    rules = [rule for rule in shipped().rules if rule.label == "sprache"][:6]
    there = [
        Line(number, row) for number, row in enumerate(sorted(rows_of(rules), key=lambda row: row["text"]), start=2)
    ]

    found = {rule.id: rule for rule in rules_of(there)}

    assert all(same(rule, found[rule.id]) for rule in rules)


def test_an_empty_table_is_refused_and_empty_rows_are_passed_over() -> None:
    assert rules_of([*table({}), Line(3, dict.fromkeys(COLUMNS, ""))])
    with pytest.raises(RulesInvalid, match="no rule in this table"):
        rules_of([Line(2, dict.fromkeys(COLUMNS, ""))])
