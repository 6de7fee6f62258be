"""How are words read when the terms of a rulebook are looked for: by stem, as they are, or by their beginnings?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from rules.forms import HEADLESS, Stem, head, stemmer
from rules.memory import Remembered

CACHE = 50_000  # words remembered with what they mean; a bound, not a need
FORM, STAR = "form", "star "  # the layer of exact words; before a language, that of its phrases with stars
SHORTEST_STAR = 4
_SHORTEST_STEM = 4


@dataclass(slots=True)
class Layer:
    """One way of reading words: as they are, by a language's stem, or by starred beginnings."""

    number: int
    stem: Stem
    stems: Remembered[str]  # of the words of terms, while there are terms to add
    head: bool  # whether stems keep the word's first letters
    singles: dict[str, int] = field(default_factory=dict)  # lexeme → pattern of one word
    lexemes: dict[str, int] = field(default_factory=dict)  # of phrases, with their numbers
    begun: set[str] = field(default_factory=set)  # the first letters of both

    def copied(self) -> Layer:
        """The same, to add to."""
        return replace(self, singles=dict(self.singles), lexemes=dict(self.lexemes), begun=set(self.begun))

    def take_word(self, lexeme: str, pattern: int) -> None:
        """What a single word stands for."""
        self.singles[lexeme] = pattern
        self.begun.add(head(lexeme))

    def take_phrase(self, lexemes: Sequence[str], numbers: Sequence[int]) -> None:
        """The words of a phrase, with their numbers."""
        self.lexemes.update(zip(lexemes, numbers, strict=True))
        self.begun.update(head(lexeme.removesuffix("*")) for lexeme in lexemes)


def layer_of(name: str, number: int, beginnings: set[str]) -> Layer:
    """A layer without lexemes. `beginnings`: the starred ones of its language, which may still grow."""
    language = name.removeprefix(STAR)
    stem = (lambda word: word) if name == FORM else cautious(stemmer(language))
    if language != name:
        stem = _starred(stem, beginnings)
    return Layer(number=number, stem=stem, stems=Remembered(stem, CACHE), head=language not in HEADLESS)


def lengths(stars: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """The first letters of starred beginnings → how long those beginnings are, the short first."""
    found: dict[str, set[int]] = {}
    for star in stars:
        found.setdefault(star[:SHORTEST_STAR], set()).add(len(star))
    return {begun: tuple(sorted(many)) for begun, many in found.items()}


def heads(layers: Iterable[Layer], headless: tuple[Layer, ...]) -> dict[str, tuple[Layer, ...]]:
    """First letters of a word → the layers in which a word beginning so may stand for something."""
    found: dict[str, list[Layer]] = {}
    for layer in layers:
        for begun in layer.begun:
            if layer.head or begun.isascii():  # Latin letters in Arabic terms: motarjem, امتحان B1
                found.setdefault(begun, []).append(layer)
    return {begun: (*some, *(() if begun.isascii() else headless)) for begun, some in found.items()}


def cautious(stem: Stem) -> Stem:
    """Stems of fewer than four Latin letters say nothing: the word itself stands for them."""

    def lexeme(word: str) -> str:
        found = stem(word)
        return found if len(found) >= (_SHORTEST_STEM if word.isascii() else 2) else word

    return lexeme


def _starred(stem: Stem, beginnings: set[str]) -> Stem:
    """The longest starred beginning of a word, or its stem."""

    def lexeme(word: str) -> str:
        for length in range(len(word), SHORTEST_STAR - 1, -1):
            if word[:length] in beginnings:
                return f"{word[:length]}*"
        return stem(word)

    return lexeme
