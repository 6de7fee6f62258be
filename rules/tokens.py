"""How is a text cut into words with spaCy, in bounded time and memory?"""

from __future__ import annotations

import operator
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import accumulate
from typing import TYPE_CHECKING

from rules.fold import break_runs, fold, unbroken
from rules.memory import Remembered
from rules.runs import Run, plain_run, read_run
from rules.words import Words, read_words

if TYPE_CHECKING:
    from spacy.language import Language

LONGEST_TEXT = 200_000  # code points; what stands behind is not read, so that no text can stall filing
_PLACE: list[int | str] = ["IDX", "LENGTH"]
MOST_STRINGS = 60_000  # words spaCy may remember (some 25 MB) before it starts anew
MOST_RUNS = 50_000  # remembered with the words in them; a bound, not a need
_RUN = re.compile(r"\S+")
_NUMBER = re.compile("[0-9]{2,}")


def _zeros(number: re.Match[str]) -> str:
    """All numbers of a length are cut alike, so the tokenizer has to learn one of them, and keeps no phone numbers."""
    return "0" * len(number[0])


def _starts(text: str, runs: list[str]) -> list[int]:
    """Where each run begins. Where runs and one blank between each make up the whole text, lengths say it."""
    lengths = list(map(len, runs))
    if sum(lengths) + len(runs) - 1 == len(text):
        return list(accumulate(map((1).__add__, lengths[:-1]), initial=0))
    return list(map(re.Match.start, _RUN.finditer(text)))


class Tokens:
    """A blank multilingual tokenizer. One thread at a time: whoever reads holds the lock.

    spaCy remembers every word it meets. Its memory zones forget them again, but switch off the cache that makes
    tokenising fast (1.0 ms instead of 0.1 ms a message), so the tokenizer is replaced when it has learned too much.
    """

    def __init__(self) -> None:
        self._nlp = self._fresh()
        self._lock = threading.RLock()
        self._runs: Remembered[Run] = Remembered(self._run, MOST_RUNS)
        self._signs: Remembered[int] = Remembered(self._gap, MOST_RUNS)  # of runs without a word

    def _fresh(self) -> Language:
        import spacy  # 2 s and 100 MB: only those who match pay for it

        nlp = spacy.blank("xx")
        # no emoticons and the like: they are no words, and looking for them takes half the time
        nlp.tokenizer.rules = {}  # type: ignore[union-attr]  # the stub allows any callable
        nlp.vocab.lex_attr_getters = {}  # type: ignore[attr-defined]  # missing in the stub; word shapes nobody asks for
        return nlp

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Hold the tokenizer for many texts; nests."""
        with self._lock:
            yield

    def read(self, text: str) -> Words:
        """The words of a text's first LONGEST_TEXT code points; offsets count code points of the text as given."""
        read = text[:LONGEST_TEXT]
        runs = read.split()
        with self._lock:
            known = list(map(self._runs.__getitem__, runs))
            starts = _starts(read, runs)
            return read_words(text, known, starts, lambda at: self._signs[runs[at]])

    def _run(self, run: str) -> Run:
        return plain_run(run) or read_run(run, self._tokens(run))[0]

    def _gap(self, run: str) -> int:
        return read_run(run, self._tokens(run))[1]

    def _tokens(self, run: str) -> Iterator[tuple[int, int]]:
        """(start, end) of the tokens of a run."""
        broken, breaks = break_runs(run)
        if len(self._nlp.vocab.strings) > MOST_STRINGS:
            self._nlp = self._fresh()
        # one array instead of a Python object per token: five times as fast
        starts, lengths = self._nlp.tokenizer(_NUMBER.sub(_zeros, broken)).to_array(_PLACE).T.tolist()
        begins = unbroken(starts, breaks)
        return zip(begins, map(operator.add, begins, lengths), strict=True)

    def cut(self, text: str) -> list[str]:
        """The folded words of a short text, as `read` would cut it."""
        if text.isalpha():
            return [fold(text)]
        pieces = text.split()
        return [fold(p) for p in pieces] if all(map(str.isalpha, pieces)) else self.read(text).forms
