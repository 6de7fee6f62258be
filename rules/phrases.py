"""Which phrases of several words stand in a row of words?"""

from __future__ import annotations

import operator
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, compress, count
from typing import Protocol

from rules.words import JOINED

STEP = 1 << 24  # more than there are lexemes and states of any rulebook
_Place = tuple[int, int, int]  # state or pattern, first word, last word


class Placed(Protocol):
    """What a word is in phrases: the states in which they are looked for at it, what one needs beside it, and all
    lexemes it can be.
    """

    @property
    def begins(self) -> tuple[int, ...]: ...  # noqa: D102  said above
    @property
    def beside(self) -> frozenset[int]: ...  # noqa: D102  said above
    @property
    def lexemes(self) -> tuple[int, ...]: ...  # noqa: D102  said above


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
        self._ends: dict[int, int] = {}  # state → pattern
        self._inner: set[int] = set()  # states from which a step leads on
        self._beside: dict[int, list[int]] = {}  # lexeme at which phrases are looked for → those beside it

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
            self._beside.setdefault(phrase[at], []).append(phrase[at + 1] if at + 1 < len(phrase) else phrase[at - 1])
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

    def begins(self, lexemes: Sequence[int]) -> tuple[int, ...]:
        """The states in which phrases are looked for at a word of these lexemes."""
        return tuple(lexeme * STEP for lexeme in lexemes if lexeme in self._beside)

    def beside(self, lexemes: Sequence[int]) -> frozenset[int]:
        """The lexemes one of which must stand beside a word of these, for a phrase to be found at it."""
        return frozenset(chain.from_iterable(self._beside.get(lexeme, ()) for lexeme in lexemes))

    def found(self, row: Sequence[Placed], gaps: Sequence[int]) -> list[_Place]:
        """(pattern, first word, last word) of every phrase; no sign stands inside one."""
        places: list[_Place] = []
        for at in _hopeful(row):
            open_ = self._begun(at, row, gaps)
            while open_:
                state, first, last = place = open_.pop()
                pattern = self._ends.get(state)
                if pattern is not None:
                    places.append((pattern, first, last))
                if state in self._inner:
                    self._grow(open_, place, at, row, gaps)
        return places

    def _begun(self, at: int, row: Sequence[Placed], gaps: Sequence[int]) -> list[_Place]:
        """The phrases looked for at word `at` of which a word beside it is found as well."""
        begins, beside = row[at].begins, row[at].beside
        open_: list[_Place] = []
        if at + 1 < len(row) and gaps[at + 1] == JOINED:
            for lexeme in beside.intersection(row[at + 1].lexemes):
                for state in begins:
                    if (reached := self._right.get(state + lexeme)) is not None:
                        open_.append((reached, at, at + 1))
        if at and gaps[at] == JOINED:
            for lexeme in beside.intersection(row[at - 1].lexemes):
                for state in begins:
                    if (reached := self._left.get(state + lexeme)) is not None:
                        open_.append((reached, at - 1, at))
        return open_

    def _grow(self, open_: list[_Place], place: _Place, at: int, row: Sequence[Placed], gaps: Sequence[int]) -> None:
        """One word more of a phrase looked for at word `at`; once left, never right again."""
        state, first, last = place
        if first and gaps[first] == JOINED:
            for lexeme in row[first - 1].lexemes:
                if (reached := self._left.get(state + lexeme)) is not None:
                    open_.append((reached, first - 1, last))
        if first == at and last + 1 < len(row) and gaps[last + 1] == JOINED:
            for lexeme in row[last + 1].lexemes:
                if (reached := self._right.get(state + lexeme)) is not None:
                    open_.append((reached, first, last + 1))


def _hopeful(row: Sequence[Placed]) -> Iterator[int]:
    """The words with one beside them that a phrase would need there: few, and C finds them."""
    beside, lexemes = list(map(_beside, row)), list(map(_lexemes, row))
    vain_right = map(frozenset.isdisjoint, beside, chain(lexemes[1:], _NONE))
    vain_left = map(frozenset.isdisjoint, beside, chain(_NONE, lexemes))
    return compress(count(), map(operator.not_, map(operator.and_, vain_right, vain_left)))


_beside, _lexemes = operator.attrgetter("beside"), operator.attrgetter("lexemes")
_NONE: tuple[tuple[int, ...]] = ((),)
