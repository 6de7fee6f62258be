"""Which words would mend what staff corrected, and what exactly would each of them do?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from rules.compounds import SHORTEST_PART
from rules.fold import fold
from rules.matcher import Matcher
from rules.rulebook import Rule, Rulebook, Term
from triage.classify.classify import decide, heard
from triage.classify.explain import TOPIC_NAMES
from triage.classify.topics import OTHER
from triage.tuning.cases import Case
from triage.tuning.mined import Candidate, Kind, mined
from triage.tuning.reading import Read, lexeme, read

MOST = 20  # suggestions shown
TRIED = 80  # candidates tried exactly
WEIGHTS = (1.0, 2.0, 3.0, 4.0)  # of a new rule; the smallest that does it
FEWEST = 2  # repairs a suggestion needs, beside those before it
AGAINST_OTHER = (
    0.5  # what counts of a word for "sonstiges": mostly another topic's rule is better told when to be silent
)
TELLING = 2.0  # times the odds of its topic elsewhere that a term must have
BREAKING = 2  # how many repairs one break outweighs
_SHORT = 4  # letters below which a term must be this very word
_LIKE = 5  # other terms named beside a suggestion


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A term with its evidence. Every count comes from running the production stages with the rule as it would be."""

    kind: Kind  # any: a word for a topic; unless: a word that cancels a rule
    text: str  # the term as it would be written
    language: str
    label: str  # the topic it speaks for; with `unless` the one it takes away
    rule: Rule  # as it would read
    new: bool  # whether there is no such rule yet
    found: int  # messages staff spoke about in which the term stands
    agreed: int  # of these, those staff gave to `label`; with `unless`, took away from it
    repairs: tuple[str, ...]  # numbers of tickets that would be right then, newest first
    breaks: tuple[str, ...]  # that would be wrong then
    others: tuple[str, ...]  # nobody spoke about, which would change their topic
    like: tuple[str, ...] = ()  # other terms that would repair the same

    @property
    def sentence(self) -> str:
        """The evidence in one German sentence."""
        name = TOPIC_NAMES[self.label]
        what = (
            f"{self.agreed} von {self.found} geprüften Vorgängen damit gehören zu {name}"
            if self.kind == "any"
            else f"{self.agreed} von {self.found} geprüften Vorgängen damit gehören nicht zu {name}"
        )
        return f"„{self.text}“: {what}; würde {len(self.repairs)} berichtigen, {len(self.breaks)} verschlechtern."


@dataclass(frozen=True, slots=True, eq=False)
class _Effect:
    """What one rule would do to the messages it can touch."""

    rule: Rule
    repaired: frozenset[int]
    broken: frozenset[int]
    others: frozenset[int]
    standing: frozenset[int]  # where the rule speaks

    @property
    def concerned(self) -> frozenset[int]:
        """Where another weight, or another rule for the same term, may do something else."""
        return self.standing | self.repaired | self.broken | self.others

    @property
    def gain(self) -> int:
        return len(self.repaired) - BREAKING * len(self.broken)


def suggest(
    cases: Sequence[Case],
    matcher: Matcher,
    book: Rulebook,
    *,
    most: int = MOST,
    tried: int = TRIED,
    stopped: Callable[[], bool] = lambda: False,
) -> list[Suggestion]:
    """The terms that mend most of what staff corrected, each what those before leave; most useful first.

    `matcher` is that of `book`. Counts are exact for `cases`. `stopped` is asked between candidates; what is known by
    then is returned.
    """
    reads = list(read(cases, matcher))
    trial = _Trial(reads, matcher, book)
    found: list[tuple[Candidate, _Effect]] = []
    with matcher.batch():
        for candidate in mined(reads, book, most=tried):
            if stopped():
                break
            effect = trial.best(candidate)
            if effect.gain >= 1 and len(effect.repaired) >= FEWEST and trial.tells(candidate, effect):
                found.append((candidate, effect))
        return [trial.shown(*chosen, like) for chosen, like in _chosen(found, reads, most)]


class _Trial:
    """The messages, the rules in force, and what more words would do."""

    def __init__(self, reads: Sequence[Read], matcher: Matcher, book: Rulebook) -> None:
        self._reads, self._matcher, self._book = reads, matcher, book
        self._rules = {rule.id: rule for rule in book.rules}
        self._lexemes: dict[str, dict[str, set[int]]] = {}  # language → lexeme → messages

    def best(self, candidate: Candidate) -> _Effect:
        """Its effect with the weight that repairs most and breaks none, or does least harm."""
        if candidate.kind == "unless":
            rule = self._rules[candidate.rule]
            return self._effect(replace(rule, unless=(*rule.unless, _term(candidate))), self._touched(candidate))
        rule = self._new_rule(candidate, WEIGHTS[-1])
        grown = self._matcher.plus(rule)
        found = [self._effect(rule, self._touched(candidate), grown)]
        if len(found[0].repaired) >= FEWEST:  # less weight mends less
            lighter = [replace(rule, weight=weight) for weight in WEIGHTS[:-1]]
            found += [self._effect(light, found[0].concerned, grown.plus(light)) for light in lighter]
        clean = [effect for effect in found if effect.repaired and not effect.broken]
        return max(clean or found, key=lambda effect: (effect.gain, -effect.rule.weight))

    def tells(self, candidate: Candidate, effect: _Effect) -> bool:
        """Whether its topic is far more frequent where the term stands: frequent words repair some by chance."""
        if candidate.kind == "unless":
            return True
        here = [self._reads[at] for at in effect.standing]
        spoken = [one.case.staff == candidate.label for one in here if one.case.staff is not None]
        mine = self._given[candidate.label] - sum(one.truth == candidate.label for one in here)
        return _odds(sum(spoken), len(spoken)) >= TELLING * _odds(mine, len(self._reads) - len(here))

    @cached_property
    def _given(self) -> Counter[str]:
        """Topic → messages that have it."""
        return Counter(one.truth for one in self._reads)

    def shown(self, candidate: Candidate, effect: _Effect, like: Sequence[str]) -> Suggestion:
        """With everything that is shown; in the rule it fits best, where that does as much."""
        final = effect if candidate.kind == "unless" else self._fitting(candidate, effect) or effect
        here = self._standing(candidate, effect)
        spoken = [self._reads[at] for at in here if self._reads[at].case.staff is not None]
        agreed = sum((read.case.staff == candidate.label) is (candidate.kind == "any") for read in spoken)
        return Suggestion(
            kind=candidate.kind, text=_term(candidate).text, language=candidate.unit.language, label=candidate.label,
            rule=final.rule, new=final.rule.id not in self._rules, found=len(spoken), agreed=agreed,
            repairs=self._numbers(final.repaired), breaks=self._numbers(final.broken),
            others=self._numbers(final.others), like=tuple(like[:_LIKE]),
        )  # fmt: skip

    def _standing(self, candidate: Candidate, effect: _Effect) -> frozenset[int]:
        """The messages in which the term stands, as the production matcher finds it."""
        if candidate.kind == "any":
            return effect.standing
        label = effect.rule.label
        probe = replace(effect.rule, id=f"{label}.probe", any=(_term(candidate),), near=None, needs=None, unless=())
        return self._effect(probe, self._touched(candidate)).standing

    def _fitting(self, candidate: Candidate, effect: _Effect) -> _Effect | None:
        """The same with the term in the rule of this topic that speaks most often where it stands."""
        here = [rule for at in effect.standing for rule in self._speaking(at, candidate.label) if self._takes(rule)]
        if not here:
            return None
        rule = self._rules[min(Counter(here).items(), key=lambda one: (-one[1], one[0]))[0]]
        there = self._effect(replace(rule, any=(*rule.any, _term(candidate))), effect.concerned)
        as_good = there.gain >= effect.gain and len(there.broken) <= len(effect.broken)
        return there if as_good else None

    def _speaking(self, at: int, label: str) -> set[str]:
        labels = self._reads[at].labels
        named = (*labels.topics, *((labels.runner_up,) if labels.runner_up else ()))
        return {piece.rule for topic in named if topic.id == label for piece in topic.evidence if piece.weight > 0}

    def _takes(self, rule_id: str) -> bool:
        rule = self._rules.get(rule_id)
        return rule is not None and rule.needs is None and rule.weight > 0 and "body" in rule.where

    def _new_rule(self, candidate: Candidate, weight: float) -> Rule:
        label = candidate.label
        folded = "_".join(map(fold, candidate.text.split()))
        base = f"{label}.{folded if folded.isascii() else candidate.unit.language}"
        rule_id = next(name for name in (base, *(f"{base}_{n}" for n in range(2, 99))) if name not in self._rules)
        return Rule(
            id=rule_id, family="topics", label=label, weight=weight, any=(_term(candidate),),
            file=f"topics/{label}.yaml", line=1,
        )  # fmt: skip

    def _effect(self, rule: Rule, touched: Iterable[int], matcher: Matcher | None = None) -> _Effect:
        grown = matcher or self._matcher.plus(rule)
        repaired, broken, others, standing = set(), set(), set(), set()
        for at in touched:
            was = self._reads[at]
            hits = heard(was.case.said, grown)
            if any(hit.rule == rule.id for hit in hits.standing):
                standing.add(at)
            now = decide(was.case.said, hits, grown).main_topic
            if now == was.topic:
                continue
            if was.case.staff is None:
                others.add(at)
            elif now == was.case.staff:
                repaired.add(at)
            elif not was.wrong:
                broken.add(at)
        return _Effect(rule, *map(frozenset, (repaired, broken, others, standing)))

    def _touched(self, candidate: Candidate) -> set[int]:
        """Every message the term can match in, or keep a German word of other rules from being taken apart."""
        language, words = candidate.unit
        known = self._by_lexeme(language)
        found = [set(known.get(word, ())) for word in words]
        if language == "de" and len(words) == 1 and len(words[0]) >= SHORTEST_PART - 1:
            for form in self._vocabulary:
                if words[0] in form:
                    found[0] |= self._vocabulary[form]
        return set.intersection(*found)

    def _by_lexeme(self, language: str) -> dict[str, set[int]]:
        if language not in self._lexemes:
            by_lexeme: defaultdict[str, set[int]] = defaultdict(set)
            for form, here in self._vocabulary.items():
                by_lexeme[lexeme(form, language)] |= here
            self._lexemes[language] = by_lexeme
        return self._lexemes[language]

    @cached_property
    def _vocabulary(self) -> dict[str, set[int]]:
        """Folded word → the messages it stands in."""
        found: defaultdict[str, set[int]] = defaultdict(set)
        for at, one in enumerate(self._reads):
            for form in one.forms:
                found[form].add(at)
        return found

    def _numbers(self, some: Iterable[int]) -> tuple[str, ...]:
        return tuple(self._reads[at].case.number for at in sorted(some))


def _odds(some: int, number: int) -> float:
    return (some + 0.5) / (number - some + 0.5)


def _term(candidate: Candidate) -> Term:
    text = candidate.text
    exact = text.isascii() and sum(map(str.isalnum, text)) < _SHORT
    return Term(language=candidate.unit.language, text=f"={text}" if exact else text, line=1)


def _chosen(
    found: Sequence[tuple[Candidate, _Effect]], reads: Sequence[Read], most: int
) -> Iterator[tuple[tuple[Candidate, _Effect], list[str]]]:
    """One after the other, each the one that mends most of what is left; those that mend nothing more are like it."""
    left, covered = list(found), frozenset[int]()
    for _ in range(most):
        best = max(left, key=lambda one: _worth(one[0], one[1], covered), default=None)
        if best is None or len(best[1].repaired - covered) - BREAKING * len(best[1].broken) < FEWEST:
            return
        left.remove(best)
        covered |= best[1].repaired
        like = [
            one.text for one, effect in left if len(effect.repaired & best[1].repaired) >= len(best[1].repaired) / 2
        ]
        yield best, like


def _worth(candidate: Candidate, effect: _Effect, covered: frozenset[int]) -> tuple[float, float, int]:
    """How much it mends that those before did not, and how clearly; of equals the longer word says more.

    What is none of our topics needs fewer words elsewhere rather than more of its own.
    """
    fresh = len(effect.repaired - covered) - BREAKING * len(effect.broken)
    against = candidate.kind == "any" and candidate.label == OTHER
    return fresh * candidate.score * (AGAINST_OTHER if against else 1.0), candidate.score, len(candidate.text)
