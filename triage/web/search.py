"""The screen that answers: where was that?"""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from triage.desk import readlog
from triage.desk.asked import asked
from triage.desk.search import search
from triage.desk.ticket import shown_names
from triage.web.desk import DeskOf, Me
from triage.web.pages import page

router = APIRouter()


def address(query: str, below: int | None = None) -> str:
    """The search's address with this query."""
    return "/suche?" + urlencode({"q": query} | ({"vor": below} if below else {}))


@router.get("/suche")
def show(
    *,
    request: Request,
    desk: DeskOf,
    me: Me,
    q: Annotated[str, Query(max_length=2000)] = "",
    vor: Annotated[int | None, Query(ge=1, le=2**62)] = None,
) -> Response:
    """What was found, newest first; what could not be understood is said, with the nearest right word."""
    wanted = asked(q, desk.office.clock.now().astimezone(desk.zone).date())
    with desk.office.store.reading() as db:
        results = search(db, me.viewer, wanted, desk.zone, below=vor)
        names = shown_names(db)
    readlog.looked(desk.office, me.viewer.name, [hit.ticket for hit in results.found], "search")
    return page(
        request, "search.html", q=q, asked=wanted, results=results, names=names, address=address, here=address(q, vor)
    )
