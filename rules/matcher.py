"""Which rules speak in a text, and which of their hits stand?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from copy import copy
from dataclasses import replace
from itertools import filterfalse
from operator import attrgetter

from rules.hinting import Hinting
from rules.hit import Hit, Hits
from rules.lexicon import Lexicon
from rules.memory import collector_paused
from rules.places import Places
from rules.rulebook import DANGER, SETTLED_SHARE, Rule, Rulebook, Term
from rules.spoken import spoken
from rules.tokens import Tokens
from rules.voice import Voices, Zones, field
from rules.words import Words

_cancelled: Callable[[Hit], str] = attrgetter("cancelled_by")


class Matcher:
    """A rulebook ready to read texts. Building one takes seconds and about 65 MB; keep it.

    `later`: rules left out for now, by index; None when none is ever added.
    """

    def __init__(self, rulebook: Rulebook, later: frozenset[int] | None = None) -> None:
        self._know(rulebook)
        self.tokens = Tokens()
        with self.tokens.batch(), collector_paused():
            self.lexicon = Lexicon(rulebook, self.tokens.cut, later)
            self.places = Places(rulebook.places, self.tokens.cut, self.lexicon.german)
            self.hints = Hinting(rulebook.hints, self.tokens.cut)

    def _know(self, rulebook: Rulebook) -> None:
        self.digest, self.rulebook = rulebook.digest, rulebook
        self._voices = Voices(rulebook.rules)
        self._marks = frozenset(number for number, rule in enumerate(rulebook.rules) if rule.family == "marks")

    def complete(self, rulebook: Rulebook, indices: Iterable[int]) -> None:
        """Take the rest of a rulebook, whose other rules are known: those of these indices. Each must be `takes`n."""
        self._know(rulebook)
        with self.tokens.batch():
            self.lexicon.add({index: rulebook.rules[index] for index in indices})
            self.places.learn(self.lexicon.german)

    def plus(self, rule: Rule) -> Matcher:
        """The same with one more rule; or, when there is one of this id, with words more and another weight.

        Needs a matcher that takes rules later. Takes milliseconds, answers exactly as one built from scratch, and
        leaves this one as it is; `digest` stays the same. Raises ValueError when the rule lost words or a condition, or
        stars a beginning within a phrase that no rule did: that would change how others are read.
        """
        rules = self.rulebook.rules
        number = next((number for number, known in enumerate(rules) if known.id == rule.id), len(rules))
        more = _more(rules[number], rule) if number < len(rules) else rule
        if not self.lexicon.takes(more):
            raise ValueError("words that change how others are read")
        other = copy(self)
        with self.tokens.batch(), collector_paused():
            if more.terms:
                other.lexicon = self.lexicon.copied()
                other.lexicon.add({number: more})
            other._know(replace(self.rulebook, rules=(*rules[:number], rule, *rules[number + 1 :])))
            if other.lexicon.german != self.lexicon.german:
                other.places = Places(self.rulebook.places, self.tokens.cut, other.lexicon.german)
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
        speaking, fulfilled = spoken(self.lexicon, words)
        found = self._voices.hits(speaking, fulfilled, field(name, words, zones))
        return found if self._marks.isdisjoint(speaking) else _weighed(found, words)


def _more(old: Rule, new: Rule) -> Rule:
    """The words a rule has more than before."""
    if (old.near is None, old.needs is None) != (new.near is None, new.needs is None):
        raise ValueError("a condition more or fewer")
    near, needs = (
        replace(now, terms=_further(before.terms, now.terms)) if before and now else None
        for before, now in ((old.near, new.near), (old.needs, new.needs))
    )
    return replace(new, any=_further(old.any, new.any), near=near, needs=needs, unless=_further(old.unless, new.unless))


def _further(old: Sequence[Term], new: Sequence[Term]) -> tuple[Term, ...]:
    before, now = ({(term.language, term.text): term for term in terms} for terms in (old, new))
    if before.keys() - now.keys():
        raise ValueError("words fewer")
    return tuple(now[key] for key in now if key not in before)


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
