"""The screen on which saved filters are renamed, shared and removed."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from triage.desk import views
from triage.web.desk import DeskOf, Me, Writer
from triage.web.keeps import keeps
from triage.web.listing import filters_from, query_of
from triage.web.pages import page
from triage.web.paths import same_site

router = APIRouter(prefix="/ansichten", dependencies=[keeps("name")])
Name = Annotated[str, Form(max_length=200)]
Id = Annotated[int, Form(ge=0, le=2**31)]


@router.get("")
def show(request: Request, desk: DeskOf, me: Me) -> Response:
    """Own views with what can be done to them, and those others share."""
    with desk.office.store.reading() as db:
        found = views.views_of(db, me.viewer)
    own = [v for v in found if v.owner == me.viewer.name]
    shared = [v for v in found if v.owner != me.viewer.name]
    return page(request, "views.html", own=own, shared=shared, may_share=views.may_share(me.viewer))


@router.post("")
def keep(
    *,
    desk: DeskOf,
    me: Writer,
    name: Name = "",
    query: Annotated[str, Form(max_length=2000)] = "",
    shared: Annotated[bool, Form()] = False,
) -> Response:
    """Save filters under a name and show the list with them. What is no filter is left out. 422 without a name."""
    known = query_of(filters_from(desk, query))
    views.save(desk.office, me.viewer, name, known, shared=shared)
    return RedirectResponse(same_site(f"/?{known}"), status_code=303)


@router.post("/aendern")
def change(*, desk: DeskOf, me: Writer, id: Id, name: Name = "", shared: Annotated[bool, Form()] = False) -> Response:  # noqa: A002 - the field's name in the form
    """Rename an own view, share it or not. 404 for another's, 422 for a name that is taken."""
    views.change(desk.office, me.viewer, id, name=name, shared=shared)
    return RedirectResponse("/ansichten", status_code=303)


@router.post("/entfernen")
def remove(desk: DeskOf, me: Writer, id: Id) -> Response:  # noqa: A002 - the field's name in the form
    """Forget an own view. 404 for another's."""
    views.remove(desk.office, me.viewer, id)
    return RedirectResponse("/ansichten", status_code=303)
