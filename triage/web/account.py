"""The screen that answers: how do I change my password?"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from triage.desk import accounts
from triage.desk.sessions import hashed
from triage.errors import BadInput
from triage.web.desk import DeskOf, Me, Writer, client_address
from triage.web.pages import page

router = APIRouter()
Text = Annotated[str, Form()]


@router.get("/konto")
def show(request: Request, _me: Me, gespeichert: str = "") -> Response:
    """Name, and a form for a new password; the only page a one-time password opens."""
    return page(request, "account.html", problem="", saved=gespeichert == "1")


@router.post("/konto")
def change(*, request: Request, desk: DeskOf, me: Writer, old: Text = "", new: Text = "", again: Text = "") -> Response:
    """Set it; other browsers are signed out. 422 with what is wrong; guesses at the old one count as sign-ins."""
    row = desk.throttle.admit(desk.office, account=me.viewer.name, address=client_address(request))
    if row is None:
        return page(request, "account.html", status=429, problem="often", saved=False)
    keep = hashed(request.cookies.get(desk.web.cookie, ""))
    problem = "password_differs" if new != again else ""
    try:
        if not problem:
            accounts.change_password(desk.office, me.viewer.name, old=old, new=new, keep=keep)
    except BadInput as refused:
        problem = refused.problems[0]
    if problem != "password_wrong":
        desk.throttle.forgive(desk.office, row)
    if problem:
        return page(request, "account.html", status=422, problem=problem, saved=False)
    return RedirectResponse("/konto?gespeichert=1", status_code=303)
