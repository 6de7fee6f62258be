"""What do colleagues and promises want of this person now?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select as sql_select
from sqlmodel import Session, and_, col, func, or_

from models.task import Mention, Task
from models.ticket import Note, Ticket
from triage.desk.visible import Viewer, seen_by

MOST = 200  # open tasks shown
MOST_CALLS = 30  # notes shown


@dataclass(frozen=True, slots=True, kw_only=True)
class MyTask:
    """One open step with its ticket."""

    task: Task
    ticket: Ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A note that called the viewer."""

    mention: Mention
    note: Note
    ticket: Ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class Mine:
    """Everything on the viewer's own page."""

    tasks: tuple[MyTask, ...]  # those due first
    calls: tuple[Call, ...]  # unseen ones first, each newest first


def mine(db: Session, viewer: Viewer) -> Mine:
    """Open steps that are the viewer's, and notes that called them, on tickets they may see."""
    steps = _mine(seen_by(viewer, Ticket), viewer).add_columns(Task)
    due_first = col(Task.due_at).is_(None), col(Task.due_at), col(Task.id)
    unseen_first = col(Mention.seen_at).is_not(None), col(Mention.id).desc()
    notes = (
        seen_by(viewer, Ticket)
        .add_columns(Mention, Note)
        .join(Mention, col(Mention.ticket_id) == col(Ticket.id))
        .join(Note, col(Note.id) == col(Mention.note_id))
        .where(col(Mention.staff) == viewer.name)
    )
    return Mine(
        tasks=tuple(MyTask(ticket=t, task=task) for t, task in db.execute(steps.order_by(*due_first).limit(MOST))),
        calls=tuple(
            Call(ticket=t, mention=mention, note=note)
            for t, mention, note in db.execute(notes.order_by(*unseen_first).limit(MOST_CALLS))
        ),
    )


def count(db: Session, viewer: Viewer) -> int:
    """How much of that waits: open steps, and calls not seen yet."""
    steps = _mine(seen_by(viewer, Ticket), viewer).with_only_columns(func.count())
    unseen = (
        seen_by(viewer, Ticket)
        .join(Mention, col(Mention.ticket_id) == col(Ticket.id))
        .where(Mention.staff == viewer.name, col(Mention.seen_at).is_(None))
        .with_only_columns(func.count())
    )
    both = db.execute(sql_select(steps.scalar_subquery(), unseen.scalar_subquery())).one()
    return int(sum(both))


def _mine(tickets: Any, viewer: Viewer) -> Any:
    """Open steps of the viewer, and those of nobody on tickets the viewer has."""
    of_ticket = and_(col(Task.assigned_to).is_(None), col(Ticket.assigned_to) == viewer.name)
    whose = or_(col(Task.assigned_to) == viewer.name, of_ticket)
    return tickets.join(Task, col(Task.ticket_id) == col(Ticket.id)).where(col(Task.done_at).is_(None), whose)
