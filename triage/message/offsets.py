"""Where in the text as given does a place of the cleaned text lie?"""

from __future__ import annotations

from collections.abc import Sequence


def places(shown: str, given: str) -> Sequence[int]:
    """For each code point of `shown`, and its end, the offset in `given`; cleaning only drops or replaces characters.

    A character that was replaced (a line end, a control character) takes the next place that is free.
    """
    if shown == given:
        return range(len(given) + 1)
    found: list[int] = []
    at = 0
    for character in shown:
        there = given.find(character, at, at + _FARTHEST) if character.strip() else _blank(given, at, character)
        at = min(there if there >= 0 else at, len(given))
        found.append(at)
        at = min(at + 1, len(given))
    found.append(at)
    return found


_FARTHEST = 4096  # cleaning drops short runs; a longer search would be quadratic


def _blank(given: str, at: int, character: str) -> int:
    """The place of a blank or line end, as it was written or as what it was made from."""
    while at < len(given):
        if given[at] == character or (given[at] == "\r" and character == "\n" and given[at + 1 : at + 2] != "\n"):
            return at
        if given[at].isprintable() and not given[at].isspace():
            return -1
        at += 1
    return -1
