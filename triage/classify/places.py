"""Which municipality does the person concerned live in?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rules.gazetteer import OUTSIDE
from rules.living import OTHER, OWN
from rules.places import Mention, Places
from rules.words import Words
from triage.classify.proof import proof, proof_of_words
from triage.values import Evidence, Label, ParsedMessage

LEAST = 1.0  # points a municipality needs
MARGIN = 0.3  # points it must lead by; otherwise it stays ambiguous
AGAIN = 0.4  # points of a further mention of the same place, at most so many
PASSING = 0.4  # of the points of a home, when the message concerns somebody who lives elsewhere
NAMED = 2.5  # points of a place that is named without a word against it
_MOST_AGAIN = 2
_LIST = 3  # places level with each other are a list, not a residence
_SHARES = {"subject": 1.0, "fresh": 1.0, "quote": 0.0, "signature": 0.0, "own": 0.0}
_BARE_SHARES = {**_SHARES, "quote": 0.5, "signature": 0.4}
_PRIVATE_SHARES = {**_SHARES, "signature": 0.42}  # who signs "Name, Town" for themselves says where they live
_NOTED = 5.0  # points of the town staff asked for and noted
_NUMBER = 1.0  # points of the caller's own dialling code


class Residence(NamedTuple):
    """The decision with its losing side."""

    place: Label | None
    runner_up: Label | None


def decide_place(
    message: ParsedMessage,
    places: Places,
    words: Mapping[str, Words],
    *,
    bare: bool,
    private: bool = False,
    concerned: str = OWN,
) -> Residence:
    """The municipality with the most points; None when none reaches LEAST or two are level.

    `bare`: hardly anything was newly written, so quote and signature may help. `private`: the sender signs for
    themselves, not for an office. `concerned`: whose home counts when the writer's and another's are named.
    """
    shares = _BARE_SHARES if bare else _PRIVATE_SHARES if private else _SHARES
    found: dict[str, list[Evidence]] = {}
    for place, piece in _of_whom(list(_pieces(message, places, words, shares)), concerned):
        found.setdefault(place, []).append(piece)
    labels = sorted((_label(place, pieces) for place, pieces in found.items()), key=lambda label: -label.score)
    best = next(iter(labels), None)
    second = labels[1] if len(labels) > 1 else None
    if best is None or best.score < LEAST:
        return Residence(place=None, runner_up=best)
    if len([label for label in labels if best.score - label.score < MARGIN]) >= _LIST:
        return Residence(place=None, runner_up=best)
    if second is not None and best.score - second.score < MARGIN:
        first = _earlier(best, second)
        if first is None:
            return Residence(place=None, runner_up=best)
        return Residence(place=first, runner_up=second if first is best else best)
    return Residence(place=best, runner_up=second)


def _of_whom(pieces: Sequence[tuple[str, str, Evidence]], concerned: str) -> Iterator[tuple[str, Evidence]]:
    """The pieces; where both the writer's and another's home are named, the one of whom it is not about counts less."""
    homes = {who: {place for place, whose, _ in pieces if whose == who} for who in (OWN, OTHER)}
    if concerned == OWN:  # a place named for itself may be the writer's
        homes[OWN] |= {place for place, whose, piece in pieces if not whose and piece.weight >= NAMED}
    both = homes[OWN] and homes[OTHER] and homes[OWN] != homes[OTHER]
    for place, who, piece in pieces:
        passing = both and who not in {"", concerned}
        yield place, piece._replace(weight=piece.weight * PASSING) if passing else piece


def _earlier(one: Label, other: Label) -> Label | None:
    """Of two level places the one named first in the same field; None when they cannot be compared."""
    a, b = one.evidence[0], other.evidence[0]
    if a.field != b.field or a.start == b.start:
        return None
    return one if a.start < b.start else other


def _label(place: str, pieces: Sequence[Evidence]) -> Label:
    ordered = sorted(pieces, key=lambda piece: (-piece.weight, piece.start))
    again = 0.0 if place == OUTSIDE else AGAIN  # a second name outside is another place, not the same one again
    kept = [ordered[0], *(piece._replace(weight=min(piece.weight, again)) for piece in ordered[1 : 1 + _MOST_AGAIN])]
    return Label(id=place, score=sum(piece.weight for piece in kept), evidence=tuple(kept))


def _pieces(
    message: ParsedMessage, places: Places, words: Mapping[str, Words], shares: Mapping[str, float]
) -> Iterator[tuple[str, str, Evidence]]:
    """(place, whose home, its words)."""
    for name, read in words.items():
        for mention in places.mentions(read, note=message.channel == "phone"):
            start = read.starts[mention.first]
            points = mention.points * shares[_zone(message, name, start)]
            if points > 0:
                yield (
                    mention.place,
                    mention.who,
                    proof_of_words(name, read, (mention.first, mention.last), rule=_rule(mention), weight=points),
                )
    place = places.dialled(message.phone)
    if place:
        yield place, "", proof("phone", message.phone, 0, len(message.phone), rule="ort.vorwahl", weight=_NUMBER)
    for noted, piece in _noted(message, places):
        yield noted, "", piece


def _noted(message: ParsedMessage, places: Places) -> Iterator[tuple[str, Evidence]]:
    """The town staff noted beside the call: it is repeated in no field, so its proof is empty of words."""
    for mention in places.named(message.town_hint)[:1] if message.town_hint else ():
        yield mention, proof("body", message.text, 0, 0, rule="ort.notiert", weight=_NOTED)


def _zone(message: ParsedMessage, name: str, start: int) -> str:
    if name == "subject":
        return "subject"
    return next((zone.kind for zone in message.zones if zone.start <= start < zone.end), "fresh")


def _rule(mention: Mention) -> str:
    return f"ort.{_KINDS[mention.kind]}" + (f".{_CUES[mention.cue]}" if mention.cue else "")


_KINDS = {
    "town": "name", "district": "ortsteil", "hamlet": "ortsteil", "unsure": "ortsteil", "camp": "unterkunft",
    "near": "auswaerts", "far": "auswaerts", "abroad": "auswaerts", "postcode": "plz", "dialling": "vorwahl",
}  # fmt: skip
_CUES = {
    "residence": "wohnt", "note": "notiz", "elsewhere": "dort_nur", "region": "behoerde", "local": "einrichtung",
    "before": "frueher", "abroad": "herkunft",
}  # fmt: skip
