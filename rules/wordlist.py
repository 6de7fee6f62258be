"""How is a list of words written so that a person can read it and a program can ask it?"""

from __future__ import annotations


class WordList(frozenset[str]):
    """A set of words, written as a text with blanks between, that knows how long its longest is."""

    longest: int

    def __new__(cls, text: str) -> WordList:
        """From a text of words."""
        made = super().__new__(cls, text.split())
        made.longest = max(map(len, made), default=0)
        return made
