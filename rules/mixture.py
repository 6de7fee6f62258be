"""Of which languages may a text hold inflected words?"""

from __future__ import annotations

from collections.abc import Mapping

CLEAR = 2.0  # votes that show what language a text is in
EVERYWHERE = frozenset(("de", "xx", "uk", "ru", "bg"))  # office words stand in every text; the Cyrillic ones mix freely


def implausible(votes: Mapping[str, float], languages: frozenset[str]) -> frozenset[str]:
    """The languages of which nothing but single look-alikes can stand here: another one is clear, these have no vote.

    `votes`: language → votes of the text's small words.

    Their terms still match as written; only their inflected forms do not, so that Dutch "collega" is no "collège".
    """
    if max(votes.values(), default=0.0) < CLEAR:
        return frozenset()
    present = (code for code, times in votes.items() if times >= 1.0)
    return languages.difference(present, EVERYWHERE)
