"""The screen that answers: what is still to do, and who called me?"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from triage.desk.mine import mine
from triage.desk.tasks import add_task, tick
from triage.desk.ticket import shown_names
from triage.errors import BadInput
from triage.web.desk import DeskOf, Me, Writer
from triage.web.keeps import keeps
from triage.web.pages import page
from triage.web.paths import same_site

router = APIRouter(dependencies=[keeps("text")])
TaskId = Annotated[int, Form(ge=1, le=2**31)]
Onward = Annotated[str, Form()]


@router.get("/aufgaben")
def show(request: Request, desk: DeskOf, me: Me) -> Response:
    """Open tasks of whoever asks, and notes that call them."""
    with desk.office.store.reading() as db:
        found = mine(db, me.viewer)
        names = shown_names(db)
    return page(request, "tasks.html", found=found, names=names)


@router.post("/vorgang/{number}/task")
def write_down(
    *,
    desk: DeskOf,
    me: Writer,
    number: str,
    text: Annotated[str, Form()] = "",
    colleague: Annotated[str, Form(max_length=64)] = "",
    day: Annotated[str, Form(max_length=10)] = "",
    weiter: Onward = "/",
) -> Response:
    """Add a task. 422 when it says nothing, or the colleague may not see the ticket."""
    add_task(desk.office, me.viewer, number, text=text, assigned_to=colleague, due=_day(day))
    return _to(weiter)


@router.post("/vorgang/{number}/task-done")
def tick_off(desk: DeskOf, me: Writer, number: str, task: TaskId, weiter: Onward = "/") -> Response:
    """Tick a task off."""
    tick(desk.office, me.viewer, number, task, done=True)
    return _to(weiter)


@router.post("/vorgang/{number}/task-open")
def take_up(desk: DeskOf, me: Writer, number: str, task: TaskId, weiter: Onward = "/") -> Response:
    """Take the tick back."""
    tick(desk.office, me.viewer, number, task, done=False)
    return _to(weiter)


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(["task_day"]) from None


def _to(path: str) -> Response:
    return RedirectResponse(same_site(path), status_code=303)
