"""What did the rules find in a text, where, and what counts of it?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rules.words import Words


class Hit(NamedTuple):
    """One place in the text where a rule speaks."""

    family: str  # topics, urgency, kinds, roles
    label: str
    rule: str  # the rule's id
    field: str  # the name of the field as the caller gave it
    start: int  # code points of the field as given
    end: int  # exclusive
    zone: str  # subject, body, quote, signature, own
    weight: float  # the rule's weight plus what nearness added
    share: float  # 1, or what counts of it in this zone (0.25 in a quote)
    language: str  # of the term
    once: bool  # repeated hits of this rule count once
    cancelled_by: str = ""  # the words that cancelled it; "" when it stands
    points: float = 0.0  # what it adds to its label: weight times share
    places: int = 1  # where its rule speaks in all; known of hits that count


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """Everything the rules found in one message."""

    standing: tuple[Hit, ...]  # field by field
    cancelled: tuple[Hit, ...]
    words: Mapping[str, Words] = field(default_factory=dict)  # the words of each field, for those who look closer
    _counting: Mapping[str, Mapping[str, Sequence[Hit]]] = field(init=False)

    def __post_init__(self) -> None:
        """Count once; every stage asks."""
        object.__setattr__(self, "_counting", _counting(self.standing))

    def counted(self, family: str) -> Mapping[str, Sequence[Hit]]:
        """Label → hits that count: of each rule its best hit, or all when it says `once: false`."""
        return self._counting.get(family, {})

    def languages(self) -> Mapping[str, int]:
        """Language → number of different standing terms' places, over all families."""
        places = {(hit.language, hit.field, hit.start) for hit in self.standing}
        return Counter(language for language, _, _ in places)


def _counting(standing: Sequence[Hit]) -> Mapping[str, Mapping[str, Sequence[Hit]]]:
    """Family → label → hits that count."""
    found: dict[str, dict[str, list[Hit]]] = {}
    best: dict[str, Hit] = {}
    places: Counter[str] = Counter()
    for hit in standing:
        if not hit.once:
            found.setdefault(hit.family, {}).setdefault(hit.label, []).append(hit)
            continue
        places[hit.rule] += 1
        if hit.rule not in best or abs(hit.points) > abs(best[hit.rule].points):
            best[hit.rule] = hit
    for hit in best.values():
        again = places[hit.rule]
        whole = hit._replace(places=again) if again > 1 else hit
        found.setdefault(hit.family, {}).setdefault(hit.label, []).append(whole)
    return found


def total(hits: Iterable[Hit]) -> float:
    """Sum of points."""
    return sum(hit.points for hit in hits)
