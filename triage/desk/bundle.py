"""What belongs to a ticket beside its messages: other tickets, steps to do, people called?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, or_, select

from models.person import Staff
from models.ticket import Event, Ticket
from triage.desk.colleagues import colleagues, who_may_see
from triage.desk.mentions import called_by
from triage.desk.merge import told_of
from triage.desk.person import OnePerson, one_person
from triage.desk.split import SPLIT, split_from
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


def bundle_of(db: Session, viewer: Viewer, ticket: Ticket) -> Bundle:
    """Everything beside the messages of a ticket."""
    person = one_person(db, viewer, ticket)
    told = split_from(db, ticket)
    return Bundle(
        merged=_merged(db, viewer, ticket),
        split_from=str(told["number"]) if told else None,
        split_off=_split_off(db, ticket),
        mergeable=_mergeable(db, viewer, ticket, person),
        person=person,
        tasks=tasks_of(db, ticket),
        called=called_by(db, ticket),
        colleagues=who_may_see(db, ticket, colleagues(db)),
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


def _split_off(db: Session, ticket: Ticket) -> tuple[str, ...]:
    told = select(Event.detail).where(Event.ticket_id == ticket.id, Event.action == SPLIT).order_by(col(Event.id))
    return tuple(str(detail["number"]) for detail in db.exec(told))


def _mergeable(db: Session, viewer: Viewer, ticket: Ticket, person: OnePerson) -> tuple[Ticket, ...]:
    """What the rules or the person point at, the rules' guess first."""
    linked = or_(col(Ticket.id) == ticket.related_ticket_id, col(Ticket.related_ticket_id) == ticket.id)
    query = seen_by(viewer).where(linked, col(Ticket.merged_into).is_(None), col(Ticket.id) != ticket.id)
    found = [*db.exec(query.order_by(col(Ticket.id)).limit(_MOST)).all(), *person.confirmed, *person.suggested]
    return tuple({one.id: one for one in found}.values())[:_MOST]
