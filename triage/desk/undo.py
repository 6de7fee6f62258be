"""Which steps can be taken back, and what is then as it was before?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, delete, func, select

from models.label import LabelRow
from models.task import Task
from models.ticket import Event, Ticket
from triage.desk.change import REVERSIBLE, Values, editing
from triage.desk.visible import Viewer, seen_by, ticket_of
from triage.errors import BadInput, Conflict, NotFound
from triage.office import Office

_OFFERED = timedelta(minutes=15)  # afterwards the history tells, and the step is done by hand
_TIMES = ("closed_at", "due_at", "responded_at", "respond_by")
_REACH = 5_000  # events after the first of a batch in which its last is found


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One change that can be taken back."""

    number: str
    version: int  # of the ticket now
    event: int  # row id
    action: str
    detail: dict[str, Any]  # of the event
    tasks: int = 0  # still open on the ticket


def last_step(db: Session, viewer: Viewer, number: str, now: datetime) -> Step | None:
    """The viewer's own newest change of the ticket, while nobody touched it since; None otherwise."""
    query = seen_by(viewer, Ticket).where(Ticket.number == number)
    ticket: Ticket | None = db.exec(query).first()
    if ticket is None:
        return None
    mine = select(Event).where(Event.ticket_id == ticket.id, Event.actor == viewer.name, Event.at >= now - _OFFERED)
    newest = db.exec(mine.order_by(col(Event.id).desc()).limit(1)).first()
    step = _step(ticket, newest) if newest is not None else None
    open_tasks = select(func.count()).select_from(Task).where(Task.ticket_id == ticket.id, col(Task.done_at).is_(None))
    return replace(step, tasks=db.exec(open_tasks).one()) if step else None


def batch_steps(db: Session, viewer: Viewer, batch: str) -> tuple[Step, ...]:
    """What a common step of the viewer's changed and nobody touched since, in the order it was done."""
    told = batch_events(db, viewer, batch)
    rows: Iterable[Ticket] = db.exec(seen_by(viewer).where(col(Ticket.id).in_([e.ticket_id for e in told]))).all()
    tickets = {t.id: t for t in rows}
    steps = (_step(tickets[e.ticket_id], e) for e in told if e.ticket_id in tickets)
    return tuple(s for s in steps if s is not None)


def batch_events(db: Session, viewer: Viewer, batch: str) -> Sequence[Event]:
    """The history's lines of a common step; its name begins with the newest event before it."""
    start, _, rest = batch.partition("-")
    if not (start.isdecimal() and len(start) < 19 and rest.isalnum()):  # noqa: PLR2004 - digits of a row id
        return ()
    first = int(start)
    near = select(Event).where(col(Event.id) > first, col(Event.id) <= first + _REACH, Event.actor == viewer.name)
    return [e for e in db.exec(near.order_by(col(Event.id))).all() if e.detail.get("batch") == batch]


def undo(office: Office, viewer: Viewer, number: str, *, version: int, event: int) -> None:
    """Take one own step back, as if it had not been done; the history tells both.

    Raises NotFound, Conflict when somebody changed the ticket since, BadInput with "undo_gone" when there is nothing
    of that kind to take back.
    """
    with office.store.reading() as db:
        ticket_of(db, viewer, number)
        step = last_step(db, viewer, number, office.clock.now())
    if step is None or step.event != event:
        raise BadInput(["undo_gone"])
    _take_back(office, viewer, step, version)


def undo_batch(office: Office, viewer: Viewer, batch: str) -> tuple[int, int]:
    """Take a common step back where nobody changed anything since: how many were, and how many were not."""
    with office.store.reading() as db:
        steps, told = batch_steps(db, viewer, batch), len(batch_events(db, viewer, batch))
    done = 0
    for step in steps:
        try:
            _take_back(office, viewer, step, step.version)
        except (Conflict, NotFound):
            continue
        done += 1
    return done, told - done


def _take_back(office: Office, viewer: Viewer, step: Step, version: int) -> None:
    with editing(office, viewer, step.number, version=version) as edit:
        label = step.detail.get("label")
        if label is not None:  # an answer that was a slip teaches the rules nothing
            edit.db.exec(delete(LabelRow).where(col(LabelRow.id) == label, col(LabelRow.author) == viewer.name))
        edit.write(_values(step.detail["was"]))
        edit.undoing.clear()  # there is no step back from a step back
        edit.tell("undone", "rückgängig gemacht", undone=step.event)


def _step(ticket: Ticket, told: Event) -> Step | None:
    detail = told.detail
    if "was" not in detail or detail.get("version") != ticket.version:
        return None
    assert told.id is not None
    return Step(number=ticket.number, version=ticket.version, event=told.id, action=told.action, detail=detail)


def _values(was: dict[str, Any]) -> Values:
    """Columns as they were; names are checked once more, since the history is only data."""
    kept = {k: v for k, v in was.items() if k in REVERSIBLE}
    return {k: datetime.fromisoformat(v) if k in _TIMES and v is not None else v for k, v in kept.items()}
