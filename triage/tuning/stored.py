"""What did a message that was filed say, and which labels would these rules give it?"""

from __future__ import annotations

from typing import NamedTuple, cast

from models.message import Message
from rules.matcher import Matcher
from triage.classify.classify import classify
from triage.message.subject import is_reply
from triage.values import Address, Automatic, AutomaticKind, Channel, Classification, ParsedMessage, Zone, ZoneKind

_THREAD = ("cited",)  # classifying asks whether a message cites others, not which


class Outcome(NamedTuple):
    """What staff see of a message's labels, without the sums: two runs differ when this differs."""

    topics: tuple[str, ...]  # main first
    municipality: str | None
    urgency: str
    kind: str
    sender_role: str
    language: str
    certain: bool
    due: str  # ISO 8601; "" when the text names none

    @property
    def topic(self) -> str:
        """The main topic."""
        return self.topics[0]


def as_read(row: Message) -> ParsedMessage:
    """The message as the classify stage was given it; everything that stage asks is there, and nothing else.

    Rows older than step 0011 do not say what they cited and what a caller was asked: their subject has to do.
    """
    known = row.circumstances
    facts = {"replies": is_reply(row.subject)} if known is None else known
    return ParsedMessage(
        channel=cast(Channel, row.channel),
        text=row.text,
        zones=tuple(Zone(start=start, end=end, kind=kind) for start, end, kind in _zones(row)),
        subject=row.subject,
        replies=bool(facts.get("replies")),
        sender=Address(name=row.sender_name, address=row.sender_address)
        if row.sender_name or row.sender_address
        else None,
        phone=row.phone,
        received_at=row.received_at,
        in_reply_to=_THREAD if facts.get("threaded") else (),
        automatic=Automatic(kind=cast(AutomaticKind, row.automatic), reason=row.automatic_reason)
        if row.automatic
        else None,
        town_hint=str(facts.get("town", "")),
        urgent_hint=bool(facts.get("urgent")),
    )


def outcome(labels: Classification) -> Outcome:
    """The labels without what proves them."""
    return Outcome(
        topics=tuple(label.id for label in labels.topics),
        municipality=labels.municipality.id if labels.municipality else None,
        urgency=labels.urgency.id,
        kind=labels.kind,
        sender_role=labels.sender_role,
        language=labels.language,
        certain=labels.certain,
        due=labels.due_at.isoformat() if labels.due_at else "",
    )


def labelled(row: Message, matcher: Matcher) -> Classification:
    """What the production stage says about a message that was filed."""
    return classify(as_read(row), matcher)


def _zones(row: Message) -> list[tuple[int, int, ZoneKind]]:
    return cast("list[tuple[int, int, ZoneKind]]", row.zones)
