"""Which phrases of several words stand in a row of words?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from copy import copy
from itertools import chain, count, islice
from typing import NamedTuple

from rules.runs import JOINED

STEP = 1 << 24  # more than there are lexemes and states of any rulebook
_Place = tuple[int, int, int]  # state or pattern, first word, last word


class Row(NamedTuple):
    """What the words of a text are in phrases, word by word."""

    lexemes: Sequence[tuple[int, ...]]  # what the word can be
    left: Sequence[tuple[int, ...]]  # of these, what phrases are looked for at with the word behind, times STEP
    right: Sequence[tuple[int, ...]]  # and with the word before
    gaps: Sequence[int]  # before the word


class Phrases:
    """A tree of phrases, each looked for at its rarest word and the one beside it, then to the right, then to the left.

    A state is how much of a phrase has been found; a step leads from it over a lexeme to the next. States are multiples
    of STEP, so that state plus lexeme is the key of a step: whole numbers take half the memory of pairs.
    """

    def __init__(self) -> None:
        self._numbers: dict[tuple[int, str], int] = {}  # (layer, lexeme) → number
        self._patterns: dict[tuple[int, ...], int] = {}  # phrase → pattern
        self._planted = 0  # how many of them are in the tree
        self._states = 0
        self._pairs: dict[int, int] = {}  # STEP times a lexeme, plus the one behind it → state
        self._lefts: dict[int, int] = {}  # what stands first in pairs → the same times STEP
        self._rights: set[int] = set()  # what stands second
        self._right: dict[int, int] = {}
        self._left: dict[int, int] = {}
        self._ends: dict[int, int] = {}  # state → pattern
        self._inner: set[int] = set()  # states from which a step leads on

    def number(self, layer: int, lexeme: str) -> int:
        """The number of a lexeme as one layer reads it."""
        return self._numbers.setdefault((layer, lexeme), len(self._numbers) + 1)

    def add(self, lexemes: Sequence[int], pattern: int) -> int:
        """The pattern of a phrase: the one it has, or from now on the one given."""
        return self._patterns.setdefault(tuple(lexemes), pattern)

    def close(self, *, for_good: bool = True) -> None:
        """All phrases are added: make the tree of them. Unless it is for good, more may be planted later."""
        frequency = Counter(chain.from_iterable(self._patterns))
        for phrase, pattern in self._patterns.items():
            rarest = min(range(len(phrase)), key=[frequency[lexeme] for lexeme in phrase].__getitem__)
            self._plant(phrase, pattern, min(rarest, len(phrase) - 2))
        self._lefts = {pair // STEP: pair // STEP * STEP for pair in self._pairs}
        self._rights = {pair % STEP for pair in self._pairs}
        self._planted = len(self._patterns)
        if for_good:
            self._numbers.clear()
            self._patterns.clear()

    def copied(self) -> Phrases:
        """The same, to add to."""
        other = copy(self)
        for name in ("_numbers", "_patterns", "_pairs", "_lefts", "_rights", "_right", "_left", "_ends", "_inner"):
            setattr(other, name, copy(getattr(self, name)))
        return other

    def plant(self) -> None:
        """Make the phrases added after closing part of the tree."""
        for phrase in islice(self._patterns, self._planted, None):
            self._plant(phrase, self._patterns[phrase], 0)
            self._lefts[phrase[0]] = phrase[0] * STEP
            self._rights.add(phrase[1])
        self._planted = len(self._patterns)

    def _plant(self, phrase: tuple[int, ...], pattern: int, at: int) -> None:
        state = self._step(self._pairs, phrase[at] * STEP + phrase[at + 1])
        state = self._path(self._right, state, phrase[at + 2 :])
        self._ends[self._path(self._left, state, phrase[:at][::-1])] = pattern

    def _path(self, steps: dict[int, int], state: int, lexemes: Sequence[int]) -> int:
        for lexeme in lexemes:
            self._inner.add(state)
            state = self._step(steps, state + lexeme)
        return state

    def _step(self, steps: dict[int, int], key: int) -> int:
        if key not in steps:
            self._states += STEP
            steps[key] = self._states
        return steps[key]

    def sides(self, lexemes: Sequence[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """(left, right) of a row, for a word that can be these."""
        lefts = tuple([self._lefts[lexeme] for lexeme in lexemes if lexeme in self._lefts])
        return lefts, tuple([lexeme for lexeme in lexemes if lexeme in self._rights])

    def found(self, row: Row) -> list[_Place]:
        """(pattern, first word, last word) of every phrase in a row."""
        places: list[_Place] = []
        pairs = self._pairs
        for at, gap, lefts, rights in zip(count(1), row.gaps[1:], row.left, row.right[1:], strict=False):
            for left in lefts if gap == JOINED and rights else ():
                for right in rights:
                    if left + right in pairs:
                        self._follow(places, (pairs[left + right], at - 1, at), row)
        return places

    def _follow(self, places: list[_Place], begun: _Place, row: Row) -> None:
        """What a pair grows to; once left, never right again."""
        open_, lexemes, gaps = [begun], row.lexemes, row.gaps
        while open_:
            state, first, last = open_.pop()
            if state in self._ends:
                places.append((self._ends[state], first, last))
            if state not in self._inner:
                continue
            for lexeme in lexemes[first - 1] if first and gaps[first] == JOINED else ():
                if state + lexeme in self._left:
                    open_.append((self._left[state + lexeme], first - 1, last))
            joined = first == begun[1] and last + 1 < len(gaps) and gaps[last + 1] == JOINED
            for lexeme in lexemes[last + 1] if joined else ():
                if state + lexeme in self._right:
                    open_.append((self._right[state + lexeme], first, last + 1))
