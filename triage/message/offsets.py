"""Where in the text as given does a place of the cleaned text lie?"""

from __future__ import annotations

from collections.abc import Sequence

_BREAKS = frozenset("\r\x0b\x0c\x85\u2028\u2029")  # what cleaning makes a line feed
_REPLACED = "\ufffd"  # what cleaning makes of a lone surrogate


def places(shown: str, given: str) -> Sequence[int]:
    """For each code point of `shown`, and its end, the offset in `given`.

    Cleaning only drops characters and replaces one by one, so the first character that can be the next one shown is it.
    Linear in the longer of the two; what is not in `given` at all lies at its end.
    """
    if shown == given:
        return range(len(given) + 1)
    found: list[int] = []
    at = 0
    for character in shown:
        while at < len(given) and not _became(given, at, character):
            at += 1
        found.append(at)
        at = min(at + 1, len(given))
    found.append(at)
    return found


def _became(given: str, at: int, character: str) -> bool:
    """Whether the character given there can be what is shown."""
    there = given[at]
    if character == "\n":
        # A pair of carriage return and line feed is shown as its line feed.
        return there == "\n" or (there in _BREAKS and given[at : at + 2] != "\r\n")
    if there == character:
        return True
    if character == " ":
        return there.isspace() or not there.isprintable()
    return character == _REPLACED and "\ud800" <= there <= "\udfff"
