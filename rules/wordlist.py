"""How is a list of words written so that a person can read it and a program can ask it?"""

from __future__ import annotations

from collections.abc import Mapping

from rules.fold import fold


class WordList(frozenset[str]):
    """A set of words, written as a text with blanks between, that knows how long its longest is."""

    longest: int

    def __new__(cls, text: str) -> WordList:
        """From a text of words."""
        made = super().__new__(cls, text.split())
        made.longest = max(map(len, made), default=0)
        return made


def folded(text: str) -> frozenset[str]:
    """The folded words of a text of words: what those of a message are compared with."""
    return frozenset(map(fold, text.split()))


def spoken_in(words: Mapping[str, str]) -> dict[str, set[str]]:
    """Folded word → the languages in whose text of words it stands."""
    found: dict[str, set[str]] = {}
    for language, text in words.items():
        for word in text.split():
            found.setdefault(fold(word), set()).add(language)
    return found
