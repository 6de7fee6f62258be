"""Which rules differ between two rulebooks, and how is a message labelled by either without compiling both?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from sqlmodel import Session, col, select

from models.message import Message
from rules.check import failing
from rules.matcher import Matcher
from rules.rulebook import Nearby, Rule, Rulebook, Term
from rules.touch import Touch, touch
from triage.classify.classify import classify
from triage.tuning.stored import Outcome, as_read, outcome
from triage.values import Classification

_AT_ONCE = 100  # messages read from the database together


class Side(NamedTuple):
    """One of two rulebooks, its rules in the order both share."""

    book: Rulebook
    indices: tuple[int, ...]  # of those rules that differ, which there are on this side


class Spot(NamedTuple):
    """Words of a message by which a changed rule speaks."""

    field: str
    start: int  # code points of the field
    end: int  # exclusive
    rule: str


class Answer(NamedTuple):
    """What one side says of one message."""

    message_id: int
    ticket_id: int
    outcome: Outcome
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """Two rulebooks and where they differ."""

    before: Side
    after: Side
    changed: tuple[str, ...]  # ids of rules that match or weigh otherwise, and of those asked for besides
    wholesale: bool  # places or hints differ: any message may read otherwise

    @property
    def later(self) -> frozenset[int]:
        """The rules that both sides do not share, by index."""
        return frozenset((*self.before.indices, *self.after.indices))

    def pairs(self) -> Iterator[tuple[Rule | None, Rule | None]]:
        """Each changed rule before and after."""
        for index in sorted(self.later):
            yield (
                self.before.book.rules[index] if index in self.before.indices else None,
                self.after.book.rules[index] if index in self.after.indices else None,
            )


def trial(old: Rulebook, new: Rulebook, besides: Collection[str] = ()) -> Trial:
    """Compare two rulebooks; rules that differ only in their examples are the same. `besides`: rules that may yet."""
    after = {rule.id: rule for rule in new.rules}
    known = {rule.id for rule in old.rules}
    there = [(index, rule, after.get(rule.id)) for index, rule in enumerate(old.rules)]
    unequal = [
        (index, new_rule)
        for index, rule, new_rule in there
        if new_rule is None or rule.id in besides or not _same(rule, new_rule)
    ]
    added = [rule for rule in new.rules if rule.id not in known]
    kept = list(old.rules)
    for index, new_rule in unequal:
        kept[index] = new_rule or kept[index]
    behind = range(len(old.rules), len(old.rules) + len(added))
    return Trial(
        before=Side(replace(old, rules=(*old.rules, *added)), tuple(index for index, _ in unequal)),
        after=Side(replace(new, rules=(*kept, *added)), (*(i for i, rule in unequal if rule is not None), *behind)),
        changed=(*(old.rules[index].id for index, _ in unequal), *(rule.id for rule in added)),
        wholesale=old.places != new.places or old.hints != new.hints,
    )


def rest_of(tried: Trial) -> Matcher:
    """What both sides share, compiled: takes seconds, and serves every other wording of the same rules."""
    return Matcher(tried.before.book, tried.later)


def touched(tried: Trial, rest: Matcher, *, gone: bool = False) -> Touch:
    """Where the two sides can label otherwise; everywhere when more than rules differ. `gone`: as if they went."""
    if tried.wholesale:
        return Touch(all=True)
    found = [touch(rest.lexicon, old, None if gone else new) for old, new in tried.pairs()]
    return Touch(
        alone=tuple(clause for one in found for clause in one.alone),
        beside=tuple(clause for one in found for clause in one.beside),
        own=tuple(clause for one in found for clause in one.own),
        all=any(one.all for one in found),
    )


def completed(tried: Trial, side: Side, rest: Matcher) -> Matcher:
    """The matcher of one side, made of `rest`, which is used up; compiled from nothing where that cannot be."""
    rules = [side.book.rules[index] for index in side.indices]
    if tried.wholesale or not all(map(rest.lexicon.takes, rules)):
        gone = tried.later.difference(side.indices)
        return Matcher(replace(side.book, rules=tuple(r for i, r in enumerate(side.book.rules) if i not in gone)))
    rest.complete(side.book, side.indices)
    return rest


def answers(db: Session, ids: Sequence[int], matcher: Matcher, changed: Iterable[str]) -> Iterator[Answer]:
    """What a matcher says of messages, in the order of their ids given; those that are gone are left out."""
    spoken = frozenset(changed)
    for first in range(0, len(ids), _AT_ONCE):
        some = ids[first : first + _AT_ONCE]
        rows = {row.id: row for row in db.exec(select(Message).where(col(Message.id).in_(some)))}
        with matcher.batch():
            for row in filter(None, map(rows.get, some)):
                labels = classify(as_read(row), matcher)
                assert row.id is not None
                yield Answer(row.id, row.ticket_id, outcome(labels), _spots(labels, spoken))
        db.expunge_all()


def red(tried: Trial, matcher: Matcher) -> tuple[str, ...]:
    """The examples of changed rules that do not hold on the new side."""
    rules = [tried.after.book.rules[index] for index in tried.after.indices]
    return tuple(str(problem) for problem in failing(rules, matcher))


def _spots(labels: Classification, changed: frozenset[str]) -> tuple[Spot, ...]:
    named = (*labels.topics, labels.urgency, labels.runner_up)
    proofs = [proof for label in named if label for proof in label.evidence] + list(labels.cancelled)
    return tuple(sorted({Spot(p.field, p.start, p.end, p.rule) for p in proofs if p.rule in changed}))


def _same(old: Rule, new: Rule) -> bool:
    return old is new or _meaning(old) == _meaning(new)


def _meaning(rule: Rule) -> tuple[object, ...]:
    """All that matching and weighing know of a rule."""
    return (
        rule.family, rule.label, rule.weight, rule.where, rule.once,
        _texts(rule.any), _nearby(rule.near), _nearby(rule.needs), _texts(rule.unless),
    )  # fmt: skip


def _nearby(nearby: Nearby | None) -> tuple[object, ...]:
    return (_texts(nearby.terms), nearby.within, nearby.adds) if nearby else ()


def _texts(terms: Iterable[Term]) -> frozenset[tuple[str, str]]:
    """In whatever order."""
    return frozenset((term.language, term.text) for term in terms)
