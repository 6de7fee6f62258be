"""Which topics do the hits speak for, and how surely?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from rules.hinting import NOTHING, Hinted
from rules.hit import Hit
from rules.rulebook import DANGER, TOPICS
from triage.classify.proof import hinted_at, piece
from triage.values import Label

THRESHOLD = 1.0  # points a topic needs to be named at all; below SURE_POINTS staff are told to look
SECOND_LEAST, SECOND_SHARE = 4.0, 0.62  # points and share of the main topic's points a further topic needs
THIRD_SHARE = 0.8
SURE_POINTS, SURE_MARGIN = 3.0, 2.0  # below, staff should look
MOST = 3
FURTHER = (
    0.7  # of a topic's second rule counts this share, of the third 0.7 · 0.7: a matter in many words is one matter
)
SAME_PLACE = 0.25  # of its points counts a rule whose words a stronger rule of the topic has counted already
FADE = 0.3  # of its points a word at the very end of the text loses, one halfway half of that: the wish comes first
AGAIN, AGAIN_MOST = 0.2, 2  # share of its points a rule gains with each further place, and how many of these count
LEAD = 5.0  # points of violence that put it first whatever else is said
LEAD_ALONE = 0.8  # share of the best other topic's points it needs as well when one single rule says so
MARKS = 2.0  # points of violence below which its marks name nothing
OTHER = "sonstiges"
VIOLENCE = "gewalt_notfall"
ROOFLESS = frozenset(("high.diese_nacht", "high.draussen", "high.weggeschickt", "high.kein_schlafplatz"))
"""Rules of urgency that say somebody has no bed tonight: the label guide makes that the main topic as well."""
_MINUS = itemgetter(0)
_weighing: Callable[[Hit], tuple[float, int, str, int, str, int]] = itemgetter(
    *map(Hit._fields.index, ("points", "places", "field", "start", "rule", "end"))
)


class Topics(NamedTuple):
    """The decision with its losing side."""

    named: tuple[Label, ...]  # main topic first, never empty
    runner_up: Label | None  # the best that was not named
    certain: bool


def with_roofless(counted: Mapping[str, Sequence[Hit]], pressing: Sequence[Hit]) -> Mapping[str, Sequence[Hit]]:
    """The hits of topics, with those of no bed tonight among `pressing` counted as an emergency too."""
    roofless = tuple(hit for hit in pressing if hit.rule in ROOFLESS)
    return {**counted, VIOLENCE: (*counted.get(VIOLENCE, ()), *roofless)} if roofless else counted


def decide_topics(
    counted: Mapping[str, Sequence[Hit]],
    texts: Mapping[str, str],
    *,
    machine: bool,
    press: bool = False,
    hinted: Hinted = NOTHING,
) -> Topics:
    """Topics by the sum of their rules; further rules of a topic and later words count less, words said again more.

    `machine`: spam, bounces and automatic replies are about nothing of ours. `press`: the story comes second.
    `hinted`: what words and other rules add.
    """
    length = len(texts["body"])
    names = [name for name in TOPICS if name in counted or hinted.points.get(name, 0.0) > 0]
    topics = [_topic(name, counted.get(name, ()), length, hinted) for name in names]
    positive = _ranked(
        [topic for topic in topics if topic.score > 0 and (topic.id != VIOLENCE or topic.score >= MARKS)]
    )
    if machine:
        named: tuple[_Topic, ...] = (_other(positive),)
    else:
        named = _named([topic for topic in positive if topic.id == OTHER or topic.score >= THRESHOLD])
        named = named or (_other(positive),)
    if press and named[0].id != OTHER:
        named = (_other(positive), *named[:1])
    runner_up = next((topic for topic in positive if topic not in named), None)
    return Topics(
        named=tuple(_label(topic, texts) for topic in named),
        runner_up=_label(runner_up, texts) if runner_up else None,
        certain=machine or _certain(named[0], runner_up),
    )


def own_points(counted: Mapping[str, Sequence[Hit]], length: int) -> dict[str, float]:
    """Topic → the points of its own rules in a text of so many characters, before anything is hinted at."""
    return {name: _topic(name, hits, length, NOTHING).own for name, hits in counted.items()}


_Part = tuple[float, str, int, str, int]  # minus what a hit adds; what orders hits that add the same; the hit's end


class _Topic(NamedTuple):
    """What speaks for a topic; proofs are made only of those that are named."""

    id: str
    score: float
    own: float  # of the score, the points of the topic's own rules
    parts: Sequence[_Part]  # of these, strongest first
    hinted: Hinted


def _topic(name: str, hits: Sequence[Hit], length: int, hinted: Hinted) -> _Topic:
    parts = sorted(_whole(hits) if name in DANGER else _tapered(hits, length)) if hits else ()
    own = -sum(map(_MINUS, parts))
    return _Topic(name, own + hinted.points.get(name, 0.0), own, parts, hinted)


def _label(topic: _Topic, texts: Mapping[str, str]) -> Label:
    proofs = [
        piece((field, start, end, texts[field][start:end], rule, -minus))
        for minus, field, start, rule, end in topic.parts
    ]
    proofs += hinted_at(topic.hinted, topic.id, texts)
    return Label(id=topic.id, score=topic.score, evidence=tuple(proofs))


def _tapered(hits: Sequence[Hit], length: int) -> list[_Part]:
    """What each hit still adds to stronger ones; what speaks against a topic stays whole."""
    taken: list[_Part] = []
    share = 1.0
    for minus, field, start, rule, end in sorted([_placed(hit, length) for hit in hits]):
        if minus >= 0:
            taken.append((minus, field, start, rule, end))
            continue
        left = share
        for _, where, begin, _, behind in taken:
            if begin < end and start < behind and where == field:
                left *= SAME_PLACE
                break
        else:
            share *= FURTHER
        taken.append((-round(-minus * left, 3), field, start, rule, end))
    return taken


def _whole(hits: Sequence[Hit]) -> list[_Part]:
    return [(-points, field, start, rule, end) for points, _, field, start, rule, end in map(_weighing, hits)]


def _placed(hit: Hit, length: int) -> _Part:
    """The points its places in a text of so many characters leave a hit; what speaks against a topic has no place."""
    points, places, field, start, rule, end = _weighing(hit)
    if points > 0:
        if places > 1:
            points *= 1 + AGAIN * min(places - 1, AGAIN_MOST)
        if field == "body":
            points *= 1 - FADE * start / length
    return -points, field, start, rule, end


def _ranked(topics: Sequence[_Topic]) -> list[_Topic]:
    """Most points first; the label guide puts present violence before everything when its own rules speak for it.

    What is about nothing of ours never has less than a topic needs to be named.
    """
    best = max((topic.score for topic in topics if topic.id != VIOLENCE), default=0.0)
    return sorted(topics, key=lambda topic: (not _leads(topic, best), -topic.score - _least(topic), topic.id))


def _mere_mark(topic: _Topic) -> bool:
    return topic.id == VIOLENCE and topic.score < MARKS


def _least(topic: _Topic) -> float:
    return max(0.0, THRESHOLD - topic.own) if topic.id == OTHER else 0.0


def _leads(topic: _Topic, best: float) -> bool:
    """Whether violence is first whatever else is said; a lone rule leads only near the best other topic."""
    if topic.id != VIOLENCE or topic.own < LEAD:
        return False
    return topic.score >= LEAD_ALONE * best or len({part[3] for part in topic.parts if part[0] < 0}) > 1


def _other(topics: Sequence[_Topic]) -> _Topic:
    found = next((topic for topic in topics if topic.id == OTHER), None)
    return found or _Topic(OTHER, 0.0, 0.0, (), NOTHING)


def _named(topics: Sequence[_Topic]) -> tuple[_Topic, ...]:
    if not topics:
        return ()
    main, rest = topics[0], [topic for topic in topics[1:] if topic.id != OTHER]
    if main.id == OTHER:
        return (main,)
    further = [x for x in rest if x.score >= SECOND_LEAST and x.score >= SECOND_SHARE * min(main.score, 12.0)]
    third = [x for x in further[1:] if x.score >= THIRD_SHARE * main.score]
    return (main, *further[:1], *third)[:MOST]


def _certain(main: _Topic, runner_up: _Topic | None) -> bool:
    if main.score < SURE_POINTS:
        return False
    return runner_up is None or main.score - runner_up.score >= SURE_MARGIN
