"""Which phrases of several words stand in a row of words?"""

from __future__ import annotations

import operator
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import compress, count
from typing import NamedTuple

STEP = 1 << 24  # more than there are lexemes and states of any rulebook
_Place = tuple[int, int, int]  # state or pattern, first word, last word


_MOST_BEGINNINGS = 50_000  # remembered; a bound, not a need
_Steps = Mapping[int, tuple[int, ...]]  # lexeme beside a word → the states reached with it
_Beginning = tuple[_Steps, _Steps]  # of a word: to the right, to the left


class Row(NamedTuple):
    """What the words of a text are in phrases, word by word."""

    lexemes: Sequence[tuple[int, ...]]  # what the word can be
    beside: Sequence[frozenset[int]]  # lexemes one of which must stand beside the word
    behind: Sequence[Sequence[int]]  # lexemes the word behind can be; none behind a sign
    before: Sequence[Sequence[int]]  # lexemes the word before can be; none before a sign


def joined(lexemes: Sequence[Sequence[int]], gaps: Sequence[int]) -> tuple[list[Sequence[int]], list[Sequence[int]]]:
    """(behind, before): what stands behind and before each word with no sign between, from what each word can be."""
    behind, before = [*lexemes[1:], ()], [(), *lexemes[:-1]]
    for at in compress(count(), gaps):
        before[at] = ()
        behind[at - 1] = ()  # of the first word, what is behind the last: nothing anyway
    return behind, before


class Phrases:
    """A tree of phrases, each looked for at its rarest word, then to the right, then to the left.

    So "in" and "ich", part of thousands of phrases, are looked at only beside a word that is part of few. A state is
    how much of a phrase has been found; a step leads from it over a lexeme to the next. States are multiples of STEP,
    so that state plus lexeme is the key of a step: whole numbers take half the memory of pairs.
    """

    def __init__(self) -> None:
        self._numbers: dict[tuple[int, str], int] = {}  # (layer, lexeme) → number
        self._patterns: dict[tuple[int, ...], int] = {}  # phrase → pattern
        self._count = 0  # of lexemes and states together; a lexeme's number is also that of the state it begins
        self._right: dict[int, int] = {}
        self._left: dict[int, int] = {}
        self._beginnings: dict[tuple[int, ...], _Beginning] = {}  # lexemes of a word → its first steps
        self._ends: dict[int, int] = {}  # state → pattern
        self._inner: set[int] = set()  # states from which a step leads on
        self._beside: dict[int, set[int]] = {}  # lexeme at which phrases are looked for → those beside it

    def number(self, layer: int, lexeme: str) -> int:
        """The number of a lexeme as one layer reads it."""
        known = self._numbers.get((layer, lexeme))
        if known is None:
            self._count += 1
            known = self._numbers[layer, lexeme] = self._count
        return known

    def add(self, lexemes: Sequence[int], pattern: int) -> int:
        """The pattern of a phrase: the one it has, or from now on the one given."""
        return self._patterns.setdefault(tuple(lexemes), pattern)

    def close(self) -> None:
        """All phrases are added: make the tree of them."""
        frequency = Counter(lexeme for phrase in self._patterns for lexeme in phrase)
        for phrase, pattern in self._patterns.items():
            at = min(range(len(phrase)), key=[frequency[lexeme] for lexeme in phrase].__getitem__)
            state = self._path(self._right, phrase[at] * STEP, phrase[at + 1 :])
            self._ends[self._path(self._left, state, phrase[:at][::-1])] = pattern
            self._beside.setdefault(phrase[at], set()).add(phrase[at + 1] if at + 1 < len(phrase) else phrase[at - 1])
        self._numbers.clear()
        self._patterns.clear()

    def _path(self, steps: dict[int, int], state: int, lexemes: Sequence[int]) -> int:
        for lexeme in lexemes:
            following = steps.get(state + lexeme)
            if following is None:
                self._count += 1
                following = steps[state + lexeme] = self._count * STEP
                self._inner.add(state)
            state = following
        return state

    def beside(self, lexemes: Sequence[int]) -> frozenset[int]:
        """The lexemes one of which must stand beside a word of these, for a phrase to be found at it."""
        return frozenset().union(*filter(None, map(self._beside.get, lexemes)))

    def _work_out(self, lexemes: tuple[int, ...]) -> _Beginning:
        """The first steps from a word of these lexemes, remembered."""
        right: dict[int, tuple[int, ...]] = {}
        left: dict[int, tuple[int, ...]] = {}
        for lexeme in filter(self._beside.__contains__, lexemes):
            for steps, found in ((self._right, right), (self._left, left)):
                for beside in self._beside[lexeme]:
                    if (reached := steps.get(lexeme * STEP + beside)) is not None:
                        found[beside] = (*found.get(beside, ()), reached)
        if len(self._beginnings) >= _MOST_BEGINNINGS:
            self._beginnings.clear()
        self._beginnings[lexemes] = right, left
        return right, left

    def found(self, row: Row) -> list[_Place]:
        """(pattern, first word, last word) of every phrase in a row."""
        places: list[_Place] = []
        ends, inner = self._ends, self._inner
        for at in _hopeful(row):
            open_ = self._begun(at, row)
            while open_:
                state, first, last = open_.pop()
                if state in ends:
                    places.append((ends[state], first, last))
                if state in inner:
                    self._grow(open_, (state, first, last), at, row)
        return places

    def _begun(self, at: int, row: Row) -> list[_Place]:
        """The phrases looked for at word `at` of which the word beside it is found as well."""
        lexemes = row.lexemes[at]
        right, left = self._beginnings.get(lexemes) or self._work_out(lexemes)
        open_: list[_Place] = []
        for lexeme in row.behind[at]:
            if lexeme in right:
                for state in right[lexeme]:
                    open_.append((state, at, at + 1))
        for lexeme in row.before[at]:
            if lexeme in left:
                for state in left[lexeme]:
                    open_.append((state, at - 1, at))
        return open_

    def _grow(self, open_: list[_Place], place: _Place, at: int, row: Row) -> None:
        """One word more of a phrase looked for at word `at`; once left, never right again."""
        state, first, last = place
        for lexeme in row.before[first]:
            if state + lexeme in self._left:
                open_.append((self._left[state + lexeme], first - 1, last))
        for lexeme in row.behind[last] if first == at else ():
            if state + lexeme in self._right:
                open_.append((self._right[state + lexeme], first, last + 1))


def _hopeful(row: Row) -> Iterator[int]:
    """The words with one beside them that a phrase would need there: few, and C finds them."""
    vain_right = map(frozenset.isdisjoint, row.beside, row.behind)
    vain_left = map(frozenset.isdisjoint, row.beside, row.before)
    return compress(count(), map(operator.not_, map(operator.and_, vain_right, vain_left)))
