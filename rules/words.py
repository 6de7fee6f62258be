"""Which words stand in a text, where, and what separates them?"""

from __future__ import annotations

import operator
import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, compress, count, repeat

from rules.runs import ENDED, JOINED, PARTED, SECTION, Run, settled
from rules.votes import votes

__all__ = ["ENDED", "JOINED", "PARTED", "SECTION", "Words", "read_words"]
_EMPTY_LINE = re.compile(r"\n\s*\n")


@dataclass(slots=True)
class Words:
    """The words of one field as parallel lists, in order; signs are kept only as the gap before the next word."""

    text: str  # the field as given
    forms: list[str]  # folded
    keys: list[str]  # what they are looked up by
    starts: list[int]  # code points of the field as given
    ends: list[int]  # exclusive
    gaps: list[int]  # JOINED, PARTED or ENDED, before the word
    sentences: list[int]  # running number of the sentence the word stands in
    _votes: Mapping[str, float] | None = None

    def __len__(self) -> int:
        return len(self.forms)

    def at(self, offset: int) -> int:
        """The index of the first word that starts at or after an offset."""
        return bisect_left(self.starts, offset)

    def votes(self) -> Mapping[str, float]:
        """Language → votes of the small words, counted when first asked for."""
        if self._votes is None:
            self._votes = votes(self.forms)
        return self._votes

    def shown(self, first: int, last: int) -> str:
        """The text as given from word `first` up to word `last`, inclusive."""
        return self.text[self.starts[first] : self.ends[last]]


def read_words(text: str, runs: Sequence[Run], starts: Sequence[int], signs: Callable[[int], int]) -> Words:
    """Words from the runs between a text's blanks and where each starts; `signs`: the gap the n-th, a wordless, makes.

    C takes all words at once; only signs with blanks on both sides and empty lines are looked at one by one.
    """
    row = list(chain.from_iterable(runs))
    if not row:
        return Words(text, [], [], [], [], [], [])
    forms, keys, lefts, rights, before, behind = map(list, zip(*row, strict=True))
    counts = list(map(len, runs))
    begins = starts if len(row) == len(runs) and 0 not in counts else list(_repeated(starts, counts))
    if max(before) > ENDED:
        before = list(map(settled, before, chain(("",), forms)))
    words = Words(
        text,
        forms,
        keys,
        starts=list(map(operator.add, begins, lefts)) if any(lefts) else list(begins),
        ends=list(map(operator.add, begins, rights)),
        gaps=list(map(max, before, chain((ENDED,), behind))) if any(before) else [ENDED, *behind[:-1]],
        sentences=[],
    )
    for wordless in compress(count(), map(operator.not_, counts)):
        _part(words, starts[wordless], signs(wordless))
    for line in _EMPTY_LINE.finditer(text) if "\n" in text else ():
        _part(words, line.end(), ENDED)
    words.sentences.extend(accumulate(map(ENDED.__eq__, words.gaps)))
    return words


def _repeated(starts: Sequence[int], counts: Sequence[int]) -> chain[int]:
    return chain.from_iterable(map(repeat, starts, counts))


def _part(words: Words, offset: int, gap: int) -> None:
    """Something before an offset parts the word behind it from the one before."""
    at = words.at(offset)
    if at < len(words.forms):
        words.gaps[at] = max(words.gaps[at], settled(gap, words.forms[at - 1] if at else ""))
