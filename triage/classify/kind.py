"""What kind of message is this: a new matter, a follow-up, thanks, or a machine's?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import get_args

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
MACHINE: frozenset[str] = frozenset(("autoreply", "bounce", "spam"))  # about nothing of ours
HUSHED: frozenset[str] = frozenset(("autoreply", "bounce", "newsletter", "spam"))  # taken out of the working view
SIGNS, HUSHED_LEAST = 2, 5.0  # rules and points that make a mail one of these by its words alone
ANSWERS = 1.0  # points for continuing a thread
NOTHING_ASKED = 1.5  # points of thanks in a text that asks for nothing
UNANSWERED: frozenset[str] = MACHINE | {"newsletter", "thanks"}  # nobody waits


def decide_kind(
    counted: Mapping[str, Sequence[Hit]], automatic: Automatic | None, *, pressing: bool, asks: bool, in_thread: bool
) -> Kind:
    """The header's word first; then the kind whose rules have most points, `request` when none has enough.

    `pressing`: words of danger stand in the text, so words alone never make it a machine's mail or spam.
    `asks`: somebody wants something, so a polite closing is not thanks. `in_thread`: it answers a mail.
    """
    if automatic is not None:
        return _BY_MACHINE[automatic.kind]
    found = {name: points for name, hits in counted.items() if (points := _points(name, hits, pressing=pressing)) > 0}
    if in_thread and found.get("followup"):
        found["followup"] += ANSWERS
    if not asks and found.get("thanks"):
        found["thanks"] += NOTHING_ASKED
    best = max(found, key=lambda name: found[name], default="request")
    return next((kind for kind in KINDS if kind == best and found.get(best, 0.0) >= THRESHOLD), "request")


def _points(name: str, hits: Sequence[Hit], *, pressing: bool) -> float:
    """Points of a kind; machines and mass mail need two different signs, and an emergency is none and no thanks."""
    points = total(hits)
    if name == "thanks" and pressing:
        return 0.0
    if name in HUSHED:
        signs = {hit.rule for hit in hits if hit.points > 0}
        return points if not pressing and len(signs) >= SIGNS and points >= HUSHED_LEAST else 0.0
    return points
