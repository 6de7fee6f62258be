"""What does a history look like whose rules do not know some words, and whose staff corrected what came of it?"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from rules.compounds import SHORTEST_PART
from rules.fold import fold
from rules.matcher import Matcher
from rules.rulebook import Nearby, Rule, Rulebook, Term
from tests.quality.report import message_of
from tests.quality.split import Row
from triage.classify.classify import classify
from triage.tuning.cases import Case
from triage.tuning.reading import lexeme
from triage.values import Address, ParsedMessage

_AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A word nobody told the rules, and the topic it speaks for."""

    word: str
    language: str
    label: str = ""


def without(book: Rulebook, gaps: Sequence[Gap]) -> Rulebook:
    """The rulebook as if nobody had ever thought of these words: in no term, and in no hint."""
    rules = tuple(_forgetful(rule, gaps) for rule in book.rules)
    hints = tuple(hint for hint in book.hints if not hint.language or not _holds(hint.text, hint.language, gaps))
    return replace(book, rules=tuple(rule for rule in rules if rule.any), hints=hints)


def _forgetful(rule: Rule, gaps: Sequence[Gap]) -> Rule:
    def kept(terms: tuple[Term, ...]) -> tuple[Term, ...]:
        return tuple(term for term in terms if not _holds(term.text, term.language, gaps))

    def nearby(old: Nearby | None) -> Nearby | None:
        return replace(old, terms=kept(old.terms)) if old else None

    return replace(rule, any=kept(rule.any), unless=kept(rule.unless), near=nearby(rule.near), needs=nearby(rule.needs))


def _holds(text: str, language: str, gaps: Sequence[Gap]) -> bool:
    forms = [fold(word.strip("=*~.,")) for word in text.replace("-", " ").split()]
    return any(_is(form, language, gap) for form in forms for gap in gaps)


def _is(form: str, language: str, gap: Gap) -> bool:
    word = fold(gap.word)
    if lexeme(form, language) == lexeme(word, language) or lexeme(form, gap.language) == lexeme(word, gap.language):
        return True
    part = lexeme(word, "de")
    return gap.language == "de" and len(part) >= SHORTEST_PART and part in form


def said(rows: Sequence[Row]) -> list[ParsedMessage]:
    """The messages of rows, each from somebody else."""
    return [
        replace(message_of(row), received_at=_AT, sender=Address(name="", address=f"p{at}@example.org"))
        for at, row in enumerate(rows)
    ]


def spoken_about(
    messages: Sequence[ParsedMessage], truth: Matcher, now: Matcher, *, confirmed: float, wrong: float, seed: int = 1
) -> Iterator[Case]:
    """Staff correct what `now` gets wrong, confirm a share of the rest, and err in a share of their corrections."""
    dice = random.Random(seed)
    topics = sorted({rule.label for rule in truth.rulebook.rules if rule.family == "topics"})
    for at, message in enumerate(messages):
        right, given = classify(message, truth).main_topic, classify(message, now).main_topic
        staff: str | None = right if right != given or dice.random() < confirmed else None
        if right != given and dice.random() < wrong:
            staff = dice.choice([topic for topic in topics if topic not in {right, given}])
        yield Case(number=f"KIM-2026-{at:06d}", said=message, staff=staff)


def fills(rule: Rule, text: str, language: str, gap: Gap) -> bool:
    """Whether a suggested term is the gap's word, or a phrase with it, for the gap's topic."""
    return rule.label == gap.label and _holds(text, language, [gap])
