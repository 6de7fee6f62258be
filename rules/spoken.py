"""Which rules find words of theirs in a text, and where are the conditions of these rules fulfilled?"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from itertools import chain, compress
from operator import not_

from rules.lexicon import Gapped, Lexicon
from rules.mixture import implausible
from rules.phrases import Row
from rules.rulebook import GAP_WORDS
from rules.uses import ANY, CONDITIONS, Conditions
from rules.voice import Asked, Span
from rules.words import JOINED, Words

MOST_PLACES = 400  # places looked at of one rule in one field: a text of one word a thousand times stays cheap


def spoken(lexicon: Lexicon, words: Words) -> tuple[dict[int, list[Span]], dict[int, Asked]]:
    """Rule → where its own words stand; rule of these → where its conditions are fulfilled, if any is."""
    reading = _Reading(lexicon, words)
    reading.look()
    return reading.spoken, reading.fulfilled


class _Reading:
    """One field being looked through, column by column: C finds the words that matter to a question."""

    def __init__(self, lexicon: Lexicon, words: Words) -> None:
        self.spoken: defaultdict[int, list[Span]] = defaultdict(list)
        self.fulfilled: dict[int, Asked] = {}
        self._lexicon, self._words = lexicon, words
        self._conditions: list[tuple[Conditions, Span]] = []  # of terms of several words
        self._parts: defaultdict[int, list[Span]] = defaultdict(list)  # of terms with gaps, by pattern
        self._gapped: set[int] = set()  # terms with gaps whose rarest part stands here

    def look(self) -> None:
        if not self._words.keys:
            return
        meanings = map(self._lexicon.meanings.__getitem__, self._words.keys)
        speaks, conditions, parts, gapped, bent, lexemes, left, right = zip(*meanings, strict=True)
        for at, speaking in compress(enumerate(speaks), speaks):
            for rule, language in speaking:
                self.spoken[rule].append((at, at, language))
        self._gapped.update(chain.from_iterable(gapped))
        self._take_bent(bent)
        for place in self._lexicon.phrases.found(Row(lexemes, left, right, self._words.gaps)):
            self._take(*place)
        self._take_gapped(parts)
        self._fulfil(conditions)
        if len(self._words) > MOST_PLACES:
            self._shorten()

    def _take(self, pattern: int, first: int, last: int) -> None:
        lexicon = self._lexicon
        for rule, language in lexicon.rules[pattern]:
            self.spoken[rule].append((first, last, language))
        if conditions := lexicon.conditions[pattern]:
            self._conditions.append((conditions, (first, last, "")))
        if pattern in lexicon.parts:
            self._parts[pattern].append((first, last, ""))
            self._gapped.update(lexicon.rarest.get(pattern, ()))

    def _take_bent(self, bent: Sequence[tuple[int, ...]]) -> None:
        for at, patterns in compress(enumerate(bent), bent):
            for pattern in patterns:
                if self._lexicon.language[pattern] not in self._strange:
                    self._take(pattern, at, at)

    @cached_property
    def _strange(self) -> frozenset[str]:
        return implausible(self._words.votes(), self._lexicon.languages)

    def _take_gapped(self, parts: Sequence[tuple[int, ...]]) -> None:
        """The terms with gaps all whose parts stand in the text; of nearly every one some part does not."""
        here = set(self._parts).union(*parts)
        terms = map(self._lexicon.gapped.__getitem__, self._gapped)
        possible = [term for term in terms if term.surely <= here]
        if not possible:
            return
        asked = {pattern for term in possible for part in term.parts for pattern in part}
        for at, patterns in compress(enumerate(parts), parts):
            for pattern in patterns:
                if pattern in asked:
                    self._parts[pattern].append((at, at, ""))
        for term in possible:
            self._join(term)

    def _join(self, term: Gapped) -> None:
        parts = [sorted(chain.from_iterable([self._parts[p] for p in part if p in self._parts])) for part in term.parts]
        role, rule, language = term.use
        for first, last in _joined(parts, self._words) if all(parts) else ():
            if role == ANY:
                self.spoken[rule].append((first, last, language))
            else:
                self._conditions.append(({rule: (CONDITIONS.index(role),)}, (first, last, "")))

    def _fulfil(self, conditions: Sequence[Conditions]) -> None:
        """The conditions of rules that speak, with their places in order."""
        asking = self.spoken.keys() & self._lexicon.asking
        fulfilled = self.fulfilled
        vain = map(asking.isdisjoint, conditions)
        of_words = [(of_word, (at, at, "")) for at, of_word in compress(enumerate(conditions), map(not_, vain))]
        for of_term, span in chain(of_words, self._conditions):
            for rule in of_term:
                if rule in asking:
                    if rule not in fulfilled:
                        fulfilled[rule] = [], [], []
                    for role in of_term[rule]:
                        fulfilled[rule][role].append(span)
        if self._conditions:
            for spans in chain.from_iterable(fulfilled.values()):
                spans.sort()

    def _shorten(self) -> None:
        for spans in chain(self.spoken.values(), chain.from_iterable(self.fulfilled.values())):
            del spans[MOST_PLACES:]


def _joined(parts: Sequence[Sequence[Span]], words: Words) -> list[tuple[int, int]]:
    """Whole terms from the places of their parts, each at most GAP_WORDS behind the one before, no sign between."""
    joined_ = [(first, last) for first, last, _ in parts[0]]
    for following in parts[1:]:
        longer: list[tuple[int, int]] = []
        for first, last in joined_:
            at = bisect_left(following, (last + 1,))
            if at == len(following) or following[at][0] - last - 1 > GAP_WORDS:
                continue
            if all(words.gaps[n] == JOINED for n in range(last + 1, following[at][0] + 1)):
                longer.append((first, following[at][1]))
        joined_ = longer
    return joined_
