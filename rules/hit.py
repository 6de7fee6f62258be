"""What did the rules find in a text, where, and what counts of it?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from operator import itemgetter
from typing import NamedTuple

from rules.words import Words


class Hit(NamedTuple):
    """One place in the text where a rule speaks: first what it has of its rule and the zone, then what of the place."""

    family: str  # topics, urgency, kinds, roles
    label: str
    rule: str  # the rule's id
    once: bool  # repeated hits of this rule count once
    zone: str  # subject, body, quote, signature, own
    share: float  # 1, or what counts of it in this zone (0.25 in a quote)
    weight: float  # the rule's weight plus what nearness added
    points: float  # what it adds to its label: weight times share
    field: str  # the name of the field as the caller gave it
    start: int  # code points of the field as given
    end: int  # exclusive
    language: str  # of the term
    cancelled_by: str = ""  # the words that cancelled it; "" when it stands
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


_RULE_AND_POINTS = itemgetter(*map(Hit._fields.index, ("rule", "points", "once")))
_TERM, _LANGUAGE = itemgetter(*map(Hit._fields.index, ("language", "field", "start"))), itemgetter(0)


def _counting(standing: Sequence[Hit]) -> Mapping[str, Mapping[str, Sequence[Hit]]]:
    """Family → label → hits that count."""
    found: defaultdict[str, defaultdict[str, list[Hit]]] = defaultdict(partial(defaultdict, list))
    for each in _best(standing):
        found[each.family][each.label].append(each)
    return found


def _best(standing: Sequence[Hit]) -> list[Hit]:
    """All hits that say `once: false`, then of each rule its strongest, the first of these, with how many it has."""
    best: dict[str, Hit] = {}
    places: dict[str, int] = {}  # of rules that have several
    all_: list[Hit] = []
    for each in standing:
        rule, points, once = _RULE_AND_POINTS(each)
        if not once:
            all_.append(each)
        elif rule not in best:
            best[rule] = each
        else:
            places[rule] = places.get(rule, 1) + 1
            if abs(points) > abs(best[rule].points):
                best[rule] = each
    for rule, times in places.items():
        best[rule] = hit((*best[rule][:-1], times))
    all_ += best.values()
    return all_


_points: Callable[[Hit], float] = itemgetter(Hit._fields.index("points"))


def total(hits: Iterable[Hit]) -> float:
    """Sum of points."""
    return sum(map(_points, hits))
