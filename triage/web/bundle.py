"""How are tickets merged, split and tied to one person on screen?"""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Form
from starlette.responses import RedirectResponse, Response

from triage.desk.merge import merge, unmerge
from triage.desk.person import say_same
from triage.desk.split import split, unsplit
from triage.web.desk import DeskOf, Writer
from triage.web.paths import same_site, with_query

router = APIRouter(prefix="/vorgang/{number}")
Version = Annotated[int, Form(ge=0, le=2**31)]
Text = Annotated[str, Form(max_length=40)]
List = Annotated[str, Form()]


@router.post("/merge")
def put_together(
    *, desk: DeskOf, me: Writer, number: str, version: Version, into: Text = "", other: Text = "", liste: List = ""
) -> Response:
    """Merge it into another, chosen from a list or named by number, and show that one. 409 when somebody was faster."""
    held = merge(desk.office, me.viewer, number, into=other.strip() or into, version=version)
    return _to(held, liste)


@router.post("/unmerge")
def take_apart(
    *, desk: DeskOf, me: Writer, number: str, version: Version, merged: Text = "", liste: List = ""
) -> Response:
    """Take a ticket out again that was merged into this one. 422 when that cannot be done exactly."""
    unmerge(desk.office, me.viewer, number, merged=merged, version=version)
    return _to(number, liste)


@router.post("/split")
def split_off(
    *,
    desk: DeskOf,
    me: Writer,
    number: str,
    version: Version,
    message: Annotated[list[int] | None, Form(max_length=200)] = None,
    liste: List = "",
) -> Response:
    """Make a ticket of its own of some messages, and show that one."""
    return _to(split(desk.office, me.viewer, number, message or [], version=version), liste)


@router.post("/unsplit")
def put_back(*, desk: DeskOf, me: Writer, number: str, version: Version, liste: List = "") -> Response:
    """Put it back into the ticket it was split off, and show that one."""
    return _to(unsplit(desk.office, me.viewer, number, version=version), liste)


@router.post("/person")
def same_person(
    *,
    desk: DeskOf,
    me: Writer,
    number: str,
    other: Text = "",
    same: Annotated[Literal["yes", "no"], Form()],
    weiter: Annotated[str, Form()] = "/",
) -> Response:
    """Say whether another ticket is of the same person."""
    say_same(desk.office, me.viewer, number, other, same=same == "yes")
    return RedirectResponse(same_site(weiter), status_code=303)


def _to(number: str, listed: str) -> Response:
    """The ticket beside the list somebody came from, or on its own page."""
    path = with_query(same_site(listed), ticket=number) if listed else f"/vorgang/{number}"
    return RedirectResponse(path, status_code=303)
