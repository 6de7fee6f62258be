"""What is still to do on a ticket, by whom and until when?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from models.task import Task
from models.ticket import Ticket
from triage.desk.change import Edit, editing
from triage.desk.colleagues import colleagues, who_may_see
from triage.desk.visible import Viewer
from triage.errors import BadInput, NotFound
from triage.office import Office

LONGEST = 500  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Tasks:
    """The steps of one ticket."""

    open: tuple[Task, ...]  # those due first, then in the order in which they were written
    done: tuple[Task, ...]  # in the order in which they were done


def tasks_of(db: Session, ticket: Ticket) -> Tasks:
    """All steps of a ticket."""
    rows = db.exec(select(Task).where(Task.ticket_id == ticket.id).order_by(col(Task.id))).all()
    left = sorted((row for row in rows if row.done_at is None), key=lambda row: (row.due_at is None, row.due_at))
    done = sorted((row for row in rows if row.done_at is not None), key=lambda row: row.done_at or row.at)
    return Tasks(open=tuple(left), done=tuple(done))


def add_task(
    office: Office, viewer: Viewer, number: str, *, text: str, assigned_to: str = "", due: date | None = None
) -> int:
    """Write down a step; its row id. It is due at the end of that day; without a colleague it is of whoever has the
    ticket.

    Raises NotFound, BadInput with "task_empty", "task_long" or "task_colleague" when that colleague is none or may not
    see the ticket.
    """
    words = " ".join(text.replace("\x00", "").split())
    if not words:
        raise BadInput(["task_empty"])
    if len(words) > LONGEST:
        raise BadInput(["task_long"])
    with editing(office, viewer, number, version=None) as edit:
        task = Task(
            ticket_id=_id(edit.ticket),
            text=words,
            author=viewer.name,
            assigned_to=_colleague(edit, assigned_to),
            due_at=end_of(due, office.zone) if due else None,
            at=edit.now,
        )
        edit.db.add(task)
        edit.db.flush()
        assert task.id is not None
        edit.tell("task_added", "Aufgabe hinzugefügt", task=task.id)
        return task.id


def tick(office: Office, viewer: Viewer, number: str, task_id: int, *, done: bool) -> None:
    """Tick a step off, or take that back; twice is once. Raises NotFound when the ticket has no such step."""
    with editing(office, viewer, number, version=None) as edit:
        task = edit.db.exec(select(Task).where(Task.id == task_id, Task.ticket_id == edit.ticket.id)).first()
        if task is None:
            raise NotFound("task")
        if (task.done_at is not None) == done:
            return
        task.done_at, task.done_by = (edit.now, viewer.name) if done else (None, None)
        edit.db.add(task)
        action, why = ("task_done", "Aufgabe erledigt") if done else ("task_reopened", "Aufgabe wieder offen")
        edit.tell(action, why, task=task_id)


def end_of(day: date, zone: str) -> datetime:
    """The last second of a day in the office's zone."""
    return datetime.combine(day, time(23, 59, 59), ZoneInfo(zone))


def _colleague(edit: Edit, name: str) -> str | None:
    if not name:
        return None
    named = [one for one in colleagues(edit.db) if one.name == name]
    if not who_may_see(edit.db, edit.ticket, named):
        raise BadInput(["task_colleague"])
    return name


def _id(ticket: Ticket) -> int:
    assert ticket.id is not None
    return ticket.id
