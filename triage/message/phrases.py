"""How are lists of words and phrases written down in this package?"""

from __future__ import annotations


def phrases(text: str) -> tuple[str, ...]:
    """Phrases between bars, casefolded as the texts they are compared with, without doubles."""
    return tuple(dict.fromkeys(phrase for part in text.split("|") if (phrase := part.strip(" \n").casefold())))


def words(text: str) -> frozenset[str]:
    """Single words between blanks, in lower case."""
    return frozenset(text.lower().split())


def by_start(found: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Phrases by their first two characters, so that a line is compared with a handful instead of hundreds."""
    index: dict[str, tuple[str, ...]] = {}
    for phrase in found:
        index[phrase[:2]] = (*index.get(phrase[:2], ()), phrase)
    return index
