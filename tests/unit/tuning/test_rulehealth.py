"""Each rule is told how often it speaks, how often it decides, and how often that was wrong."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

from rules.cost import costs
from rules.doctor import examine
from rules.load import load_texts
from rules.matcher import Matcher
from rules.rulebook import Rulebook
from tests.quality.report import message_of
from tests.quality.split import rows
from tests.unit.rules.books import topic
from triage.classify.classify import classify
from triage.tuning.cases import Case
from triage.tuning.rulehealth import Beside, Health, archive, health
from triage.values import ParsedMessage

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
TEXTS = {
    "topics/wohnen.yaml": topic(
        """
- {id: wohnen.kern, weight: 3, any: {de: [Wohnung]}}
- {id: wohnen.suche, weight: 1, any: {de: [Wohnung suchen, Umzug]}, unless: {de: [kein Umzug]}}
- {id: wohnen.nie, weight: 1, any: {de: [Schimmelpilz]}}
""",
        "wohnen",
    ),
    "topics/finanzen.yaml": topic("- {id: finanzen.miete, weight: 2, any: {de: [Wohnung bezahlen]}}", "finanzen"),
}


def book() -> Rulebook:
    return load_texts(TEXTS)


def case(at: int, text: str, staff: str | None = None) -> Case:
    said = ParsedMessage(channel="email", text=text, zones=(), received_at=AT - timedelta(hours=at))
    return Case(number=f"KIM-{at}", said=said, staff=staff)


CASES = [
    case(1, "Wir wollen eine Wohnung suchen", "wohnen"),
    case(2, "Ich kann die Wohnung bezahlen", "finanzen"),
    case(3, "Meine Wohnung", "sonstiges"),
    case(4, "kein Umzug bitte"),
]


def of(rule: str, found: list[Health]) -> Health:
    return next(one for one in found if one.rule == rule)


def test_a_rule_is_judged_by_what_it_decides() -> None:
    found = health(CASES, Matcher(book()), measured=False)

    kern = of("wohnen.kern", found)
    assert (kern.hits, kern.decided, kern.approved, kern.corrected) == (3, 3, 1, 2)
    assert (kern.last, kern.tickets) == (AT - timedelta(hours=1), ("KIM-2", "KIM-3"))
    assert kern.overlaps == (Beside(rule="wohnen.suche", messages=1),)
    assert kern.conflicts == (Beside(rule="finanzen.miete", messages=1),)
    assert found[0] is kern


def test_silent_and_cancelled_rules_are_told_apart() -> None:
    found = health(CASES, Matcher(book()), measured=False)

    suche, nie = of("wohnen.suche", found), of("wohnen.nie", found)
    assert (suche.hits, suche.cancelled, suche.decided) == (1, 1, 0)
    assert (nie.hits, nie.cancelled, nie.last, nie.micros) == (0, 0, None, None)


def test_deciding_without_a_rule_is_what_taking_it_out_does() -> None:
    cases = [replace(case(at, ""), said=message_of(row)) for at, row in enumerate(rows()[:150])]
    from rules.load import shipped

    whole = shipped()
    found = health(cases, Matcher(whole), measured=False)
    busiest = max(found, key=lambda one: one.decided)

    gone = Matcher(replace(whole, rules=tuple(rule for rule in whole.rules if rule.id != busiest.rule)))
    matcher = Matcher(whole)
    changed = [one for one in cases if classify(one.said, gone).main_topic != classify(one.said, matcher).main_topic]
    assert busiest.decided == len(changed) > 0


def test_costs_are_measured_and_the_doctor_takes_them() -> None:
    found = health(CASES * 60, Matcher(book()))

    assert all(one.micros is not None for one in found)
    told = examine(book(), archive=archive(found, len(CASES) * 60))
    assert [one.rule for one in told if one.kind == "dead"] == ["wohnen.nie"]
    assert {one.rule for one in told if one.kind == "broad"} == {"wohnen.kern"}


def test_more_words_cost_more() -> None:
    rules, matcher = book().rules, Matcher(book())
    texts = ["Wir wollen eine Wohnung suchen und die Wohnung bezahlen. " * 40] * 5

    calls = count()
    sys.setprofile(lambda *_: next(calls))  # a clock that no other program makes late: every call is a second
    try:
        found = costs(rules, texts, matcher, clock=lambda: float(next(calls)))
    finally:
        sys.setprofile(None)

    assert found["wohnen.kern"] > found["wohnen.nie"]
    assert costs(rules, [], matcher) == {}


def test_whoever_waits_may_stop_it() -> None:
    asked = iter([False, True])

    found = health(CASES, Matcher(book()), measured=False, stopped=lambda: next(asked))

    assert of("wohnen.kern", found).hits == 1
