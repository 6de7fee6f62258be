"""Of which languages do a text's small words speak?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from rules.function_words import WEIGHTS

_SPEAKERS = {word: tuple(weights) for word, weights in WEIGHTS.items()}  # folded word → the languages it is a word of


def votes(forms: Iterable[str]) -> dict[str, float]:
    """Language → votes of its small words among folded ones; a word of several languages is shared between them.

    Words of the same languages are counted first: the frequent words of a text are many, their languages few.
    """
    found: dict[str, float] = {}
    for languages, times in Counter(filter(None, map(_SPEAKERS.get, forms))).items():
        share = times / len(languages)
        for language in languages:
            found[language] = found.get(language, 0.0) + share
    return found
