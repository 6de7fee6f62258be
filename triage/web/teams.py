"""The screen that answers: who looks after which towns and languages?"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from models.person import Staff
from triage.desk import people, teams
from triage.desk.sessions import SignedIn
from triage.desk.teams import TeamView
from triage.errors import BadInput, NotFound
from triage.web.call import LANGUAGES
from triage.web.desk import Desk, DeskOf, Me, Writer
from triage.web.keeps import keeps
from triage.web.pages import page

router = APIRouter(prefix="/verwaltung/team", dependencies=[keeps("name")])
Some = Annotated[list[str] | None, Form()]


@router.get("")
def show(request: Request, desk: DeskOf, me: Me) -> Response:
    """Every team. 404 for whoever plans and manages nothing."""
    return _list(request, desk, me)


@router.post("")
def add(
    *, request: Request, desk: DeskOf, me: Writer, name: Annotated[str, Form()] = "", towns: Some = None,
    languages: Some = None, members: Some = None,
) -> Response:  # fmt: skip
    """Make one. 422 with what is wrong."""
    return _saved(request, desk, me, None, name=name, chosen=(towns, languages, members))


@router.post("/{team_id}")
def change(
    *, request: Request, desk: DeskOf, me: Writer, team_id: int, name: Annotated[str, Form()] = "", towns: Some = None,
    languages: Some = None, members: Some = None,
) -> Response:  # fmt: skip
    """Name, towns, languages, members. 422 with what is wrong."""
    return _saved(request, desk, me, team_id, name=name, chosen=(towns, languages, members))


@router.post("/{team_id}/remove")
def remove(desk: DeskOf, me: Writer, team_id: int) -> Response:
    """Dissolve it. 404 when it is absent."""
    _may_manage(me)
    teams.remove_team(desk.office, me.viewer, team_id)
    return RedirectResponse("/verwaltung/team", status_code=303)


def _saved(
    request: Request, desk: Desk, me: SignedIn, team_id: int | None, *, name: str, chosen: tuple[Some, Some, Some]
) -> Response:
    _may_manage(me)
    towns, languages, members = (part or [] for part in chosen)
    known = [code for code in languages if code in LANGUAGES]
    try:
        teams.save_team(desk.office, me.viewer, team_id, name=name, towns=towns, languages=known, members=members)
    except BadInput as refused:
        return _list(request, desk, me, problem=refused.problems[0], typed=name[:80])
    return RedirectResponse("/verwaltung/team", status_code=303)


def _list(request: Request, desk: Desk, me: SignedIn, *, problem: str = "", typed: str = "") -> Response:
    if not people.may_look(me.viewer.role):
        raise NotFound("page")
    with desk.office.store.reading() as db:
        found: tuple[TeamView, ...] = teams.all_teams(db)
        everybody: tuple[Staff, ...] = people.people(db)
    return page(
        request,
        "teams.html",
        status=422 if problem else 200,
        teams=found,
        people=[s for s in everybody if s.active],
        names={s.name: s.shown for s in everybody},
        languages=LANGUAGES,
        manages=people.may_manage(me.viewer.role),
        problem=problem,
        typed=typed,
    )


def _may_manage(me: SignedIn) -> None:
    if not people.may_manage(me.viewer.role):
        raise NotFound("page")
