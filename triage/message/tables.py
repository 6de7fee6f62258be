"""Does a text hold, or begin with, one of many phrases?"""

from __future__ import annotations

from functools import lru_cache

from triage.message.phrases import by_start, phrases

_SHORT = 160  # characters up to which walking through the text is quicker than trying every phrase
_EAST_ASIAN = "\u2e80"  # the first sign of the scripts of East Asia


class Table:
    """Folded phrases, looked up quickly in short texts (by their first two characters) and in long ones."""

    __slots__ = ("_by_start", "phrases")

    def __init__(self, text: str) -> None:
        self.phrases = phrases(text)
        self._by_start = by_start(self.phrases)

    def within(self, text: str) -> bool:
        """Whether any phrase stands anywhere in a folded text."""
        if len(text) > _SHORT:
            for phrase in self.phrases:  # noqa: SIM110 - a plain loop takes half the time of any(...)
                if phrase in text:
                    return True
            return False
        return any(phrase in text for pair in self._by_start.keys() & _pairs(text) for phrase in self._by_start[pair])

    def opens(self, text: str) -> int:
        """Length of the longest phrase with which a folded text begins, as a whole word; 0 when there is none."""
        candidates = self._by_start.get(text[:2])
        if candidates is None or not text.startswith(candidates):
            return 0
        fitting = (phrase for phrase in candidates if text.startswith(phrase) and _ends_word(phrase, text))
        return max(map(len, fitting), default=0)


@lru_cache(maxsize=8)
def _pairs(text: str) -> frozenset[str]:
    """Every two neighbouring characters; the same subject is looked up in many tables one after the other."""
    return frozenset(map(str.__add__, text, text[1:]))


def _ends_word(phrase: str, text: str) -> bool:
    """A colon ends a word by itself, and East Asian scripts set no blanks between words."""
    return not phrase[-1].isalpha() or phrase[-1] >= _EAST_ASIAN or not text[len(phrase) : len(phrase) + 1].isalpha()
