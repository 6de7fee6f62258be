"""Which topics do the hits speak for, and how surely?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rules.hit import Hit, total
from rules.rulebook import DANGER
from triage.classify.proof import evidence
from triage.values import Label

THRESHOLD = 1.0  # points a topic needs to be named at all; below SURE_POINTS staff are told to look
SECOND_LEAST, SECOND_SHARE = 4.0, 0.62  # points and share of the main topic's points a further topic needs
THIRD_SHARE = 0.8
SURE_POINTS, SURE_MARGIN = 3.0, 1.0  # below, staff should look
MOST = 3
FURTHER = (
    0.7  # of a topic's second rule counts this share, of the third 0.7 · 0.7: a matter in many words is one matter
)
SAME_PLACE = 0.25  # of its points counts a rule whose words a stronger rule of the topic has counted already
FADE = 0.3  # of its points a word at the very end of the text loses, one halfway half of that: the wish comes first
AGAIN, AGAIN_MOST = 0.2, 2  # share of its points a rule gains with each further place, and how many of these count
LEAD = 5.0  # points of violence that put it first whatever else is said
OTHER = "sonstiges"


@dataclass(frozen=True, slots=True, kw_only=True)
class Topics:
    """The decision with its losing side."""

    named: tuple[Label, ...]  # main topic first, never empty
    runner_up: Label | None  # the best that was not named
    certain: bool


def decide_topics(
    counted: Mapping[str, Sequence[Hit]], texts: Mapping[str, str], *, machine: bool, press: bool = False
) -> Topics:
    """Topics by the sum of their rules; further rules of a topic and later words count less, words said again more.

    `machine`: spam, bounces and automatic replies are about nothing of ours. `press`: the story comes second.
    """
    labels = sorted((_label(name, hits, texts) for name, hits in counted.items()), key=_rank)
    positive = [label for label in labels if label.score > 0]
    if machine:
        named: tuple[Label, ...] = (_other(positive),)
    else:
        named = _named([label for label in positive if label.score >= THRESHOLD]) or (_other(positive),)
    if press and named[0].id != OTHER:
        named = (_other(positive), *named[:1])
    chosen = {label.id for label in named}
    runner_up = next((label for label in positive if label.id not in chosen), None)
    return Topics(named=named, runner_up=runner_up, certain=machine or _certain(named, runner_up))


def _label(name: str, hits: Sequence[Hit], texts: Mapping[str, str]) -> Label:
    ordered = sorted(hits, key=_strongest) if name in DANGER else _tapered(hits, len(texts["body"]))
    return Label(id=name, score=total(ordered), evidence=tuple(evidence(hit, texts) for hit in ordered))


def _strongest(hit: Hit) -> tuple[float, str, int, str]:
    return -hit.points, hit.field, hit.start, hit.rule


def _tapered(hits: Sequence[Hit], length: int) -> list[Hit]:
    """Hits, strongest first, with what each still adds to those before it; what speaks against a topic stays whole."""
    taken: list[Hit] = []
    share = 1.0
    for points, hit in sorted(((_placed(hit, length), hit) for hit in hits), key=_by_points):
        if points <= 0:
            taken.append(hit)
            continue
        same = any(_overlap(hit, other) for other in taken)
        taken.append(hit._replace(points=round(points * share * (SAME_PLACE if same else 1.0), 3)))
        share *= 1.0 if same else FURTHER
    return sorted(taken, key=_strongest)


def _placed(hit: Hit, length: int) -> float:
    """The points its places in a text of so many characters leave a hit; what speaks against a topic has no place."""
    if hit.points <= 0:
        return hit.points
    again = 1 + AGAIN * min(hit.places - 1, AGAIN_MOST)
    return hit.points * again * (1 - FADE * hit.start / length if hit.field == "body" else 1.0)


def _by_points(weighed: tuple[float, Hit]) -> tuple[float, str, int, str]:
    points, hit = weighed
    return -points, hit.field, hit.start, hit.rule


def _overlap(one: Hit, other: Hit) -> bool:
    return one.field == other.field and one.start < other.end and other.start < one.end


def _rank(label: Label) -> tuple[float, str]:
    """Most points first; the label guide puts present violence before everything when it applies."""
    lead = 100.0 if label.id == "gewalt_notfall" and label.score >= LEAD else 0.0
    return -(label.score + lead), label.id


def _other(labels: Sequence[Label]) -> Label:
    found = next((label for label in labels if label.id == OTHER), None)
    return found or Label(id=OTHER, score=0.0)


def _named(labels: Sequence[Label]) -> tuple[Label, ...]:
    if not labels:
        return ()
    main, rest = labels[0], [label for label in labels[1:] if label.id != OTHER]
    if main.id == OTHER:
        return (main,)
    further = [x for x in rest if x.score >= SECOND_LEAST and x.score >= SECOND_SHARE * min(main.score, 12.0)]
    third = [x for x in further[1:] if x.score >= THIRD_SHARE * main.score]
    return (main, *further[:1], *third)[:MOST]


def _certain(named: Sequence[Label], runner_up: Label | None) -> bool:
    main = named[0]
    if main.score < SURE_POINTS:
        return False
    return runner_up is None or main.score - runner_up.score >= SURE_MARGIN
