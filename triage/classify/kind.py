"""What kind of message is this: a new matter, a follow-up, thanks, or a machine's?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, get_args

from rules.hinting import NOTHING, Hinted
from rules.hit import Hit, total
from triage.values import Automatic, Kind

THRESHOLD = 2.0
_BY_MACHINE: dict[str, Kind] = {
    "bounce": "bounce",
    "auto_reply": "autoreply",
    "feedback_loop": "bounce",
    "list": "newsletter",
    "newsletter": "newsletter",
    "receipt": "autoreply",
}
KINDS: tuple[Kind, ...] = get_args(Kind)
SPOKEN: tuple[Kind, ...] = ("followup", "thanks", "request")  # written by people; of equals the first
MACHINE: frozenset[str] = frozenset(("autoreply", "bounce", "spam"))  # about nothing of ours
HUSHED: frozenset[str] = frozenset(("autoreply", "bounce", "newsletter", "spam"))  # taken out of the working view
SIGNS, HUSHED_LEAST = 2, 5.0  # rules and points that make a mail one of these by its words alone
ANSWERS = 1.0  # points for continuing a thread
REPLY = 2.0  # points of a subject that answers a mail, above the mail itself or in a few words
PREFIX = 1.1  # points of such a subject alone: people answer an old mail to begin something new
NOTHING_ASKED = 1.5  # points of thanks in a text that asks for nothing
PROPER = 1.0  # points of thanks that are more than a closing
QUESTION = 3.0  # points a question takes from thanks: the thanks are courtesy then
NOTED = "followup.notiz"  # this rule counts in notes of calls alone, where "we" is this office
UNANSWERED: frozenset[str] = MACHINE | {"newsletter", "thanks"}  # nobody waits


class Manner(NamedTuple):
    """How a message is said, beside its words."""

    pressing: bool  # words of danger stand in it: words alone never make it a machine's mail or spam
    asks: bool  # somebody wants something: a polite closing is not thanks
    questions: bool  # it holds a question mark
    in_thread: bool  # it answers a mail by its headers
    replies: bool  # its subject says so
    answers: bool  # it reads like an answer: an older mail stands below, or it is a few words
    noted: bool  # it is the note of a call


def decide_kind(
    counted: Mapping[str, Sequence[Hit]], automatic: Automatic | None, manner: Manner, *, hinted: Hinted = NOTHING
) -> Kind:
    """The header's word first; then the kind with most points: what hides a mail by its rules alone.

    `hinted`: what words and other rules add to those that hide nothing.
    """
    if automatic is not None:
        return _BY_MACHINE[automatic.kind]
    points = kind_points(counted, manner)
    best = max(points, key=lambda name: points[name])
    if best not in SPOKEN:
        return next(kind for kind in KINDS if kind == best)
    said = {name: points[name] + hinted.points.get(name, 0.0) for name in SPOKEN}
    if manner.pressing:
        del said["thanks"]
    return max(said, key=lambda name: said[name])


def kind_points(counted: Mapping[str, Sequence[Hit]], manner: Manner) -> dict[str, float]:
    """Kind → what its rules and the manner give it; `request` has what any other needs to be named."""
    points = {name: _points(name, hits, manner) for name, hits in counted.items()}
    found = _with_manner(dict.fromkeys(SPOKEN, 0.0) | points, manner)
    return found | {"request": max(found["request"], THRESHOLD)}


def _with_manner(points: Mapping[str, float], manner: Manner) -> dict[str, float]:
    """The kinds' points with what the manner adds to a follow-up and adds to thanks or takes from them."""
    found = dict(points)
    if manner.replies:
        found["followup"] += REPLY if manner.answers else PREFIX
    if manner.in_thread and found["followup"] > 0:
        found["followup"] += ANSWERS
    if manner.questions:
        found["thanks"] -= QUESTION
    elif not manner.asks and found["thanks"] >= PROPER:
        found["thanks"] += NOTHING_ASKED
    return found


def _points(name: str, hits: Sequence[Hit], manner: Manner) -> float:
    """Points of a kind; machines and mass mail need two different signs, and an emergency is none and no thanks."""
    points = total(hit for hit in hits if manner.noted or hit.rule != NOTED)
    if name == "thanks" and manner.pressing:
        return 0.0
    if name in HUSHED:
        signs = {hit.rule for hit in hits if hit.points > 0}
        return points if not manner.pressing and len(signs) >= SIGNS and points >= HUSHED_LEAST else 0.0
    return points
