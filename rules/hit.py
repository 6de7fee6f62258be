"""What did the rules find in a text, where, and what counts of it?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from operator import attrgetter, itemgetter
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


hit: Callable[[tuple[object, ...]], Hit] = partial(tuple.__new__, Hit)  # of its values in order, in C: there are dozens


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """Everything the rules found in one message."""

    standing: Sequence[Hit]  # field by field
    cancelled: Sequence[Hit]
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
        return Counter(map(_LANGUAGE, set(map(_TERM, self.standing))))


_RULE = attrgetter("rule")
_TERM, _LANGUAGE = attrgetter("language", "field", "start"), itemgetter(0)


def _counting(standing: Sequence[Hit]) -> Mapping[str, Mapping[str, Sequence[Hit]]]:
    """Family → label → hits that count."""
    found: dict[str, dict[str, list[Hit]]] = {}
    best: dict[str, Hit] = {}
    places = Counter(map(_RULE, standing))
    for each in standing:
        if not each.once:
            found.setdefault(each.family, {}).setdefault(each.label, []).append(each)
        elif places[each.rule] == 1:
            best[each.rule] = each
        elif each.rule not in best or abs(each.points) > abs(best[each.rule].points):
            best[each.rule] = each._replace(places=places[each.rule])
    for each in best.values():
        found.setdefault(each.family, {}).setdefault(each.label, []).append(each)
    return found


_points: Callable[[Hit], float] = attrgetter("points")


def total(hits: Iterable[Hit]) -> float:
    """Sum of points."""
    return sum(map(_points, hits))
