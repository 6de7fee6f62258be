"""How does a hit in the text become evidence staff can see?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from rules.hit import Hit
from rules.words import Words
from triage.values import Evidence

Field = Literal["subject", "body", "from", "phone"]
_FIELDS: dict[str, Field] = {"subject": "subject", "body": "body", "from": "from", "phone": "phone"}


def evidence(hit: Hit, texts: Mapping[str, str], weight: float | None = None) -> Evidence:
    """The words of a hit; its weight is what it added: its points unless something else is given."""
    added = hit.points if weight is None else weight
    return proof(hit.field, texts[hit.field], hit.start, hit.end, rule=hit.rule, weight=added)


def proof_of_words(name: str, words: Words, span: tuple[int, int], *, rule: str, weight: float) -> Evidence:
    """The words from the first to the last of `span`, inclusive."""
    start, end = words.starts[span[0]], words.ends[span[1]]
    return proof(name, words.text, start, end, rule=rule, weight=weight)


def proof(name: str, text: str, start: int, end: int, *, rule: str, weight: float) -> Evidence:
    """A stretch of a field, cut out of it so that text and offsets always agree."""
    return Evidence(field=_FIELDS[name], start=start, end=end, text=text[start:end], rule=rule, weight=weight)
