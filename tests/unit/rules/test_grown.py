"""A matcher that was given more words answers exactly as one that was built with them."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace

import pytest

from rules.hit import Hit
from rules.load import shipped
from rules.matcher import Matcher
from rules.rulebook import Rule, Rulebook, Term
from tests.quality.split import rows
from tests.unit.rules.books import book

Key = tuple[str, str]
TEXTS = [{"subject": str(row.get("subject") or ""), "body": str(row["body"])} for row in rows()[::3]]
BASE = """
- {id: sprache.x, weight: 3, any: {de: [Wohnung], tr: [daire]}, near: {words: {de: [suche]}, within: 3}}
- {id: sprache.y, weight: 2, any: {de: [Arbeit, neue Arbeit finden]}}
- {id: sprache.z, weight: 2, any: {de: [sprachlern*], ar: [دورة]}}
"""


def said(matcher: Matcher, texts: Mapping[str, str]) -> list[Hit]:
    found = matcher.match(texts)
    return sorted((*found.standing, *found.cancelled))


def without(rule: Rule, gone: set[Key]) -> Rule:
    def kept(terms: tuple[Term, ...]) -> tuple[Term, ...]:
        return tuple(term for term in terms if (term.language, term.text) not in gone)

    near, needs = (nearby and replace(nearby, terms=kept(nearby.terms)) for nearby in (rule.near, rule.needs))
    return replace(rule, any=kept(rule.any), near=near, needs=needs, unless=kept(rule.unless))


def plain(rule: Rule) -> list[Key]:
    return [(term.language, term.text) for term in rule.terms if "~" not in term.text and "*" not in term.text]


def test_words_taken_out_of_forty_rules_and_added_again_find_what_the_whole_book_finds() -> None:
    whole, dice = shipped(), random.Random(7)
    chosen = {rule.id: {k for k in plain(rule) if dice.random() < 0.5} for rule in dice.sample(whole.rules, 40)}
    less = replace(whole, rules=tuple(without(rule, chosen.get(rule.id, set())) for rule in whole.rules))

    grown = Matcher(less, frozenset())
    before = [said(grown, texts) for texts in TEXTS]
    for rule in whole.rules:
        if rule.id in chosen:
            grown = grown.plus(rule)

    built = Matcher(whole)
    after = [said(built, texts) for texts in TEXTS]
    assert [said(grown, texts) for texts in TEXTS] == after
    assert before != after


def more(rules: str) -> tuple[Rulebook, Rulebook, Rule]:
    return book(BASE), book(BASE + rules), book(BASE + rules).rules[-1]


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("- {id: sprache.n, weight: 2, any: {de: [Wohnungsamt]}}", "Das Wohnungsamt und eine Altbauwohnung"),
        ("- {id: sprache.n, weight: 2, any: {de: [Wohnungen suchen]}}", "Ich suche Wohnungen, Wohnungen suchen"),
        ("- {id: sprache.n, weight: 2, any: {de: [neue Arbeit finden]}}", "eine neue Arbeit finden, neue Arbeit"),
        ("- {id: sprache.n, weight: 2, any: {de: [neue Arbeit]}}", "eine neue Arbeit finden, neue Arbeit"),
        ("- {id: sprache.n, weight: 2, any: {de: [neue ~ finden]}}", "eine neue Arbeit finden, neue Arbeit"),
        ("- {id: sprache.n, weight: 2, any: {de: [wohnung*]}}", "Wohnungssuche und Wohnung"),
        ("- {id: sprache.n, weight: 2, any: {uk: [житло]}}", "шукаю житло"),
        ("- {id: sprache.n, weight: 2, any: {fa: [خانه]}}", "برای خانه"),
        ("- {id: sprache.n, weight: 2, any: {ar: [شقة]}}", "بدي شقة بالدورة"),
        ("- {id: sprache.n, weight: 2, any: {de: [=Wohnungen]}}", "zwei Wohnungen"),
        ("- {id: sprache.n, weight: 2, any: {tr: [iş]}}", "iş is"),
        ("- {id: sprache.n, weight: 2, any: {de: [Job]}, unless: {de: [kein Job]}}", "kein Job. Ein Job."),
        ("- {id: sprache.n, weight: 2, any: {de: [Job]}, needs: {words: {de: [neue]}}}", "neue Arbeit, ein Job"),
    ],
)
def test_a_new_rule_speaks_as_if_it_had_always_been_there(rule: str, text: str) -> None:
    old, new, added = more(rule)

    grown = Matcher(old, frozenset()).plus(added)

    assert said(grown, {"body": text}) == said(Matcher(new), {"body": text})


def test_the_matcher_it_was_made_from_stays_as_it_is() -> None:
    old, _, added = more("- {id: sprache.n, weight: 2, any: {de: [Keller, feuchte Wohnung]}}")
    first = Matcher(old, frozenset())
    text = {"body": "feuchte Wohnung mit Keller"}
    before = said(first, text)

    first.plus(added)

    assert said(first, text) == before == said(Matcher(old, frozenset()), text)


def test_a_weight_alone_is_changed_too() -> None:
    old = book(BASE)

    heavier = Matcher(old, frozenset()).plus(replace(old.rules[1], weight=4.0))

    assert [hit.points for hit in said(heavier, {"body": "Arbeit"})] == [4.0]


def test_words_that_name_places_are_no_longer_taken_for_misspelt_ones() -> None:
    old, new, added = more("- {id: sprache.n, weight: 2, any: {de: [Kempe]}}")
    words = {"body": "wir wohnen in kempe"}

    grown, built = Matcher(old, frozenset()).plus(added), Matcher(new)

    fields = grown.match(words).words["body"]
    assert grown.places.mentions(fields) == built.places.mentions(fields)


@pytest.mark.parametrize(
    "rule",
    [
        "- {id: sprache.y, weight: 2, any: {de: [Arbeit]}}",
        "- {id: sprache.y, weight: 2, any: {de: [Arbeit, neue Arbeit finden, arbeits* finden]}}",
        "- {id: sprache.y, weight: 2, any: {de: [Arbeit, neue Arbeit finden]}, near: {words: {de: [suche]}}}",
    ],
)
def test_what_is_more_than_more_words_is_refused(rule: str) -> None:
    with pytest.raises(ValueError, match=r"fewer|condition|read"):
        Matcher(book(BASE), frozenset()).plus(book(rule).rules[0])
