"""Which place is meant by a word that is inflected, misspelt or written in another script?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rapidfuzz.distance import DamerauLevenshtein
from rapidfuzz.process import extractOne

from rules.memory import Remembered
from rules.phonetic import sound
from rules.skeleton import skeleton
from rules.wordlist import WordList

LEAST_LETTERS = 5
LEAST_SIMILARITY = 0.85
LEAST_BY_EAR = 0.65  # of names with the same consonants
_LATIN_TAILS = WordList(
    "s de da te ta den dan ten tan deki daki teki taki li lu ye ya e a i u in nin un nun ie iu em owi it n t es r"
    " deyim dayim teyim tayim deyiz dayiz teyiz tayiz deyim deyiz deyken dayken dedir dadir liyim liyiz"
)
_CYRILLIC_TAILS = WordList(
    "а у і и е я ю ь о ом ем єм ам ах ою ею ові еві ські ский ського ского ская ской ському ском скому ін ине ині"
    " ья ье ью"
)
_ARABIC_HEADS = ("وبال", "وال", "بال", "وب", "ول", "وف", "في", "ال", "لل", "من", "ب", "ل", "و", "ف")
_ADJECTIVES = ("ener", "eners", "er", "ers")
_CACHE = 20_000


def is_bent(name: str, word: str) -> bool:
    """Whether a folded word is a name or the name with a case ending."""
    if word == name:
        return True
    tails = _LATIN_TAILS if word.isascii() else _CYRILLIC_TAILS
    return any(word.startswith(stem) and word[len(stem) :] in tails for stem in (name, name.rstrip("ьй")))


class Guess(NamedTuple):
    """A name that a word may stand for."""

    name: str  # folded, as in the gazetteer
    how: str  # exact, inflected, adjective, fuzzy


class Spelling:
    """One-word names of the gazetteer, asked word by word; answers are remembered."""

    def __init__(self, names: Iterable[str], fuzzy: Iterable[str], ordinary: Iterable[str]) -> None:
        self._names = frozenset(names)
        self._ordinary = frozenset(ordinary)
        self._sounds: dict[str, list[str]] = {}
        ordered = sorted(fuzzy, reverse=True)  # of names equally close the first is taken
        for name in ordered:
            if len(name) >= LEAST_LETTERS and name.isascii():
                self._sounds.setdefault(sound(name), []).append(name)
        self._close = tuple(n for n in ordered if len(n) >= LEAST_LETTERS and not n.isascii())
        self._by_length: dict[int, tuple[str, ...]] = {}
        self._bones: dict[str, list[str]] = {}
        for name in self._close:
            if skeleton(name):
                self._bones.setdefault(skeleton(name), []).append(name)
        self._known: Remembered[Guess | None] = Remembered(self._work_out, _CACHE)

    def learn(self, ordinary: frozenset[str]) -> None:
        """These words too stand for no name."""
        if not ordinary <= self._ordinary:
            self._ordinary |= ordinary
            self._known.clear()

    def guess(self, word: str) -> Guess | None:
        """The name a folded word stands for."""
        return self._known[word]

    def _work_out(self, word: str) -> Guess | None:
        if word in self._names:
            return Guess(word, "exact")
        if len(word) < LEAST_LETTERS - 1 or len(word) > 30 or word.isdigit():  # noqa: PLR2004  no place name is longer
            return None
        if word.isascii():
            return self._inflected(word, _LATIN_TAILS, 4) or self._adjective(word) or self._misspelt(word)
        return self._inflected(word, _CYRILLIC_TAILS, 3) or self._behind_clitic(word) or self._nearly(word)

    def _inflected(self, word: str, tails: frozenset[str], least: int) -> Guess | None:
        for cut in range(1, 6):
            stem = word[:-cut]
            if len(stem) >= least and word[-cut:] in tails:
                if stem in self._names and word not in self._ordinary:
                    return Guess(stem, "inflected")
                for end in ("ь", "й") if not word.isascii() else ():
                    if stem + end in self._names:
                        return Guess(stem + end, "inflected")
        return None

    def _adjective(self, word: str) -> Guess | None:
        """Kempener, Viersener, Grefrather: of that town."""
        if not word.endswith(_ADJECTIVES):
            return None
        stem = next(word[: -len(e)] for e in _ADJECTIVES if word.endswith(e))
        for name in (stem, stem + "en") if len(stem) >= LEAST_LETTERS - 1 else ():
            if name in self._names and word not in self._ordinary:
                return Guess(name, "adjective")
        return None

    def _behind_clitic(self, word: str) -> Guess | None:
        for head in _ARABIC_HEADS:
            if word.startswith(head) and word[len(head) :] in self._names:
                return Guess(word[len(head) :], "inflected")
        return None

    def _misspelt(self, word: str) -> Guess | None:
        if len(word) < LEAST_LETTERS or word in self._ordinary:
            return None
        return _closest(word, self._sounds.get(sound(word), ()))

    def _nearly(self, word: str) -> Guess | None:
        if len(word) < LEAST_LETTERS or word in self._ordinary:
            return None
        close = _closest(word, self._of_length(len(word))) if len(word) > LEAST_LETTERS else None
        return close or self._by_ear(word)

    def _of_length(self, length: int) -> tuple[str, ...]:
        """The names not so much longer or shorter than a word that they cannot be close to it."""
        found = self._by_length.get(length)
        if found is None:
            found = self._by_length[length] = tuple(
                name for name in self._close if 1 - abs(len(name) - length) / max(len(name), length) >= LEAST_SIMILARITY
            )
        return found

    def _by_ear(self, word: str) -> Guess | None:
        """A name with the same consonants, with or without an Arabic word before it."""
        bare = [word[len(head) :] for head in ("", *_ARABIC_HEADS) if word.startswith(head)]
        heard = (_closest(form, self._bones.get(skeleton(form), ()), LEAST_BY_EAR) for form in bare)
        return next((guess for guess in heard if guess is not None), None)


def _closest(word: str, names: Sequence[str], least: float = LEAST_SIMILARITY) -> Guess | None:
    if not names:
        return None
    found = extractOne(word, names, scorer=DamerauLevenshtein.normalized_similarity, score_cutoff=least)
    return Guess(found[0], "fuzzy") if found else None
