"""What belongs to a ticket beside its messages: other tickets, steps to do, people called?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from models.message import Message
from models.person import Staff
from models.ticket import Event, Note, Ticket
from triage.desk.colleagues import who_may_see
from triage.desk.mentions import called_by
from triage.desk.merge import told_of
from triage.desk.person import OnePerson, one_person
from triage.desk.split import SPLIT, SPLIT_FROM
from triage.desk.tasks import Tasks, tasks_of
from triage.desk.visible import Viewer, seen_by

_MOST = 10  # tickets offered for merging


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """A ticket whose messages are in the one that is open."""

    ticket: Ticket
    undoable: bool  # as far as the history knows
    events: tuple[Event, ...]  # what happened to it before, oldest first


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What was read of a ticket already."""

    messages: Sequence[Message]
    notes: Sequence[Note]
    events: Sequence[Event]  # oldest first
    related: Ticket | None  # the one it may belong to, if the viewer sees it
    staff: Sequence[Staff]  # everybody there is or was, by name as shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """The affairs of one person kept together, and the work on them shared out."""

    merged: tuple[Merged, ...]  # oldest first
    split_from: str | None  # number of the ticket this one was split off
    split_off: tuple[str, ...]  # numbers of those split off this one
    mergeable: tuple[Ticket, ...]  # with which it might be merged
    person: OnePerson
    tasks: Tasks
    called: Mapping[int, tuple[str, ...]]  # note → sign-in names it called
    colleagues: tuple[Staff, ...]  # who may see the ticket

    def calls(self, name: str) -> bool:
        """Whether a note calls the colleague who signs in so."""
        return any(name in names for names in self.called.values())


def bundle_of(db: Session, viewer: Viewer, ticket: Ticket, held: Held) -> Bundle:
    """Everything beside the messages of a ticket."""
    person = one_person(db, viewer, ticket, held.messages)
    return Bundle(
        merged=_merged(db, viewer, ticket),
        split_from=next(iter(reversed(_told(held.events, SPLIT_FROM))), None),
        split_off=tuple(_told(held.events, SPLIT)),
        mergeable=_mergeable(db, viewer, ticket, held.related, person),
        person=person,
        tasks=tasks_of(db, ticket),
        called=called_by(db, ticket) if held.notes else {},
        colleagues=who_may_see(db, ticket, [one for one in held.staff if one.active]),
    )


def _merged(db: Session, viewer: Viewer, ticket: Ticket) -> tuple[Merged, ...]:
    rows = db.exec(seen_by(viewer).where(col(Ticket.merged_into) == ticket.id).order_by(col(Ticket.id))).all()
    return tuple(
        Merged(
            ticket=row,
            undoable=told_of(db, ticket, row) is not None,
            events=tuple(db.exec(select(Event).where(Event.ticket_id == row.id).order_by(col(Event.id))).all()),
        )
        for row in rows
    )


def _told(events: Sequence[Event], action: str) -> list[str]:
    """The other ticket's number in each of these lines of the history, oldest first."""
    return [str(event.detail["number"]) for event in events if event.action == action]


def _mergeable(
    db: Session, viewer: Viewer, ticket: Ticket, related: Ticket | None, person: OnePerson
) -> tuple[Ticket, ...]:
    """What the rules or the person point at, the rules' guess first."""
    pointing = seen_by(viewer).where(col(Ticket.related_ticket_id) == ticket.id).order_by(col(Ticket.id)).limit(_MOST)
    links = [*db.exec(pointing.where(col(Ticket.merged_into).is_(None))), *([related] if related else [])]
    linked = sorted(links, key=lambda one: one.id or 0)
    found = {one.id: one for one in (*linked, *person.confirmed, *person.suggested) if one.merged_into is None}
    return tuple(one for one in found.values() if one.id != ticket.id)[:_MOST]
