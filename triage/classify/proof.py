"""How does a hit in the text become evidence staff can see?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from rules.hinting import Hinted
from rules.hit import Hit
from rules.words import Words
from triage.values import Evidence

piece: Callable[[tuple[object, ...]], Evidence] = partial(tuple.__new__, Evidence)  # of its values in order: dozens


def evidence(hit: Hit, texts: Mapping[str, str]) -> Evidence:
    """The words of a hit; its weight is what it added: its points."""
    return proof(hit.field, texts[hit.field], hit.start, hit.end, rule=hit.rule, weight=hit.points)


def hinted_at(hinted: Hinted, label: str, texts: Mapping[str, str]) -> list[Evidence]:
    """The words that hint at a label."""
    return [
        piece((field, start, end, texts[field][start:end], rule, points))
        for (field, start, end), rule, points in hinted.hits(label)
    ]


def proof_of_words(name: str, words: Words, span: tuple[int, int], *, rule: str, weight: float) -> Evidence:
    """The words from the first to the last of `span`, inclusive."""
    start, end = words.starts[span[0]], words.ends[span[1]]
    return proof(name, words.text, start, end, rule=rule, weight=weight)


def proof(name: str, text: str, start: int, end: int, *, rule: str, weight: float) -> Evidence:
    """A stretch of a field, cut out of it so that text and offsets always agree."""
    return piece((name, start, end, text[start:end], rule, weight))
