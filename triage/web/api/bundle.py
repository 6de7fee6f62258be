"""What can a program do with tickets that belong together, and with the work on them?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, ConfigDict, Field

from models.task import Task
from triage.desk import readlog
from triage.desk.merge import merge, unmerge
from triage.desk.mine import mine
from triage.desk.person import one_person, say_same
from triage.desk.reply import messages_of
from triage.desk.split import split, unsplit
from triage.desk.tasks import LONGEST, add_task, tasks_of, tick
from triage.desk.visible import holder_of
from triage.web.api import shapes
from triage.web.api.access import Digest, Key, Reader, Writer, answered
from triage.web.desk import Desk, DeskOf

router = APIRouter()
_NUMBER = r"^[A-Z]{2,10}-[0-9]{4}-[0-9]{1,12}$"
Number = Annotated[str, Path(pattern=_NUMBER, examples=["KIM-2026-000123"])]
Other = Annotated[str, Field(pattern=_NUMBER, examples=["KIM-2026-000124"])]
TaskId = Annotated[int, Path(ge=1, le=2**31 - 1)]
RowId = Annotated[int, Field(ge=1, le=2**31 - 1)]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Merge(shapes.Change):
    """Into which ticket; with its version, if it must not have changed either."""

    into: Other
    into_version: Annotated[int | None, Field(ge=0, le=2**31 - 1)] = None


class Unmerge(shapes.Change):
    """Which of the tickets merged into this one."""

    merged: Other


class Split(shapes.Change):
    """Which messages, by the `id` they have in the conversation."""

    messages: Annotated[list[RowId], Field(min_length=1, max_length=200)]


class SaidOfPerson(_Shape):
    """Whether another ticket is of the same person."""

    other: Other
    same: bool


class PersonShape(_Shape):
    """Other tickets that are, might be, or are not of the same person."""

    confirmed: list[shapes.TicketLine]
    suggested: list[shapes.TicketLine]
    denied: list[shapes.TicketLine]


class NewTask(_Shape):
    """A step to do; due at the end of that day."""

    text: Annotated[shapes.Words, Field(max_length=LONGEST)]
    assigned_to: Annotated[str, Field(max_length=64, pattern=r"^[a-z0-9._-]*$")] = ""
    due: date | None = None


class TaskShape(_Shape):
    """A step with its ticket."""

    id: int
    ticket: str
    text: str
    author: str
    assigned_to: str | None
    due_at: datetime | None
    done_at: datetime | None
    done_by: str | None


class TaskList(_Shape):
    """Steps, open ones first."""

    tasks: list[TaskShape]


class CallShape(_Shape):
    """A note that called the token's person."""

    ticket: str
    author: str
    at: datetime
    text: str
    seen: bool


class MineShape(_Shape):
    """What is still to do for the token's person, and who called them."""

    tasks: list[TaskShape]
    calls: list[CallShape]


def _problems(*codes: int) -> dict[int | str, dict[str, Any]]:
    return {code: {"model": shapes.Problem} for code in (401, 403, 422, *codes)}


_WRITE = _problems(400, 404, 409, 413)


@router.post("/tickets/{number}/merge", responses=_WRITE, response_model=shapes.Done)
def put_together(*, desk: DeskOf, asking: Writer, number: Number, change: Merge, key: Key, digest: Digest) -> Response:
    """Put all of a ticket into another and close it; the answer names the ticket that holds everything."""

    def work() -> str:
        read = {"version": change.version, "into_version": change.into_version}
        return merge(desk.office, asking.viewer, number, into=change.into, **read)  # type: ignore[arg-type]  # the version is never None

    return _changed(desk, asking, (key, digest), work)


@router.post("/tickets/{number}/unmerge", responses=_WRITE, response_model=shapes.Done)
def take_apart(*, desk: DeskOf, asking: Writer, number: Number, change: Unmerge, key: Key, digest: Digest) -> Response:
    """Take out again what was merged into this ticket; refused when that cannot be exact."""

    def work() -> str:
        unmerge(desk.office, asking.viewer, number, merged=change.merged, version=change.version)
        return number

    return _changed(desk, asking, (key, digest), work)


@router.post("/tickets/{number}/split", responses=_WRITE, response_model=shapes.Done)
def split_off(*, desk: DeskOf, asking: Writer, number: Number, change: Split, key: Key, digest: Digest) -> Response:
    """Make a ticket of its own of some messages; the answer names it."""

    def work() -> str:
        return split(desk.office, asking.viewer, number, change.messages, version=change.version)

    return _changed(desk, asking, (key, digest), work)


@router.post("/tickets/{number}/unsplit", responses=_WRITE, response_model=shapes.Done)
def put_back(
    *, desk: DeskOf, asking: Writer, number: Number, change: shapes.Change, key: Key, digest: Digest
) -> Response:
    """Put a ticket back into the one it was split off; the answer names that one."""

    def work() -> str:
        return unsplit(desk.office, asking.viewer, number, version=change.version)

    return _changed(desk, asking, (key, digest), work)


@router.get("/tickets/{number}/person", responses=_problems(404))
def person(desk: DeskOf, asking: Reader, number: Number) -> PersonShape:
    """Other tickets of the same person: confirmed, suggested, denied."""
    with desk.office.store.reading() as db:
        ticket = holder_of(db, asking.viewer, number)
        found = one_person(db, asking.viewer, ticket, messages_of(db, ticket.id or 0))
    readlog.looked(desk.office, asking.viewer.name, [ticket], "read")
    return PersonShape(
        confirmed=[shapes.line(ticket) for ticket in found.confirmed],
        suggested=[shapes.line(ticket) for ticket in found.suggested],
        denied=[shapes.line(ticket) for ticket in found.denied],
    )


@router.post("/tickets/{number}/person", responses=_WRITE, response_model=shapes.Done)
def say(*, desk: DeskOf, asking: Writer, number: Number, change: SaidOfPerson, key: Key, digest: Digest) -> Response:
    """Say whether another ticket is of the same person."""

    def work() -> str:
        say_same(desk.office, asking.viewer, number, change.other, same=change.same)
        return number

    return _changed(desk, asking, (key, digest), work)


@router.get("/tickets/{number}/tasks", responses=_problems(404))
def tasks(desk: DeskOf, asking: Reader, number: Number) -> TaskList:
    """The steps of a ticket, open ones first."""
    with desk.office.store.reading() as db:
        ticket = holder_of(db, asking.viewer, number)
        found = tasks_of(db, ticket)
    readlog.looked(desk.office, asking.viewer.name, [ticket], "read")
    return TaskList(tasks=[_task(task, ticket.number) for task in (*found.open, *found.done)])


@router.post("/tickets/{number}/tasks", responses=_WRITE, response_model=shapes.Done)
def write_down(*, desk: DeskOf, asking: Writer, number: Number, task: NewTask, key: Key, digest: Digest) -> Response:
    """Add a step; without a colleague it is of whoever has the ticket."""

    def work() -> str:
        add_task(desk.office, asking.viewer, number, text=task.text, assigned_to=task.assigned_to, due=task.due)
        return number

    return _changed(desk, asking, (key, digest), work)


@router.post("/tickets/{number}/tasks/{task}/{state}", responses=_WRITE, response_model=shapes.Done)
def tick_off(
    *,
    desk: DeskOf,
    asking: Writer,
    number: Number,
    task: TaskId,
    state: Literal["done", "open"],
    key: Key,
    digest: Digest,
) -> Response:
    """Tick a step off, or take that back; twice is once."""

    def work() -> str:
        tick(desk.office, asking.viewer, number, task, done=state == "done")
        return number

    return _changed(desk, asking, (key, digest), work)


@router.get("/mine", responses=_problems())
def of_mine(desk: DeskOf, asking: Reader) -> MineShape:
    """Open steps of the token's person, and the notes that call them; looking here marks nothing as seen."""
    with desk.office.store.reading() as db:
        found = mine(db, asking.viewer)
    return MineShape(
        tasks=[_task(one.task, one.ticket.number) for one in found.tasks],
        calls=[
            CallShape(
                ticket=one.ticket.number,
                author=one.note.author,
                at=one.note.at,
                text=one.note.text,
                seen=one.mention.seen_at is not None,
            )
            for one in found.calls
        ],
    )


def _task(task: Task, number: str) -> TaskShape:
    own = {name: getattr(task, name) for name in TaskShape.model_fields if name != "ticket"}
    return TaskShape(ticket=number, **own)


def _changed(desk: Desk, asking: Writer, once: tuple[str, str], work: Callable[[], str]) -> Response:
    """Do it at most once for a key; then number and version of the ticket `work` names."""

    def done() -> shapes.Done:
        number = work()
        with desk.office.store.reading() as db:
            held = holder_of(db, asking.viewer, number)
        return shapes.Done(number=held.number, version=held.version)

    return Response(answered(desk, asking, *once, done), media_type="application/json")
