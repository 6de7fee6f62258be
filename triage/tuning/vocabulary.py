"""Which words are ordinary, so that what is left may be a name?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rules.fold import fold
from rules.forms import stemmer
from rules.function_words import COMMON
from rules.rulebook import Rule, Rulebook

WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u064b-\u0652\u200c\u200d])*")
_TAIL, _HEAD = 4, 3  # letters of the known end of a compound, and of what stands before it
# What German nouns end in; no name does.
_ENDINGS = (
    "ung", "ungen", "heit", "heiten", "keit", "keiten", "schaft", "schaften", "tion", "tionen", "tät", "ismus", "ment",
    "nis", "erin", "erinnen", "tum", "ling", "stelle", "schein", "amt", "haus", "geld", "kurs", "platz", "zeit",
    "zentrum",
)  # fmt: skip
_made: dict[str, Vocabulary] = {}  # the newest one, by the digest of its rulebook


class Vocabulary:
    """The words of a rulebook, of its places, and the small words of every language."""

    def __init__(self, book: Rulebook) -> None:
        self._words: set[str] = set(COMMON)
        self._german: set[str] = set()
        self._stems: dict[str, set[str]] = {}
        for text, language in _texts(book):
            self._add(text, language)
        self._places = frozenset(fold(name.name) for name in book.places.names)

    def knows(self, word: str, language: str) -> bool:
        """Whether it is an ordinary word or a place, inflected or not."""
        form = fold(word)
        return form in self._words or any(
            stemmer(spoken)(form) in self._stems.get(spoken, ()) for spoken in {language, "de"}
        )

    def is_german(self, word: str) -> bool:
        """Whether it is a German word or a place: those have capitals in texts of other languages too."""
        form = fold(word)
        return form in self._german or stemmer("de")(form) in self._stems.get("de", ()) or self.derives(word)

    def derives(self, word: str) -> bool:
        """Whether it is put together of words it knows, or ends as German nouns do."""
        return word.lower().endswith(_ENDINGS) or self._is_compound(fold(word))

    def is_place(self, name: str) -> bool:
        """Whether it is a town or district the rules know, with an ending of up to three letters."""
        form = fold(name)
        return any(form[: len(form) - cut] in self._places for cut in range(min(4, len(form) - 3)))

    def _is_compound(self, form: str) -> bool:
        parts = ((form[:at], form[at:]) for at in range(_HEAD + 1, len(form) - _TAIL + 1))
        return any(end in self._words and (head in self._words or head[:-1] in self._words) for head, end in parts)

    def _add(self, text: str, language: str) -> None:
        stem = stemmer(language)
        for word in WORD.findall(text):
            form = fold(word)
            self._words.add(form)
            if language == "de":
                self._german.add(form)
            if len(form) > _HEAD:
                self._stems.setdefault(language, set()).add(stem(form))


def vocabulary_of(book: Rulebook) -> Vocabulary:
    """Made once per rulebook; three seconds' work."""
    if book.digest not in _made:
        _made.clear()
        _made[book.digest] = Vocabulary(book)
    return _made[book.digest]


def _texts(book: Rulebook) -> Iterator[tuple[str, str]]:
    for rule in book.rules:
        yield from terms_of(rule)
    for hint in book.hints:
        if hint.language:
            yield hint.text, hint.language
    for place in book.places.names:
        yield place.name, "de"
    for _, phrase in (*book.places.cues, *book.places.fixed):
        yield phrase, "de"


def terms_of(rule: Rule) -> Iterator[tuple[str, str]]:
    """Every term of a rule, conditions included, and its language."""
    for terms in (rule.any, rule.unless, *(nearby.terms for nearby in (rule.near, rule.needs) if nearby)):
        for term in terms:
            yield term.text, term.language
