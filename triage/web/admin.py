"""The screen that answers: who works here, and what may they do?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import structlog
from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from models.person import Staff
from triage.desk import people
from triage.desk.sessions import SignedIn
from triage.desk.teams import all_teams
from triage.desk.visible import EVERYBODYS
from triage.errors import BadInput, NotFound
from triage.web.desk import Desk, DeskOf, Me, Writer
from triage.web.keeps import keeps
from triage.web.pages import page

router = APIRouter(prefix="/verwaltung", dependencies=[keeps("name")])
Text = Annotated[str, Form()]
_log = structlog.get_logger("triage.web")


@router.get("")
def show(request: Request, desk: DeskOf, me: Me) -> Response:
    """Everybody who works here. 404 for whoever plans and manages nothing."""
    return _list(request, desk, me)


@router.get("/person/{name}")
def one(request: Request, desk: DeskOf, me: Me, name: str) -> Response:
    """One account, to change for admins, to read for Leitung. 404 when it is absent."""
    return _person(request, desk, me, name)


@router.post("/person")
def add(*, request: Request, desk: DeskOf, me: Writer, name: Text = "", role: Text = "", shown: Text = "") -> Response:
    """Create an account; the page shows its one-time password this once. 422 with what is wrong."""
    _may_manage(me)
    wanted = name.strip().lower()
    try:
        password = people.add_person(desk.office, me.viewer.name, name=wanted, role=role, shown=shown)
    except BadInput as refused:
        return _list(request, desk, me, problem=refused.problems[0], typed=(name[:80], shown[:80]))
    _told("account_added")
    return _person(request, desk, me, wanted, password=password)


@router.post("/person/{name}")
def change(
    *,
    request: Request,
    desk: DeskOf,
    me: Writer,
    name: str,
    role: Text = "",
    circle: Annotated[bool, Form()] = False,
    mailboxes: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """Role, circle and mailboxes. 422 when it would leave the house without an admin."""
    _may_manage(me)
    wanted = [box for box in mailboxes or () if box in _boxes(desk)]

    def do() -> None:
        people.set_role(desk.office, me.viewer.name, name, role)
        people.set_reach(desk.office, me.viewer.name, name, circle=circle, mailboxes=wanted)

    return _changed(request, desk, me, name, do)


@router.post("/person/{name}/lock")
def lock(request: Request, desk: DeskOf, me: Writer, name: str) -> Response:
    """Close the account; sessions and tokens end now. 422 for oneself and for the last admin."""
    _may_manage(me)
    return _changed(request, desk, me, name, lambda: people.lock(desk.office, me.viewer.name, name))


@router.post("/person/{name}/unlock")
def unlock(request: Request, desk: DeskOf, me: Writer, name: str) -> Response:
    """Open it again."""
    _may_manage(me)
    return _changed(request, desk, me, name, lambda: people.unlock(desk.office, me.viewer.name, name))


@router.post("/person/{name}/password")
def reset(request: Request, desk: DeskOf, me: Writer, name: str) -> Response:
    """A new one-time password, shown this once."""
    _may_manage(me)
    password = people.reset_password(desk.office, me.viewer.name, name)
    _told("password_reset")
    return _person(request, desk, me, name, password=password)


def _changed(request: Request, desk: Desk, me: SignedIn, name: str, do: Callable[[], None]) -> Response:
    try:
        do()
    except BadInput as refused:
        return _person(request, desk, me, name, problem=refused.problems[0])
    _told("account_changed")
    return RedirectResponse(f"/verwaltung/person/{name}", status_code=303)


def _list(
    request: Request, desk: Desk, me: SignedIn, *, problem: str = "", typed: tuple[str, str] = ("", "")
) -> Response:
    _may_look(me)
    with desk.office.store.reading() as db:
        everybody = people.people(db)
        teams = all_teams(db)
        changes = people.changes(db)
    return page(
        request,
        "admin.html",
        status=422 if problem else 200,
        people=everybody,
        teams=teams,
        changes=changes,
        manages=people.may_manage(me.viewer.role),
        unguarded=not any(s.circle and s.active for s in everybody),
        problem=problem,
        typed=typed,
    )


def _person(
    request: Request, desk: Desk, me: SignedIn, name: str, *, problem: str = "", password: str = ""
) -> Response:
    _may_look(me)
    with desk.office.store.reading() as db:
        staff = people.person(db, name)
        changes = people.changes(db, name)
    return page(
        request,
        "admin_person.html",
        status=422 if problem else 200,
        staff=staff,
        changes=changes,
        boxes=_boxes(desk, staff),
        manages=people.may_manage(me.viewer.role),
        problem=problem,
        password=password,
    )


def _boxes(desk: Desk, staff: Staff | None = None) -> list[str]:
    """Every mailbox somebody can be given, those they have and nobody polls any more included."""
    polled = {account.name for account in desk.office.accounts}
    with desk.office.store.reading() as db:
        known = people.mailboxes_of_tickets(db)
    return sorted((polled | known | set(staff.mailboxes if staff else ())) - set(EVERYBODYS))


def _may_look(me: SignedIn) -> None:
    if not people.may_look(me.viewer.role):
        raise NotFound("page")


def _may_manage(me: SignedIn) -> None:
    if not people.may_manage(me.viewer.role):
        raise NotFound("page")


def _told(what: str) -> None:
    _log.info(what)  # who and whom stands in the database, not in the log
