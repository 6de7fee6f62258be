"""What is done with several tickets at once, and how is that taken back?"""

from __future__ import annotations

from collections import Counter
from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import RedirectResponse, Response

from triage.desk import bulk, undo
from triage.errors import BadInput
from triage.web.desk import DeskOf, Writer
from triage.web.keeps import keeps
from triage.web.paths import same_site, with_query
from triage.web.ticket import local_time

router = APIRouter(dependencies=[keeps("until")])
Back = Annotated[str, Form()]


@router.post("/stapel")
def together(
    *,
    desk: DeskOf,
    me: Writer,
    tat: Annotated[str, Form(max_length=16)] = "",
    pick: Annotated[list[str], Form()] = [],  # noqa: B006 - FastAPI copies the default
    until: Annotated[str, Form(max_length=40)] = "",
    topic: Annotated[str, Form(max_length=24)] = "",
    municipality: Annotated[str, Form(max_length=24)] = "",
    urgency: Annotated[str, Form(max_length=24)] = "",
    weiter: Back = "/",
) -> Response:
    """Do one thing with all that are ticked; the list then tells what became of them. 422 before anything is done."""
    deed = next((d for d in bulk.DEEDS if d == tat), None)
    if deed is None:
        raise BadInput(["none_picked"])
    picks = [p for p in map(bulk.Pick.parse, pick) if p is not None]
    value = {"topic": topic, "municipality": municipality, "urgency": urgency}.get(deed) or None
    until_at = local_time(until, desk.office.zone)
    outcome = bulk.apply(desk.office, me.viewer, picks, deed, value=value, until=until_at)
    faster = ",".join(f"{name}:{times}" for name, times in Counter(outcome.lost).items())
    return RedirectResponse(with_query(same_site(weiter), stapel=outcome.batch, nicht=faster), status_code=303)


@router.post("/stapel/undo")
def take_back(desk: DeskOf, me: Writer, stapel: Annotated[str, Form(max_length=40)], weiter: Back = "/") -> Response:
    """Take a common step back where nobody changed anything since."""
    undo.undo_batch(desk.office, me.viewer, stapel)
    return RedirectResponse(same_site(weiter), status_code=303)


@router.post("/vorgang/{number}/undo")
def take_one_back(
    *,
    desk: DeskOf,
    me: Writer,
    number: str,
    version: Annotated[int, Form(ge=0, le=2**31)],
    event: Annotated[int, Form(ge=0, le=2**62)],
    weiter: Back = "/",
) -> Response:
    """Take the last own step back. 409 when somebody changed the ticket since, 422 when there is none."""
    undo.undo(desk.office, me.viewer, number, version=version, event=event)
    return RedirectResponse(same_site(weiter), status_code=303)
