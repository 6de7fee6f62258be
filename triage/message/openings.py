"""With which of many phrases does a line open?"""

from __future__ import annotations

from collections.abc import Iterable

_KEY = 4  # characters; a shorter phrase is its own key

Openings = dict[str, tuple[str, ...]]


def folded(head: str) -> str:
    """A line as it is compared: casefolded, a Turkish İ as i, a curly apostrophe straight."""
    low = head.casefold()
    return low if low.isascii() else low.replace("i\u0307", "i").replace("’", "'")


def pieces(text: str) -> tuple[str, ...]:
    """Pieces of lines between bars, casefolded; their blanks count: " ag " is a word, "str. " needs a number."""
    return tuple(dict.fromkeys(piece.casefold() for piece in text.split("|") if piece))


def by_opening(found: Iterable[str]) -> Openings:
    """Phrases by their first four characters, so that a line is compared with a handful instead of thousands."""
    index: Openings = {}
    for phrase in dict.fromkeys(found):
        index[phrase[:_KEY]] = (*index.get(phrase[:_KEY], ()), phrase)
    return index


def openings(low: str, index: Openings) -> tuple[str, ...]:
    """The phrases that open the casefolded line, longest keys first."""
    near = (*index.get(low[:4], ()), *index.get(low[:3], ()), *index.get(low[:2], ()))
    return tuple(phrase for phrase in near if low.startswith(phrase))


def opens(low: str, index: Openings) -> bool:
    """Whether some phrase opens the casefolded line."""
    near = index.get(low[:4])
    if near and low.startswith(near):
        return True
    near = index.get(low[:3])
    if near and low.startswith(near):
        return True
    near = index.get(low[:2])
    return near is not None and low.startswith(near)
