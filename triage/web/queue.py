"""The screen that answers: what next?"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from sqlmodel import Session
from starlette.responses import Response

from triage.desk import bulk, mentions, presence, readlog, undo, views
from triage.desk.order import Key
from triage.desk.queue import PAGE, Filters, Page, pulse_for, teams
from triage.desk.queue import page as list_page
from triage.desk.ticket import TicketView, open_ticket, shown_names
from triage.web.desk import Desk, DeskOf, Me
from triage.web.listing import LANGUAGES, FiltersOf, address, due_day, query_of
from triage.web.pages import page, wants_part

router = APIRouter()


@router.get("/")
def show(
    *,
    request: Request,
    desk: DeskOf,
    me: Me,
    filters: FiltersOf,
    ticket: Annotated[str, Query(max_length=40)] = "",
    after: Annotated[str, Query(max_length=160)] = "",
    getan: Annotated[str, Query(max_length=40)] = "",
    stapel: Annotated[str, Query(max_length=40)] = "",
    nicht: Annotated[str, Query(max_length=1000)] = "",
    alle: str = "",
) -> Response:
    """The list and, beside it, one ticket to read.

    `getan`: the ticket just changed; `stapel`: the common step just made, `nicht`: who prevented it elsewhere;
    `alle`: tick everything, at most a hundred.
    """
    most = bulk.MOST if alle == "1" else PAGE
    with desk.office.store.reading() as db:
        now = desk.office.clock.now()
        listed = list_page(db, me.viewer, filters, now, Key.parse(after), most=most)
        opened = open_ticket(db, me.viewer, ticket) if ticket else None
        names = shown_names(db)
        shown = _around(db, me, desk, filters)
        shown["undo"] = undo.last_step(db, me.viewer, getan, now) if getan else None
        shown["batch"] = _batch(db, me, stapel, nicht, names) if stapel else None
    if opened and opened.bundle.calls(me.viewer.name):
        mentions.seen(desk.office, me.viewer, opened.ticket)
    readlog.looked(desk.office, me.viewer.name, [opened.ticket] if opened else [], "read")
    return page(
        request,
        "queue.html",
        block="pane",
        listed=listed,
        filters=filters,
        names=names,
        view=opened,
        here=address(filters, after=after),
        after=after,
        back=address(filters, after=after, ticket=ticket),
        onward=address(filters, after=after, ticket=_next(listed, opened)),
        address=address,
        in_pane=True,
        part=wants_part(request),
        picked=alle == "1",
        most=bulk.MOST,
        **shown,
    )


def _around(db: Session, me: Me, desk: Desk, filters: Filters) -> dict[str, Any]:
    """What the list shows beside its rows."""
    there = presence.others(db, me.viewer, desk.office.clock.now())
    return {
        "pulse": pulse_for(db, me.viewer),
        "there": {at.number: at for at in reversed(there)},
        "teams": [(str(key), name) for key, name in teams(db).items()],
        "due_on": due_day(filters),
        "query": query_of(filters),
        "may_share": views.may_share(me.viewer),
        "languages": LANGUAGES,
    }


def _batch(db: Session, me: Me, batch: str, lost: str, names: dict[str, str]) -> dict[str, object]:
    """The line that tells what became of a common step: what was done, and who was faster how often."""
    told = undo.batch_events(db, me.viewer, batch)
    faster: dict[str, int] = {}
    for part in lost.split(","):
        name, _, times = part.partition(":")
        if name in names and times.isascii() and times.isdecimal():
            faster[names[name]] = min(int(times[:4]), bulk.MOST)
    back = undo.batch_steps(db, me.viewer, batch)
    return {
        "id": batch,
        "done": len(told),
        "faster": faster,
        "back": len(back),
        "action": told[0].action if told else "",
    }


def _next(listed: Page, opened: TicketView | None) -> str:
    """The ticket to open when this one is done: the one below it, else the one above."""
    if opened is None:
        return ""
    numbers = [t.number for t in listed.tickets]
    if opened.ticket.number not in numbers:
        return numbers[0] if numbers else ""
    at = numbers.index(opened.ticket.number)
    return (numbers[at + 1 : at + 2] or numbers[max(0, at - 1) : at] or [""])[0]
