"""How does somebody come in, out, and set up their screen?"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from triage.desk import accounts, presence, sessions
from triage.web.desk import Desk, DeskOf, Writer, client_address, who
from triage.web.keeps import keeps
from triage.web.pages import page
from triage.web.paths import same_site

router = APIRouter(dependencies=[keeps("name")])


@router.get("/anmelden")
def show(request: Request, weiter: str = "/") -> Response:
    """The sign-in page, or on to where somebody wanted to go who is in already."""
    if who(request) is not None:
        return RedirectResponse(same_site(weiter), status_code=303)
    return _form(request, weiter)


@router.post("/anmelden")
def enter(
    request: Request,
    desk: DeskOf,
    name: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    weiter: Annotated[str, Form()] = "/",
) -> Response:
    """Check and open a session. The same answer for a wrong name and a wrong password."""
    row = desk.throttle.admit(desk.office, account=name, address=client_address(request))
    if row is None:
        return _form(request, weiter, name=name, problem="often", status=429)
    staff = accounts.verify(desk.office, name, password)
    if staff is None:
        return _form(request, weiter, name=name, problem="wrong", status=401)
    desk.throttle.forgive(desk.office, row)
    _end_old(request, desk)
    answer = RedirectResponse(same_site(weiter), status_code=303)
    token = sessions.start(desk.office, staff, desk.web.limits)
    answer.set_cookie(desk.web.cookie, token, secure=desk.web.secure_cookies, httponly=True, samesite="lax", path="/")
    return answer


@router.post("/abmelden")
def leave(request: Request, desk: DeskOf, me: Writer) -> Response:
    """End the session, here and in the browser's memory."""
    presence.leave(desk.office, me.viewer)
    _end_old(request, desk)
    answer = RedirectResponse(f"/anmelden?lang={me.language}", status_code=303)
    answer.delete_cookie(desk.web.cookie, secure=desk.web.secure_cookies, httponly=True, samesite="lax", path="/")
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@router.post("/einstellungen")
def prefer(
    *,
    desk: DeskOf,
    me: Writer,
    language: Annotated[str, Form()] = "de",
    theme: Annotated[str, Form()] = "auto",
    shortcuts: Annotated[bool, Form()] = False,
    keys: Annotated[str, Form()] = "letter",
    weiter: Annotated[str, Form()] = "/",
) -> Response:
    """Language, appearance, keys on or off, alone or with Alt and Shift. Raises BadInput."""
    accounts.set_preferences(
        desk.office, me.viewer.name, language=language, theme=theme, shortcuts=shortcuts, keys=keys
    )
    return RedirectResponse(same_site(weiter), status_code=303)


@router.get("/hilfe")
def explain(request: Request) -> Response:
    """The keys and what they do, for those who have no script or want to read in peace."""
    return page(request, "help.html")


def _form(request: Request, weiter: str, *, name: str = "", problem: str = "", status: int = 200) -> Response:
    return page(request, "sign_in.html", status=status, weiter=same_site(weiter), name=name, problem=problem)


def _end_old(request: Request, desk: Desk) -> None:
    old = request.cookies.get(desk.web.cookie, "")
    if old:
        sessions.end(desk.office, old)
