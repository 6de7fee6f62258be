"""Which messages of a batch can be filed together, because none has to know what another one became?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.arrival import Arrival
from triage.filing.lookup import belongs
from triage.values import ParsedMessage, Understood

Ready = tuple[Arrival, Understood]


def waves(batch: Sequence[Ready]) -> Iterator[list[Ready]]:
    """The batch in its order, cut before a message that is a copy or of the conversation of one in the same wave."""
    wave: list[Ready] = []
    there: set[str] = set()
    for arrival, understood in batch:
        gives = _gives(arrival, understood.message)
        if not there.isdisjoint(gives):
            yield wave
            wave, there = [], set()
        wave.append((arrival, understood))
        there.update(gives)
    if wave:
        yield wave


def _gives(arrival: Arrival, message: ParsedMessage) -> tuple[str, ...]:
    """By what later messages may recognise this one: bytes (D2), content (D3), Message-ID, conversation."""
    return (*(key for key in (arrival.d2, message.content_digest, message.message_id) if key), *belongs(message))
