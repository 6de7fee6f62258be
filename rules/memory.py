"""What is kept in memory so that it is worked out once, and how is much made at once without being searched?"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

_Answer = TypeVar("_Answer")
_LONGEST = 100  # letters; what is longer is no word and comes once


class Remembered(dict[str, _Answer]):
    """Word → answer, worked out when first asked for; at most `most` of them, then it begins anew.

    A dictionary, so that C asks it: `map(remembered.__getitem__, words)` costs 30 ns a word.
    """

    def __init__(self, work_out: Callable[[str], _Answer], most: int) -> None:
        super().__init__()
        self._work_out, self._most = work_out, most

    def __missing__(self, word: str) -> _Answer:
        found = self._work_out(word)
        if len(word) <= _LONGEST:
            if len(self) >= self._most:
                self.clear()
            self[word] = found
        return found


@contextmanager
def collector_paused() -> Iterator[None]:
    """No garbage collection meanwhile: it would search a million new objects again and again, all of which stay."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
