"""What does it cost to look for the words of one rule?"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from rules.lexicon import Lexicon
from rules.matcher import Matcher
from rules.rulebook import Rule, Rulebook
from rules.spoken import spoken
from rules.voice import Field, Voices, field
from rules.words import Words

Clock = Callable[[], float]  # seconds
ROUNDS = 3  # the quickest counts: the others were interrupted


def costs(
    rules: Iterable[Rule], texts: Sequence[str], matcher: Matcher, clock: Clock = time.perf_counter
) -> dict[str, float]:
    """Rule → microseconds a text, beside what reading it costs without any rule. Never twice the same.

    `matcher`: cuts the texts. Cheap rules come out as 0.
    """
    if not texts:
        return {}
    with matcher.batch():
        fields = [field("body", matcher.tokens.read(text), ()) for text in texts]
        nothing = _micros((), matcher, fields, clock)
        return {rule.id: round(max(0.0, _micros((rule,), matcher, fields, clock) - nothing), 2) for rule in rules}


def _micros(rules: tuple[Rule, ...], matcher: Matcher, fields: Sequence[Field], clock: Clock) -> float:
    book: Rulebook = replace(matcher.rulebook, rules=rules)
    lexicon, voices = Lexicon(book, matcher.tokens.cut), Voices(rules)
    _look(lexicon, voices, fields)  # what is worked out once is worked out now
    return min(_timed(lexicon, voices, fields, clock) for _ in range(ROUNDS)) / len(fields) * 1e6


def _timed(lexicon: Lexicon, voices: Voices, fields: Sequence[Field], clock: Clock) -> float:
    began = clock()
    _look(lexicon, voices, fields)
    return clock() - began


def _look(lexicon: Lexicon, voices: Voices, fields: Sequence[Field]) -> None:
    for one in fields:
        words: Words = one.words
        voices.hits(*spoken(lexicon, words), one)
