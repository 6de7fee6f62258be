"""What is foreseen is what comes: only messages a change can touch are run again, and that is all it changes."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.load import shipped
from rules.matcher import Matcher
from rules.rulebook import Nearby, Rule, Rulebook, Term
from rules.tokens import Tokens
from tests.quality.report import message_of
from tests.quality.split import rows
from triage.classify.classify import classify
from triage.tuning.archive import Archive, Filed
from triage.tuning.stored import Outcome, outcome
from triage.tuning.trial import Trial, completed, rest_of, touched, trial
from triage.values import ParsedMessage

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
LANGUAGES = ("de", "en", "tr", "ar", "uk", "ru", "fa", "fr", "pl")


@cache
def messages() -> list[ParsedMessage]:
    return [replace(message_of(row), received_at=AT) for row in rows()[::4]]


@cache
def small() -> Rulebook:
    """Every eighth rule, and all that change how others count."""
    book = shipped()
    kept = [rule for number, rule in enumerate(book.rules) if number % 16 == 0 or rule.family == "marks"]
    return replace(book, rules=tuple(kept), hints=())


@cache
def archive() -> Archive:
    tokens = Tokens()
    folder = Path(tempfile.mkdtemp(prefix="archive"))
    found = Archive(folder, lambda text: tokens.read(text).keys)
    filed = [Filed(number, m.subject, m.text) for number, m in enumerate(messages(), 1)]
    found.add(filed[:50])
    found.add(filed[50:])
    return found


@cache
def vocabulary() -> list[list[str]]:
    return [m.text.split() for m in messages() if len(m.text.split()) > 3]


@st.composite
def terms(draw: st.DrawFn) -> Term:
    """A word or phrase somebody wrote, marked as supervisors mark them."""
    said = draw(st.sampled_from(vocabulary()))
    at = draw(st.integers(0, len(said) - 3))
    word, following, third = (piece.strip(".,;:!?()\"'*=~") or "Antrag" for piece in said[at : at + 3])
    forms = [word, f"{word} {following}", f"{word} {following} {third}", f"={word}", f"{word} ~ {third}"]
    if len(word) > 4:
        forms += [f"{word[:5]}*", f"{word[:5]}* {following}", f"{word[:-1]}* ~ {third}", word[:-2]]
    return Term(language=draw(st.sampled_from(LANGUAGES)), text=draw(st.sampled_from(forms)), line=1)


@st.composite
def edited(draw: st.DrawFn, rule: Rule) -> Rule | None:
    """One thing a supervisor may do to a rule; None: it is taken out."""
    term = draw(terms())
    what = draw(st.sampled_from(("add", "add", "add", "drop", "weight", "unless", "near", "needs", "where", "out")))
    match what:
        case "add":
            return replace(rule, any=(*rule.any, term))
        case "drop":
            at = draw(st.integers(0, len(rule.any) - 1))
            return replace(rule, any=rule.any[:at] + rule.any[at + 1 :])
        case "weight":
            return replace(rule, weight=draw(st.sampled_from((-2.0, 0.5, 1.0, 3.0, 5.0))))
        case "unless":
            return replace(rule, unless=(*rule.unless, term))
        case "near":
            return replace(rule, near=Nearby(terms=(term,), within=draw(st.integers(1, 9)), adds=2.0))
        case "needs":
            return replace(rule, needs=Nearby(terms=(term,), within=9))
        case "where":
            return replace(rule, where=("subject",), once=not rule.once)
        case _:
            return None


class Draft(NamedTuple):
    """A rulebook that hypothesis need not print whole."""

    rules: tuple[Rule, ...]

    def __repr__(self) -> str:
        known = set(small().rules)
        return f"Draft({[rule for rule in self.rules if rule not in known]!r}, {len(self.rules)} in all)"

    @property
    def book(self) -> Rulebook:
        return replace(small(), rules=self.rules)


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    """The small rulebook after one to three changes, some of them new rules."""
    book = small()
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(book.rules) - 1))
        rule = draw(edited(book.rules[at]))
        rules = (*book.rules[:at], *((rule,) if rule else ()), *book.rules[at + 1 :])
        if draw(st.booleans()):
            label = book.rules[at].label
            new = replace(book.rules[at], id=f"{label}.neu{len(rules)}", any=(draw(terms()),), near=None, needs=None)
            rules = (*rules, new)
        book = replace(book, rules=rules)
    return Draft(book.rules)


def said(matcher: Matcher) -> list[Outcome]:
    return [outcome(classify(message, matcher)) for message in messages()]


@cache
def before() -> list[Outcome]:
    return said(Matcher(small()))


def complete_run(book: Rulebook) -> dict[int, Outcome]:
    """Message → its new labels, where they differ from the old."""
    both = zip(before(), said(Matcher(book)), strict=True)
    return {number: new for number, (old, new) in enumerate(both, 1) if old != new}


def foreseen(tried: Trial) -> dict[int, Outcome]:
    rest = rest_of(tried)
    ids = archive().touched(touched(tried, rest))
    matcher = completed(tried, tried.after, rest)
    return _changed(ids, matcher)


def _changed(ids: Sequence[int], matcher: Matcher) -> dict[int, Outcome]:
    new = {number: outcome(classify(messages()[number - 1], matcher)) for number in ids}
    return {number: labels for number, labels in new.items() if labels != before()[number - 1]}


@given(drafts())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_the_preview_is_the_difference_of_two_complete_runs(draft: Draft) -> None:
    assert foreseen(trial(small(), draft.book)) == complete_run(draft.book)


@given(drafts())
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_the_old_side_completed_late_says_what_it_always_said(draft: Draft) -> None:
    tried = trial(small(), draft.book)

    assert said(completed(tried, tried.before, rest_of(tried))) == before()


def test_a_rule_whose_examples_alone_changed_touches_nothing() -> None:
    rule = replace(small().rules[0], examples=("Ein anderes Beispiel",))

    tried = trial(small(), replace(small(), rules=(rule, *small().rules[1:])))

    assert tried.changed == ()
    assert archive().touched(touched(tried, rest_of(tried))) == []


def test_a_new_word_touches_few_messages_and_not_the_whole_history() -> None:
    at = next(n for n, rule in enumerate(shipped().rules) if rule.label == "wohnen")
    rule = shipped().rules[at]
    draft = replace(shipped(), rules=tuple(
        replace(r, any=(*r.any, Term(language="de", text="Schimmelgutachten", line=1))) if r is rule else r
        for r in shipped().rules
    ))  # fmt: skip
    tried = trial(shipped(), draft)

    ids = archive().touched(touched(tried, rest_of(tried)))

    assert len(ids) < len(messages()) / 10
