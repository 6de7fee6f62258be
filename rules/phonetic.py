"""Do two German words sound alike? (Kölner Phonetik, Postel 1969)"""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter

_MOST_WINDOWS = 30_000  # more than three Latin letters make

_PLAIN = {
    **dict.fromkeys("aeijouy", "0"),
    "b": "1",
    **dict.fromkeys("fvw", "3"),
    **dict.fromkeys("gkq", "4"),
    "l": "5",
    **dict.fromkeys("mn", "6"),
    "r": "7",
    **dict.fromkeys("sz", "8"),
}


def _code(window: tuple[str, str, str]) -> str:
    """The digits of a letter between two others, "" for none."""
    before, letter, after = window
    match letter:
        case "h":
            return ""
        case "p":
            return "3" if after == "h" else "1"
        case "d" | "t":
            return "8" if after and after in "csz" else "2"
        case "x":
            return "8" if before and before in "ckq" else "48"
        case "c":
            return _code_of_c(before, after)
        case _:
            return _PLAIN.get(letter, "")


def _code_of_c(before: str, after: str) -> str:
    if not before:
        return "4" if after and after in "ahkloqrux" else "8"
    return "4" if before not in "sz" and after and after in "ahkoqux" else "8"


class _Codes(dict[tuple[str, str, str], str]):
    """The code of a letter between two others, worked out once."""

    def __missing__(self, window: tuple[str, str, str]) -> str:
        found = _code(window)
        if len(self) < _MOST_WINDOWS:
            self[window] = found
        return found


_codes = _Codes()


def sound(word: str) -> str:
    """The code of a folded word: digits, doubles and inner vowels gone."""
    codes = "".join(map(_codes.__getitem__, zip(("", *word[:-1]), word, (*word[1:], ""), strict=True)))
    once = "".join(map(itemgetter(0), groupby(codes)))
    return once[:1] + once[1:].replace("0", "")
