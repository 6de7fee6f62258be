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
Said = tuple[str, str, str, bool, str, float, float, float]  # the first half of a Hit, up to its points
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

    said: Mapping[str, Said]  # zone → what a hit there has of its rule; no zone that counts nothing
    raised: Mapping[str, Said]  # the same where nearness adds to the weight
    near: int  # words within which `near` must stand; -1 without
    needs: int  # words within which `needs` must stand; -1 without

    def hits(self, spans: list[Span], field: Field, asked: Asked) -> list[Hit]:
        """The hits at the widest of the places, when some condition of the rule is fulfilled somewhere.

        None where the zone does not count or what the rule needs is missing; at most MOST_HITS.
        """
        said, raised, within, needed_within = self
        near, needs, unless = asked
        if needed_within >= 0 and not needs:
            return []
        name, words, zones = field
        found: list[Hit] = []
        for first, last, language in spans if len(spans) == 1 else _widest(spans):
            zone = zones[first]
            if zone not in said or (needs and not _close(first, last, needs, needed_within, overlap=True)):
                continue
            of_rule = raised if near and _close(first, last, near, within, overlap=False) else said
            cancelled_by = _in_sentence(words, first, unless) if unless else ""
            of_place = (name, words.starts[first], words.ends[last], language, cancelled_by, 1)
            found.append(hit(of_rule[zone] + of_place))
        return found[:MOST_HITS]


class Voices:
    """All rules' voices."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._voices = tuple(map(_voice, rules))
        self._needing = frozenset(number for number, rule in enumerate(rules) if rule.needs)
        zones = (*ZONES, "own")
        self._said = {zone: [voice.said.get(zone) for voice in self._voices] for zone in zones}  # by zone and rule

    def hits(self, speaking: Mapping[int, list[Span]], fulfilled: Mapping[int, Asked], field: Field) -> list[Hit]:
        """The hits in a field; `speaking`: rule → where its words stand; `fulfilled`: where its conditions stand.

        In the order in which their rules speak. Most rules that speak have no condition fulfilled: these are made here.
        """
        name, words, zones = field
        found: list[Hit] = []
        for rule, spans in speaking.items():
            if rule in fulfilled:
                found += self._voices[rule].hits(spans, field, fulfilled[rule])
            elif rule not in self._needing:
                made = 0
                for first, last, language in spans if len(spans) == 1 else _widest(spans):
                    said = self._said[zones[first]][rule]
                    if said is not None and made < MOST_HITS:
                        of_place = (name, words.starts[first], words.ends[last], language, "", 1)
                        found.append(hit(said + of_place))
                        made += 1
        return found


def _voice(rule: Rule) -> Voice:
    return Voice(
        said=_said(rule, rule.weight),
        raised=_said(rule, rule.weight + (rule.near.adds if rule.near else 0.0)),
        near=rule.near.within if rule.near else -1,
        needs=rule.needs.within if rule.needs else -1,
    )


def _said(rule: Rule, weight: float) -> dict[str, Said]:
    """Zone → what a hit there has of its rule."""
    shares = {zone: rule.share(zone) for zone in (*ZONES, "own")}
    return {
        zone: (rule.family, rule.label, rule.id, rule.once, zone, share, weight, round(weight * share, 3))
        for zone, share in shares.items()
        if share
    }


def _in_sentence(words: Words, first: int, others: Sequence[Span]) -> str:
    """The first of the words that cancel a hit in its sentence; "" when there are none."""
    sentence = words.sentences[first]
    for begins, ends, _ in others:
        if words.sentences[begins] == sentence:
            return words.shown(begins, ends)
    return ""


def _close(first: int, last: int, others: Sequence[Span], within: int, *, overlap: bool) -> bool:
    """Whether one of the (sorted) spans stands within so many words; one that overlaps counts only where asked."""
    at = bisect_left(others, (first - within - LONGEST_PHRASE,)) if len(others) > 1 else 0
    for begins, ends, _ in others[at:]:
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
