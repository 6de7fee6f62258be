"""What hit, if any, does a rule make of a place where its words stand?"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rules.hit import Hit
from rules.lexicon import CONDITIONS, NEAR, NEEDS, ROLE_BITS, UNLESS
from rules.rulebook import ZONES, Rule
from rules.words import Words

MOST_HITS = 40  # places kept of one rule in one field; more say nothing new
LONGEST_PHRASE = 12  # words
Zones = Sequence[tuple[int, int, str]]  # (start, end, kind) of the field "body", in order
Span = tuple[int, int, str]  # first word, last word (inclusive), language of the term
_Asked = tuple[Sequence[Span], Sequence[Span], Sequence[Span]]  # near, needs, unless: where they stand
_NEAR, _NEEDS, _UNLESS = map(CONDITIONS.index, (NEAR, NEEDS, UNLESS))


class Field(NamedTuple):
    """One field of a message, cut into words."""

    name: str
    words: Words
    edges: Sequence[int]  # where the next zone begins
    zones: Sequence[str]  # the zone before the first edge, behind it, behind the second …


def divided(name: str, zones: Zones) -> tuple[list[int], list[str]]:
    """Edges and zones of a field: what lies in no zone is the body."""
    edges: list[int] = []
    kinds = ["subject" if name == "subject" else "body"]
    for start, end, kind in zones:
        edges += (start, end)
        kinds += ("body" if kind == "fresh" else kind, "body")
    return edges, kinds


class Voice(NamedTuple):
    """What a hit has to know of its rule; the words are in the lexicon, the examples are for people."""

    number: int  # of the rule
    id: str
    family: str
    label: str
    weight: float
    once: bool
    shares: Mapping[str, float]  # zone → what counts of a hit there; zones missing count nothing
    near: int  # words within which `near` must stand; -1 without
    adds: float  # to the weight, by what is near
    needs: int  # words within which `needs` must stand; -1 without
    conditional: bool  # whether anything beside its own words decides

    def hits(self, spans: list[Span], field: Field, fulfilled: Mapping[int, Sequence[Span]]) -> list[Hit]:
        """The hits at the widest of the places; `fulfilled`: number of a condition → where it stands, sorted.

        None where the zone does not count or what the rule needs is missing; at most MOST_HITS.
        """
        number, rule, family, label, weight, once, shares, _, _, within, conditional = self
        asked: _Asked = ((), (), ())
        if conditional:
            own = number << ROLE_BITS
            asked = fulfilled.get(own | _NEAR, ()), fulfilled.get(own | _NEEDS, ()), fulfilled.get(own | _UNLESS, ())
            if within >= 0 and not asked[1]:
                return []
            conditional = any(asked)
        name, words, edges, zones = field
        starts, ends = words.starts, words.ends
        found: list[Hit] = []
        for span in spans if len(spans) == 1 else _widest(spans):
            first, last, language = span
            start = starts[first]
            zone = zones[bisect_right(edges, start)]
            share = shares.get(zone)
            if share is None:
                continue
            adds, cancelled_by = 0.0, ""
            if conditional:
                decided = self._decided(span, words, asked)
                if decided is None:
                    continue
                adds, cancelled_by = decided
            points = round((weight + adds) * share, 3)
            # by place, not by name: half the time, and a message has dozens
            found.append(Hit(
                family, label, rule, name, start, ends[last], zone,
                weight + adds, share, language, once, cancelled_by, points,
            ))  # fmt: skip
        return found[:MOST_HITS]

    def _decided(self, span: Span, words: Words, asked: _Asked) -> tuple[float, str] | None:
        """(weight that nearness adds, the words that cancel); None when what the rule needs is missing."""
        near, needs, unless = asked
        if self.needs >= 0 and not _close(span, needs, self.needs, overlap=True):
            return None
        cancel = _in_sentence(words, span[0], unless)
        adds = self.adds if near and _close(span, near, self.near, overlap=False) else 0.0
        return adds, (words.shown(cancel[0], cancel[1]) if cancel else "")


def voice(number: int, rule: Rule) -> Voice:
    """The voice of a rule."""
    zones = (*ZONES, "own")
    return Voice(
        number=number,
        id=rule.id,
        family=rule.family,
        label=rule.label,
        weight=rule.weight,
        once=rule.once,
        shares={zone: share for zone in zones if (share := rule.share(zone))},
        near=rule.near.within if rule.near else -1,
        adds=rule.near.adds if rule.near else 0.0,
        needs=rule.needs.within if rule.needs else -1,
        conditional=bool(rule.near or rule.needs or rule.unless),
    )


def _in_sentence(words: Words, first: int, others: Sequence[Span]) -> Span | None:
    if not others:
        return None
    sentence = words.sentences[first]
    return next((other for other in others if words.sentences[other[0]] == sentence), None)


def _close(span: Span, others: Sequence[Span], within: int, *, overlap: bool) -> bool:
    """Whether one of the (sorted) spans stands within so many words; one that overlaps counts only where asked."""
    first, last, _ = span
    for at in range(bisect_left(others, (first - within - LONGEST_PHRASE,)), len(others)):
        begins, ends, _ = others[at]
        if begins > last + within:
            return False
        apart = ends < first or begins > last
        if (apart and first - ends <= within) or (overlap and not apart):
            return True
    return False


def _widest(spans: list[Span]) -> list[Span]:
    """Without those inside the one before, in order."""
    spans.sort(key=_by_width)
    reached = -1
    kept: list[Span] = []
    for span in spans:
        if span[1] > reached:
            reached = span[1]
            kept.append(span)
    return kept


def _by_width(span: Span) -> tuple[int, int, str]:
    return span[0], -span[1], span[2]
