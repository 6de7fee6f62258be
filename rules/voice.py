"""What hit, if any, does a rule make of a place where its words stand?"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rules.hit import Hit, hit
from rules.rulebook import ZONES, Rule
from rules.words import Words

MOST_HITS = 40  # places kept of one rule in one field; more say nothing new
LONGEST_PHRASE = 12  # words
Zones = Sequence[tuple[int, int, str]]  # (start, end, kind) of the field "body", in order
Span = tuple[int, int, str]  # first word, last word (inclusive), language of the term
Asked = tuple[list[Span], list[Span], list[Span]]  # near, needs, unless: where they stand, in order


class Field(NamedTuple):
    """One field of a message, cut into words."""

    name: str
    words: Words
    zones: Sequence[str]  # word by word


def field(name: str, words: Words, zones: Zones) -> Field:
    """A field and the zones of its words: what lies in no zone is the body."""
    outside = "subject" if name == "subject" else "body"
    kinds = [outside] * len(words)
    for start, end, kind in zones:
        if kind != "fresh":
            first, behind = words.at(start), words.at(end)
            kinds[first:behind] = [kind] * (behind - first)
    return Field(name, words, kinds)


class Voice(NamedTuple):
    """What a hit has to know of its rule; the words are in the lexicon, the examples are for people."""

    id: str
    family: str
    label: str
    weight: float
    once: bool
    shares: Mapping[str, tuple[float, float]]  # zone → (what counts of a hit there, points), or nothing counts
    near: int  # words within which `near` must stand; -1 without
    adds: float  # to the weight, by what is near
    needs: int  # words within which `needs` must stand; -1 without

    def hits(self, spans: list[Span], field: Field, asked: Asked | None) -> list[Hit]:
        """The hits at the widest of the places; `asked`: where conditions of the rule are fulfilled, if anywhere.

        None where the zone does not count or what the rule needs is missing; at most MOST_HITS.
        """
        rule, family, label, weight, once, shares, _, _, needs = self
        if needs >= 0 and (asked is None or not asked[1]):
            return []
        if asked is not None:
            return self._moderated(spans, field, asked)
        name, words, zones = field
        starts, ends = words.starts, words.ends
        found: list[Hit] = []
        for first, last, language in spans if len(spans) == 1 else _widest(spans):
            if counts := shares.get(zones[first]):
                found.append(hit((
                    family, label, rule, name, starts[first], ends[last], zones[first],
                    weight, counts[0], language, once, "", counts[1], 1,
                )))  # fmt: skip
        return found[:MOST_HITS]

    def _moderated(self, spans: list[Span], field: Field, asked: Asked) -> list[Hit]:
        """The hits of a rule some of whose conditions are fulfilled somewhere."""
        rule, family, label, weight, once, shares, _, _, _ = self
        name, words, zones = field
        starts, ends = words.starts, words.ends
        found: list[Hit] = []
        for span in spans if len(spans) == 1 else _widest(spans):
            first, last, language = span
            counts = shares.get(zones[first])
            if counts is None or (decided := self._decided(span, words, asked)) is None:
                continue
            whole = weight + decided[0]
            points = round(whole * counts[0], 3)
            found.append(hit((
                family, label, rule, name, starts[first], ends[last], zones[first],
                whole, counts[0], language, once, decided[1], points, 1,
            )))  # fmt: skip
        return found[:MOST_HITS]

    def _decided(self, span: Span, words: Words, asked: Asked) -> tuple[float, str] | None:
        """(weight that nearness adds, the words that cancel); None when what the rule needs is missing."""
        near, needs, unless = asked
        if self.needs >= 0 and not _close(span, needs, self.needs, overlap=True):
            return None
        cancel = _in_sentence(words, span[0], unless) if unless else None
        adds = self.adds if near and _close(span, near, self.near, overlap=False) else 0.0
        return adds, (words.shown(cancel[0], cancel[1]) if cancel else "")


def voice(rule: Rule) -> Voice:
    """The voice of a rule."""
    shares = {zone: rule.share(zone) for zone in (*ZONES, "own")}
    return Voice(
        id=rule.id,
        family=rule.family,
        label=rule.label,
        weight=rule.weight,
        once=rule.once,
        shares={zone: (share, round(rule.weight * share, 3)) for zone, share in shares.items() if share},
        near=rule.near.within if rule.near else -1,
        adds=rule.near.adds if rule.near else 0.0,
        needs=rule.needs.within if rule.needs else -1,
    )


def _in_sentence(words: Words, first: int, others: Sequence[Span]) -> Span | None:
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
