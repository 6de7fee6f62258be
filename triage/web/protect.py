"""The screen that answers: who may see this ticket?"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from triage.desk import protect
from triage.web.desk import DeskOf, Me, Writer
from triage.web.pages import page
from triage.web.paths import same_site

router = APIRouter()
Version = Annotated[int, Form(ge=0, le=2**31)]
Onward = Annotated[str, Form()]


@router.post("/vorgang/{number}/protect")
def guard(desk: DeskOf, me: Writer, number: str, version: Version, weiter: Onward = "/") -> Response:
    """For the circle only. 404 for whoever is not of it, 409 when somebody changed the ticket first."""
    protect.protect(desk.office, me.viewer, number, version=version)
    return RedirectResponse(same_site(weiter), status_code=303)


@router.post("/vorgang/{number}/unprotect")
def open_again(desk: DeskOf, me: Writer, number: str, version: Version, weiter: Onward = "/") -> Response:
    """For everybody of the mailbox again. 404 for whoever is not of the circle, 409 as above."""
    protect.unprotect(desk.office, me.viewer, number, version=version)
    return RedirectResponse(same_site(weiter), status_code=303)


@router.get("/geschuetzt")
def gone(request: Request, _me: Me) -> Response:
    """What somebody reads whose own change took a ticket out of their sight."""
    return page(request, "protected.html")
