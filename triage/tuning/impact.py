"""What would change for the messages of the past if a draft held?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from triage.tuning.stored import Outcome
from triage.tuning.trial import Answer, Spot

State = Literal["preparing", "running", "done", "refused", "failed"]
FIELDS = ("topic", "municipality", "urgency", "kind", "sender_role", "certain", "topics", "due", "language")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One message that would be labelled otherwise."""

    message_id: int
    ticket_id: int
    before: Outcome
    after: Outcome
    spots: tuple[Spot, ...] = ()  # words by which a changed rule speaks, before or after

    @property
    def fields(self) -> tuple[str, ...]:
        """What differs, the most important first."""
        return tuple(name for name in FIELDS if getattr(self.before, name) != getattr(self.after, name))

    def direction(self, topic: str) -> Literal["caught", "lost", "moved", "other"]:
        """What happens to a topic: a message is new in it, leaves it, goes elsewhere, or keeps its main topic."""
        if self.before.topic == self.after.topic:
            return "other"
        if self.after.topic == topic:
            return "caught"
        return "lost" if self.before.topic == topic else "moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """How far the comparison has come and what it has found."""

    state: State
    known: int = 0  # messages in the archive
    touched: int = 0  # of these, in which a difference is possible at all
    examined: int = 0  # of the touched, compared so far
    changed: int = 0  # of the examined, labelled otherwise
    moves: Mapping[tuple[str, str], int] = field(default_factory=dict)  # main topic before and after → messages
    fields: Mapping[str, int] = field(default_factory=dict)  # what differs → messages
    changes: tuple[Change, ...] = ()  # newest first, at most as many as were asked for
    rules: tuple[str, ...] = ()  # ids of the rules that differ
    wholesale: bool = False  # places or hints differ: every message had to be looked at
    problems: tuple[str, ...] = ()  # why it could not be worked out
    red: tuple[str, ...] | None = None  # examples that do not hold; None: not known yet
    seconds: float = 0.0

    @property
    def done(self) -> bool:
        """Nothing more will come."""
        return self.state in {"done", "refused", "failed"}

    @property
    def same(self) -> int:
        """Touched messages whose labels stay."""
        return self.examined - self.changed

    def counted(self, topic: str) -> Mapping[str, int]:
        """Direction → messages that change their main topic, seen from one topic."""
        found: Counter[str] = Counter()
        for (before, after), number in self.moves.items():
            found["caught" if after == topic else "lost" if before == topic else "moved"] += number
        return found


class Comparison:
    """Two sides' answers as they come in, in whatever order; each pair is compared once."""

    def __init__(self) -> None:
        self.examined = 0
        self.moves: Counter[tuple[str, str]] = Counter()
        self.fields: Counter[str] = Counter()
        self._changes: dict[int, Change] = {}

    def __len__(self) -> int:
        """Messages labelled otherwise."""
        return len(self._changes)

    def take(self, old: Answer, new: Answer) -> None:
        """What both sides say of one message."""
        self.examined += 1
        if old.outcome == new.outcome:
            return
        spots = tuple(sorted({*old.spots, *new.spots}))
        change = Change(
            message_id=new.message_id, ticket_id=new.ticket_id, before=old.outcome, after=new.outcome, spots=spots
        )
        self._changes[new.message_id] = change
        self.fields.update(change.fields)
        if old.outcome.topic != new.outcome.topic:
            self.moves[old.outcome.topic, new.outcome.topic] += 1

    def newest(self, most: int | None) -> tuple[Change, ...]:
        """The changes of the newest messages, newest first."""
        return tuple(self._changes[key] for key in sorted(self._changes, reverse=True)[:most])
