"""How is a text cut into words with spaCy, in bounded time and memory?"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rules.fold import break_runs
from rules.words import Words, read_words

if TYPE_CHECKING:
    from spacy.language import Language

LONGEST_TEXT = 200_000  # code points; what stands behind is not read, so that no text can stall filing


class Tokens:
    """A blank multilingual tokenizer. One thread at a time: whoever reads holds the lock."""

    def __init__(self) -> None:
        import spacy  # 2 s and 100 MB: only those who match pay for it

        self.nlp: Language = spacy.blank("xx")
        self._lock = threading.RLock()
        self._depth = 0

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Words read inside are forgotten afterwards; nests. Without it memory grows with every new word."""
        with self._lock:
            self._depth += 1
            try:
                if self._depth > 1:
                    yield
                else:
                    with self.nlp.memory_zone():
                        yield
            finally:
                self._depth -= 1

    def read(self, text: str) -> Words:
        """The words of a text's first LONGEST_TEXT code points; offsets count code points of the text as given."""
        broken, breaks = break_runs(text[:LONGEST_TEXT])
        with self.batch():
            doc = self.nlp.tokenizer(broken)
            return read_words(text, [(token.idx, token.text) for token in doc], breaks)
