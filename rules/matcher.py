"""Which rules speak in a text, and which of their hits stand?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from copy import copy
from dataclasses import replace
from itertools import filterfalse
from operator import attrgetter

from rules.hinting import Hinting
from rules.hit import Hit, Hits
from rules.lexicon import ANY, NEAR, NEEDS, UNLESS, Lexicon
from rules.memory import collector_paused
from rules.places import Places
from rules.rulebook import DANGER, SETTLED_SHARE, Rule, Rulebook, Term
from rules.spoken import spoken
from rules.tokens import Tokens
from rules.voice import Voices, Zones, field
from rules.words import Words

_cancelled: Callable[[Hit], str] = attrgetter("cancelled_by")


class Matcher:
    """A rulebook ready to read texts. Building one takes seconds and about 65 MB; keep it."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.digest = rulebook.digest
        self.rulebook = rulebook
        self._listen()
        self.tokens = Tokens()
        with self.tokens.batch(), collector_paused():
            self._lexicon = Lexicon(rulebook, self.tokens.cut)
            self.places = Places(rulebook.places, self.tokens.cut, self._lexicon.german)
            self.hints = Hinting(rulebook.hints, self.tokens.cut)

    def _listen(self) -> None:
        rules = self.rulebook.rules
        self._voices = Voices(rules)
        self._marks = frozenset(number for number, rule in enumerate(rules) if rule.family == "marks")

    def plus(self, rule: Rule) -> Matcher:
        """The same with one more rule; or, when there is one of this id, with words more and another weight.

        Takes milliseconds, answers exactly as one built from scratch, and leaves this one as it is; `digest` stays the
        same. Raises ValueError when the rule lost words or a condition, or its new words have gaps or stars.
        """
        numbered = {known.id: number for number, known in enumerate(self.rulebook.rules)}
        number = numbered.get(rule.id, len(numbered))
        old = self.rulebook.rules[number] if rule.id in numbered else _silent(rule)
        other = copy(self)
        with self.tokens.batch(), collector_paused():
            for role, terms in _more(old, rule):
                other._lexicon = other._lexicon.plus(role, number, terms)
            rules = (*self.rulebook.rules[:number], rule, *self.rulebook.rules[number + 1 :])
            other.rulebook = replace(self.rulebook, rules=rules)
            other._listen()
            if other._lexicon.german != self._lexicon.german:
                other.places = Places(self.rulebook.places, self.tokens.cut, other._lexicon.german)
        return other

    def batch(self) -> AbstractContextManager[None]:
        """Hold the matcher for many texts; nests."""
        return self.tokens.batch()

    def match(self, fields: Mapping[str, str], zones: Zones = ()) -> Hits:
        """What the rules find in the fields ("subject", "body", …); zones divide "body", without them all is fresh."""
        found: list[Hit] = []
        words: dict[str, Words] = {}
        with self.tokens.batch():
            for name, text in fields.items():
                words[name] = self.tokens.read(text)
                found += self._hits(name, words[name], zones if name == "body" else ())
        cancelled = list(filter(_cancelled, found))
        standing = list(filterfalse(_cancelled, found)) if cancelled else found
        return Hits(standing=standing, cancelled=cancelled, words=words)

    def _hits(self, name: str, words: Words, zones: Zones) -> list[Hit]:
        speaking, fulfilled = spoken(self._lexicon, words)
        found = self._voices.hits(speaking, fulfilled, field(name, words, zones))
        return found if self._marks.isdisjoint(speaking) else _weighed(found, words)


def _silent(rule: Rule) -> Rule:
    """The rule without a word."""
    near, needs = (nearby and replace(nearby, terms=()) for nearby in (rule.near, rule.needs))
    return replace(rule, any=(), near=near, needs=needs, unless=())


def _more(old: Rule, new: Rule) -> list[tuple[str, tuple[Term, ...]]]:
    """The terms a rule has more than before, by what they are for."""
    found = []
    for role, before, now in zip((ANY, NEAR, NEEDS, UNLESS), _by_role(old), _by_role(new), strict=True):
        known = {(term.language, term.text) for term in before}
        if known - {(term.language, term.text) for term in now}:
            raise ValueError("words fewer")
        found.append((role, tuple(term for term in now if (term.language, term.text) not in known)))
    if (old.near is None, old.needs is None) != (new.near is None, new.needs is None):
        raise ValueError("a condition more or fewer")
    return [(role, terms) for role, terms in found if terms]


def _by_role(rule: Rule) -> tuple[tuple[Term, ...], ...]:
    near, needs = (nearby.terms if nearby else () for nearby in (rule.near, rule.needs))
    return rule.any, near, needs, rule.unless


def _weighed(hits: list[Hit], words: Words) -> list[Hit]:
    """Topics count little in a sentence that calls its matter settled; danger never does.

    Danger that a sentence calls past and going on ("früher und gestern wieder") goes on: nothing cancels it.
    """
    marks = [hit for hit in hits if hit.family == "marks" and not hit.cancelled_by]
    settled, past, ongoing = (_marked(marks, words, mark) for mark in ("settled", "past", "ongoing"))
    still = past & ongoing
    if not settled and not still:
        return hits
    return [_moderated(hit, _sentence(words, hit), settled, still) for hit in hits]


def _moderated(hit: Hit, sentence: int, settled: set[int], still: set[int]) -> Hit:
    if sentence in settled and hit.family == "topics" and hit.label not in DANGER:
        share = hit.share * SETTLED_SHARE
        return hit._replace(share=share, points=round(hit.weight * share, 3))
    if sentence in still and hit.cancelled_by and hit.label in DANGER:
        return hit._replace(cancelled_by="")
    return hit


def _marked(marks: Sequence[Hit], words: Words, mark: str) -> set[int]:
    return {_sentence(words, hit) for hit in marks if hit.label == mark}


def _sentence(words: Words, hit: Hit) -> int:
    return words.sentences[words.at(hit.start)]
