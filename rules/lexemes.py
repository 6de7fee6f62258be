"""What stands for a word in one way of reading words, and which words are known there?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from rules.forms import Stem
from rules.memory import Remembered

SHORTEST_STAR = 4
_SHORTEST_STEM = 4


@dataclass(slots=True, eq=False)
class Layer:
    """One way of reading words: as they are, by a language's stem, or by starred beginnings."""

    number: int
    stem: Stem
    stems: Remembered[str]  # of the words of terms, while there are terms to add
    head: bool  # whether stems keep the word's first letters
    singles: dict[str, int] = field(default_factory=dict)  # lexeme → pattern of one word
    lexemes: dict[str, int] = field(default_factory=dict)  # of phrases, with their numbers

    def copied(self) -> Layer:
        """The same, to add to."""
        return replace(self, singles=dict(self.singles), lexemes=dict(self.lexemes))


def lengths(stars: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """The first letters of starred beginnings → how long those beginnings are, the short first."""
    found: dict[str, set[int]] = {}
    for star in stars:
        found.setdefault(star[:SHORTEST_STAR], set()).add(len(star))
    return {head: tuple(sorted(lengths)) for head, lengths in found.items()}


def cautious(stem: Stem) -> Stem:
    """Stems of fewer than four Latin letters say nothing: the word itself stands for them."""

    def lexeme(word: str) -> str:
        found = stem(word)
        return found if len(found) >= (_SHORTEST_STEM if word.isascii() else 2) else word

    return lexeme


def starred(stem: Stem, beginnings: set[str]) -> Stem:
    """The longest starred beginning of a word, or its stem."""

    def lexeme(word: str) -> str:
        for length in range(len(word), SHORTEST_STAR - 1, -1):
            if word[:length] in beginnings:
                return f"{word[:length]}*"
        return stem(word)

    return lexeme
