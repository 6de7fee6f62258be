"""What does a ticket read under other rules, where no person has decided?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from models.label import LabelRow
from models.message import Message
from models.ticket import Event, Ticket
from triage.filing.promise import Promises
from triage.filing.rows import Row, is_delicate, label_rows
from triage.tuning.stored import outcome
from triage.values import Classification

Values = dict[str, object]
Labels = Mapping[int, Classification]  # message id → what the rules say
_MERGED_IN = "merged_in"
# After these steps a ticket's deadline may be one that a person set, or that came with another ticket.
_DEADLINE_STEPS = ("status", _MERGED_IN, "split_from")
_FOLLOWS = {"runner_up": "topic", "runner_up_place": "municipality", "cancelled": "topic"}
OF_MESSAGE = ("language", "kind", "sender_role")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A ticket as it stands, with what decides how far rules may change it."""

    ticket: Ticket
    own: tuple[Message, ...]  # oldest first; those that came with another ticket stay as they are
    rows: tuple[LabelRow, ...]  # by the rules, of its own messages
    by_hand: frozenset[str]  # fields a person decided
    came_urgent: bool  # a message that came with another ticket presses
    came: bool  # there are such messages
    deadline_ours: bool  # no person can have set it


def standing(db: Session, ticket: Ticket) -> Standing:
    """Everything asked of the ticket, in four queries."""
    messages = db.exec(select(Message).where(Message.ticket_id == ticket.id).order_by(col(Message.id))).all()
    labels = db.exec(select(LabelRow).where(LabelRow.ticket_id == ticket.id).order_by(col(LabelRow.id))).all()
    told = select(Event.action, Event.detail).where(Event.ticket_id == ticket.id)
    steps = db.exec(told.where(col(Event.action).in_(_DEADLINE_STEPS))).all()
    foreign = set(_moved_in(steps))
    own = tuple(m for m in messages if m.id not in foreign)
    ids = {m.id for m in own}
    by_rules = [row for row in labels if row.author == "rules"]
    return Standing(
        ticket=ticket,
        own=own,
        rows=tuple(row for row in by_rules if row.message_id in ids),
        by_hand=frozenset(row.field for row in labels if row.author != "rules"),
        came_urgent=any(
            row.field == "urgency" and row.value == "high" and row.message_id not in ids for row in by_rules
        ),
        came=len(own) < len(messages),
        deadline_ours=not steps,
    )


def columns(at: Standing, labels: Labels, promises: Promises) -> Values:
    """The ticket's columns that would read otherwise, as filing would have written them."""
    ticket, first = at.ticket, labels[_id(at.own[0])]
    later = [labels[_id(m)] for m in at.own[1:] if m.automatic is None]
    wanted: Values = {name: getattr(outcome(first), name) for name in OF_MESSAGE}
    if "topic" not in at.by_hand:
        wanted |= _topics(at, first, later)
    if "municipality" not in at.by_hand:
        wanted["municipality"] = outcome(first).municipality
    if "urgency" not in at.by_hand:
        wanted |= _urgency(at, labels, promises)
    if at.deadline_ours:
        wanted["due_at"] = min((said.due_at for said in (first, *later) if said.due_at), default=None)
    return {name: value for name, value in wanted.items() if getattr(ticket, name) != value}


def rows(at: Standing, labels: Labels, now: datetime) -> tuple[list[LabelRow], list[Row]]:
    """Which label rows go, and which come in their place: of the messages whose answers differ, nothing by hand."""
    gone: list[LabelRow] = []
    new: list[Row] = []
    for message in at.own:
        key = _id(message)
        old = [row for row in at.rows if row.message_id == key and not _decided(row.field, at)]
        fresh = [
            row for row in label_rows(labels[key], _id(at.ticket), key, now) if not _decided(str(row["field"]), at)
        ]
        if [_said(row.model_dump()) for row in old] != [_said(row) for row in fresh]:
            gone += old
            new += fresh
    return gone, new


def of_messages(at: Standing, labels: Labels) -> dict[int, Values]:
    """Message id → its own columns that would read otherwise."""
    found = {}
    for message in at.own:
        said = outcome(labels[_id(message)])
        changed: Values = {n: getattr(said, n) for n in OF_MESSAGE if getattr(said, n) != getattr(message, n)}
        if changed:
            found[_id(message)] = changed
    return found


def _topics(at: Standing, first: Classification, later: Sequence[Classification]) -> Values:
    ticket = at.ticket
    guarded = any(is_delicate(said.main_topic) for said in (first, *later))
    return {
        "topic": first.main_topic,
        "topics": list(outcome(first).topics),
        "certain": first.certain,
        "alarm": any(said.alarm for said in (first, *later)) or (at.came and ticket.alarm),
        "protected": ticket.protected or guarded,  # once it is for the circle only, rules never open it again
    }


def _urgency(at: Standing, labels: Labels, promises: Promises) -> Values:
    """As urgent as the first message, or as a later one that presses; the promise follows where that changes."""
    ticket, (first, *further) = at.ticket, at.own
    pressing = [m for m in further if m.automatic is None and labels[_id(m)].urgency.id == "high"]
    urgency = "high" if pressing or at.came_urgent else labels[_id(first)].urgency.id
    if urgency == ticket.urgency:
        return {}
    if ticket.hidden or first.automatic is not None:
        return {"urgency": urgency}
    promised = [promises.respond_by(labels[_id(first)].urgency.id, first.received_at)]
    promised += [promises.respond_by("high", m.received_at) for m in pressing]
    return {"urgency": urgency, "respond_by": min((by for by in promised if by), default=None)}


def _decided(field: str, at: Standing) -> bool:
    return _FOLLOWS.get(field, field) in at.by_hand


def _said(row: Mapping[str, object]) -> tuple[object, ...]:
    return row["field"], row["rank"], row["value"], row["score"], row["evidence"]


def _moved_in(steps: Sequence[tuple[str, Mapping[str, object]]]) -> Iterator[int]:
    """Ids of messages that came with other tickets; those that went back with them are named too, and absent."""
    for action, detail in steps:
        moved = detail.get("moved")
        if action == _MERGED_IN and isinstance(moved, dict):
            yield from moved.get("message", [])


def _id(row: Ticket | Message) -> int:
    assert row.id is not None
    return row.id
