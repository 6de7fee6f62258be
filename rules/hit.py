"""What did the rules find in a text, where, and what counts of it?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, compress, filterfalse
from operator import attrgetter, itemgetter
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


_once: Callable[[Hit], bool] = attrgetter("once")
_rule: Callable[[Hit], str] = attrgetter("rule")
_TERM, _LANGUAGE = attrgetter("language", "field", "start"), itemgetter(0)


def _counting(standing: Sequence[Hit]) -> Mapping[str, Mapping[str, Sequence[Hit]]]:
    """Family → label → hits that count."""
    counting = standing if all(map(_once, standing)) else [each for each in standing if each.once]
    best = dict(zip(map(_rule, counting), counting, strict=True))
    if len(best) < len(counting):
        best = _best(counting)
    found: defaultdict[str, defaultdict[str, list[Hit]]] = defaultdict(partial(defaultdict, list))
    for each in chain(filterfalse(_once, standing), best.values()):
        found[each.family][each.label].append(each)
    return found


def _best(hits: Sequence[Hit]) -> dict[str, Hit]:
    """Rule → its strongest hit, the first of these, with how many places the rule has."""
    rules = list(map(_rule, hits))
    best = dict(zip(reversed(rules), reversed(hits), strict=True))
    places = Counter(rules)
    repeated = frozenset(compress(places, map((1).__lt__, places.values())))
    for each in compress(hits, map(repeated.__contains__, rules)):
        known = best[each.rule]
        if known.places == 1 or abs(each.points) > abs(known.points):
            best[each.rule] = each._replace(places=places[each.rule])
    return {rule: best[rule] for rule in places}


_points: Callable[[Hit], float] = attrgetter("points")


def total(hits: Iterable[Hit]) -> float:
    """Sum of points."""
    return sum(map(_points, hits))
