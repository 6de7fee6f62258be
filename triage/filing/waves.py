"""Which messages of a batch can be filed together, because none has to know what another one became?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.arrival import Arrival
from triage.filing.lookup import cited
from triage.values import ParsedMessage, Understood

Ready = tuple[Arrival, Understood]


def waves(batch: Sequence[Ready]) -> Iterator[list[Ready]]:
    """The batch in its order, cut wherever a message is a second copy of, or cites, one before it in the same wave."""
    wave: list[Ready] = []
    there: set[str] = set()
    for arrival, understood in batch:
        gives = _gives(arrival, understood.message)
        if not there.isdisjoint((*gives, *cited(understood.message))):
            yield wave
            wave, there = [], set()
        wave.append((arrival, understood))
        there.update(gives)
    if wave:
        yield wave


def _gives(arrival: Arrival, message: ParsedMessage) -> tuple[str, ...]:
    """By what later messages may recognise this one: bytes (D2), content (D3), Message-ID."""
    return tuple(key for key in (arrival.d2, message.content_digest, message.message_id) if key)
