"""How is a message cut into zones and proving words, so that a page can show both?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

Span = tuple[int, int]  # code points: inclusive, exclusive


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A run of characters, shown plainly or as evidence."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A zone of a message: fresh text, quote, signature, or our own words coming back."""

    kind: str  # fresh | quote | signature | own
    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        """The block as one string."""
        return "".join(p.text for p in self.parts)


def blocks(text: str, zones: Sequence[Sequence[object]], spans: Iterable[Span]) -> tuple[Block, ...]:
    """The text zone by zone, evidence cut out. Zones are [start, end, kind] rows; gaps count as fresh text."""
    merged = merge(spans, len(text))
    cut = [
        Block(kind=kind, parts=tuple(parts(text, start, end, merged)))
        for start, end, kind in _covering(zones, len(text))
    ]
    return tuple(b for b in cut if b.text.strip())


def merge(spans: Iterable[Span], length: int) -> list[Span]:
    """Ascending, inside the text, overlaps and neighbours joined."""
    merged: list[Span] = []
    for start, end in sorted((max(0, s), min(length, e)) for s, e in spans):
        if end <= start:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def parts(text: str, start: int, end: int, spans: Sequence[Span]) -> Iterator[Part]:
    """text[start:end] as plain and marked runs; `spans` as `merge` returns them."""
    at = start
    for s, e in spans:
        s, e = max(s, at), min(e, end)  # noqa: PLW2901 - clipped to this zone
        if e <= s:
            continue
        if s > at:
            yield Part(text=text[at:s])
        yield Part(text=text[s:e], marked=True)
        at = e
    if at < end:
        yield Part(text=text[at:end])


def _covering(zones: Sequence[Sequence[object]], length: int) -> Iterator[tuple[int, int, str]]:
    at = 0
    for row in sorted((_zone(z) for z in zones), key=lambda z: z[0]):
        start, end = max(at, row[0]), min(length, row[1])
        if end <= start:
            continue
        if start > at:
            yield at, start, "fresh"
        yield start, end, row[2]
        at = end
    if at < length:
        yield at, length, "fresh"


def _zone(row: Sequence[object]) -> tuple[int, int, str]:
    start, end, kind = row
    assert isinstance(start, int)
    assert isinstance(end, int)
    return start, end, str(kind)
