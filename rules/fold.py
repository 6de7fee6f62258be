"""Under which form are two spellings of one word the same word?"""

from __future__ import annotations

import itertools
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

LONGEST_RUN = 100  # code points; longer runs without blank are broken, the tokenizer is quadratic in them
MOST_SIGNS = 20  # signs in one run; it is quadratic in these above all

# Letters that decompose but are letters of their own where they are used.
_OWN = {"й": "й", "ї": "ї", "ў": "ў"}
_SAME = {
    "İ": "i", "ı": "i", "I": "i", "ß": "ss", "ẞ": "ss", "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d",
    "æ": "a", "Æ": "a", "œ": "o", "Œ": "o", "þ": "th", "ð": "d", "ё": "е", "Ё": "е", "ґ": "г", "Ґ": "г",
    # Arabic and Persian: one letter, several forms
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ۍ": "ي", "ئ": "ي", "ؤ": "و",
    "ة": "ه", "ۀ": "ه", "ە": "ه", "ہ": "ه", "ک": "ك", "ڪ": "ك", "ـ": "",
    "’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "＇": "'", "ʹ": "'", "‛": "'", "′": "'",
}  # fmt: skip
_LONG_RUN = re.compile(rf"\S{{{MOST_SIGNS + 1},}}")
_E_FOR_UMLAUT = re.compile(r"(?<![aeiouq])([aou])e(?=[a-z])")


class _Letters(dict[str, str]):
    """The fold of each letter, worked out once."""

    def __missing__(self, letter: str) -> str:
        folded = self[letter] = _fold_letter(letter)
        if len(self) > 20_000:  # noqa: PLR2004  hostile text may use every letter there is
            self.clear()
        return folded


def _fold_letter(letter: str) -> str:
    if letter in _SAME:
        return _SAME[letter]
    low = letter.casefold()
    if low in _OWN or low in _SAME:
        return _OWN.get(low) or _SAME[low]
    digit = unicodedata.digit(letter, None)
    if digit is not None:
        return str(digit)
    parts = unicodedata.normalize("NFKD", low)
    kept = "".join(_SAME.get(c, c) for c in parts if unicodedata.category(c) not in {"Mn", "Me", "Cf", "Cc"})
    return kept.casefold()


_letters = _Letters()


@lru_cache(maxsize=32_768)
def fold(word: str) -> str:
    """The form under which rule and text meet: no case, no diacritics, ä = ae = a, ß = ss, one shape per letter.

    Never shown to a person. Length may differ from the input's.
    """
    if not word.isascii():
        word = "".join(map(_letters.__getitem__, unicodedata.normalize("NFC", word)))
    else:
        word = word.lower()
    return _E_FOR_UMLAUT.sub(r"\1", word) if "e" in word else word


def is_latin(word: str) -> bool:
    """Whether a folded word is written in Latin letters."""
    return word.isascii()


def break_runs(text: str) -> tuple[str, list[int]]:
    """The text with blanks put into long runs without one, and the places (in the given text) of these blanks.

    A position p of the broken text is p minus the number of inserted blanks before it in the given text.
    """
    breaks = list(_breaks(text))
    if not breaks:
        return text, []
    edges = [0, *breaks, len(text)]
    return " ".join(text[a:b] for a, b in itertools.pairwise(edges)), breaks


def unbroken(starts: list[int], breaks: Sequence[int]) -> list[int]:
    """Where in the given text stands what starts there in the broken one, in order."""
    if not breaks:
        return starts
    places = [at + n for n, at in enumerate(breaks)]  # of the inserted blanks, in the broken text
    return [start - bisect_left(places, start) for start in starts]


def _breaks(text: str) -> Iterator[int]:
    for run in _LONG_RUN.finditer(text):
        yield from _breaks_of_run(run[0], run.start())


def _breaks_of_run(run: str, offset: int) -> Iterator[int]:
    since = signs = 0
    for at, letter in enumerate(run):
        signs += not letter.isalnum()
        if at - since >= LONGEST_RUN or signs > MOST_SIGNS:
            yield offset + at
            since, signs = at, 0
