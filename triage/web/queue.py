"""The screen that answers: what next?"""

from __future__ import annotations

from typing import Annotated, cast
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from triage.desk import mentions, readlog
from triage.desk.queue import Filters, Key, Page, View
from triage.desk.queue import page as list_page
from triage.desk.ticket import TicketView, open_ticket, shown_names
from triage.errors import NotFound
from triage.values import MUNICIPALITIES, TOPICS, URGENCIES
from triage.web.desk import Desk, DeskOf, Me
from triage.web.pages import page, wants_part

router = APIRouter()


def filters_of(
    *,
    status: str = "",
    topic: str = "",
    municipality: str = "",
    channel: str = "",
    urgency: str = "",
    unklar: str = "",
    mine: str = "",
) -> Filters:
    """The filters of an address; what is none of ours narrows nothing."""
    return Filters(
        status=cast(View, _one_of(status, ("waiting", "closed"), "open")),
        topic=_one_of(topic, TOPICS),
        municipality=_one_of(municipality, (*MUNICIPALITIES, "none")),
        channel=_one_of(channel, ("email", "phone")),
        urgency=_one_of(urgency, URGENCIES),
        unclear=unklar == "1",
        mine=mine == "1",
    )


def address(filters: Filters, **more: str) -> str:
    """The queue's address with these filters; the inverse of `filters_of`."""
    chosen = {
        "status": "" if filters.status == "open" else filters.status,
        "topic": filters.topic,
        "municipality": filters.municipality,
        "channel": filters.channel,
        "urgency": filters.urgency,
        "unklar": "1" if filters.unclear else "",
        "mine": "1" if filters.mine else "",
        **more,
    }
    query = urlencode({k: v for k, v in chosen.items() if v})
    return f"/?{query}" if query else "/"


@router.get("/")
def show(
    *,
    request: Request,
    desk: DeskOf,
    me: Me,
    filters: Annotated[Filters, Depends(filters_of)],
    ticket: Annotated[str, Query(max_length=40)] = "",
    after: Annotated[str, Query(max_length=60)] = "",
    erledigt: Annotated[str, Query(max_length=40)] = "",
) -> Response:
    """The list in working order and, beside it, one ticket to read."""
    with desk.office.store.reading() as db:
        listed = list_page(db, me.viewer, filters, desk.office.clock.now(), Key.parse(after))
        opened = open_ticket(db, me.viewer, ticket) if ticket else None
        names = shown_names(db)
    if opened:
        mentions.seen(desk.office, me.viewer, opened.ticket)
    readlog.looked(desk.office, me.viewer.name, [opened.ticket] if opened else [], "read")
    undo = _closed(desk, me, erledigt) if erledigt else None
    here = address(filters, after=after)
    return page(
        request,
        "queue.html",
        block="pane",
        listed=listed,
        filters=filters,
        names=names,
        view=opened,
        undo=undo,
        here=here,
        after=after,
        back=address(filters, after=after, ticket=ticket),
        onward=address(filters, after=after, ticket=_next(listed, opened)),
        address=address,
        in_pane=True,
        part=wants_part(request),
    )


def _next(listed: Page, opened: TicketView | None) -> str:
    """The ticket to open when this one is done: the one below it, else the one above."""
    if opened is None:
        return ""
    numbers = [t.number for t in listed.tickets]
    if opened.ticket.number not in numbers:
        return numbers[0] if numbers else ""
    at = numbers.index(opened.ticket.number)
    return (numbers[at + 1 : at + 2] or numbers[max(0, at - 1) : at] or [""])[0]


def _closed(desk: Desk, me: Me, number: str) -> TicketView | None:
    """The ticket just closed, for "undo"; None when it is absent or open again."""
    try:
        with desk.office.store.reading() as db:
            view = open_ticket(db, me.viewer, number)
    except NotFound:
        return None
    return view if view.ticket.status == "closed" else None


def _one_of(value: str, allowed: tuple[str, ...], otherwise: str = "") -> str:
    return value if value in allowed else otherwise
