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
UNANSWERED: frozenset[str] = MACHINE | {"newsletter", "thanks"}  # nobody waits


def decide_kind(counted: Mapping[str, Sequence[Hit]], automatic: Automatic | None) -> Kind:
    """The header's word first; then the kind whose rules have most points, `request` below the threshold."""
    if automatic is not None:
        return _BY_MACHINE[automatic.kind]
    best, points = max(((name, total(hits)) for name, hits in counted.items()), key=lambda x: x[1], default=("", 0.0))
    return next((kind for kind in KINDS if kind == best and points >= THRESHOLD), "request")
