"""The screen that answers: what is this, and what do I do with it?"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from triage.desk import claim, correct, mentions, notes, readlog, status, undo
from triage.desk.sessions import SignedIn
from triage.desk.ticket import TicketView, open_ticket
from triage.desk.visible import ticket_of
from triage.errors import BadInput, Conflict, NotFound
from triage.web.desk import Desk, DeskOf, Me, Writer
from triage.web.keeps import keeps
from triage.web.pages import page
from triage.web.paths import same_site, with_query

router = APIRouter(prefix="/vorgang/{number}", dependencies=[keeps("note", "value", "until")])
Version = Annotated[int, Form(ge=0, le=2**31)]
Onward = Annotated[str, Form()]
Note = Annotated[str, Form()]


@router.get("")
def show(*, request: Request, desk: DeskOf, me: Me, number: str, zurueck: str = "/", getan: str = "") -> Response:
    """One ticket with its messages, reasons and history, or the one it was merged into. `zurueck`: the list before."""
    with desk.office.store.reading() as db:
        view = open_ticket(db, me.viewer, number)
        step = undo.last_step(db, me.viewer, getan, desk.office.clock.now()) if getan else None
    readlog.looked(desk.office, me.viewer.name, [view.ticket], "read")
    home = same_site(zurueck)
    if view.ticket.number != number:  # it was merged
        return _to(with_query(f"/vorgang/{view.ticket.number}", zurueck="" if home == "/" else home))
    if view.bundle.calls(me.viewer.name):
        mentions.seen(desk.office, me.viewer, view.ticket)
    back = with_query(f"/vorgang/{view.ticket.number}", zurueck="" if home == "/" else home)
    return page(request, "ticket.html", view=view, undo=step, back=back, onward=home, in_pane=False, here=home)


@router.post("/claim")
def take(
    *, request: Request, desk: DeskOf, me: Writer, number: str, version: Version, note: Note = "", weiter: Onward = "/"
) -> Response:
    """Assign it to whoever asks, with the note they were writing. 409 when somebody changed it first, note kept."""
    if words := notes.tidy(note):
        notes.check(words)
    try:
        claim.claim(desk.office, me.viewer, number, version=version)
    except Conflict as faster:
        if not words:
            raise
        with desk.office.store.reading() as db:
            view = open_ticket(db, me.viewer, number)
        return _still_typed(request, desk, me, view, typed=words, faster=faster)
    if words:
        notes.add_note(desk.office, me.viewer, number, words)
    return _done(weiter, number)


def _still_typed(request: Request, desk: Desk, me: SignedIn, view: TicketView, **kept: Any) -> Response:
    """The ticket as it is now, with what was typed in its form and who was faster."""
    readlog.looked(desk.office, me.viewer.name, [view.ticket], "read")
    back = f"/vorgang/{view.ticket.number}"
    frame: dict[str, Any] = {"undo": None, "back": back, "onward": "/", "in_pane": False, "here": "/"}
    return page(request, "ticket.html", status=409, view=view, **frame, **kept)


@router.post("/release")
def give_back(desk: DeskOf, me: Writer, number: str, version: Version, weiter: Onward = "/") -> Response:
    """Assign it to nobody."""
    claim.release(desk.office, me.viewer, number, version=version)
    return _done(weiter, number)


@router.post("/done")
def finish(desk: DeskOf, me: Writer, number: str, version: Version, weiter: Onward = "/") -> Response:
    """Close it; the next page offers to undo that."""
    status.close(desk.office, me.viewer, number, version=version)
    return _done(weiter, number)


@router.post("/reopen")
def take_up_again(desk: DeskOf, me: Writer, number: str, version: Version, weiter: Onward = "/") -> Response:
    """Open it again."""
    status.reopen(desk.office, me.viewer, number, version=version)
    return _done(weiter, number)


@router.post("/wait")
def put_aside(
    *, desk: DeskOf, me: Writer, number: str, version: Version, until: Annotated[str, Form()], weiter: Onward = "/"
) -> Response:
    """Put it aside until a moment in the office's time zone. 422 when that is past."""
    moment = local_time(until, desk.office.zone)
    if moment is None:
        raise BadInput(["until_past"])
    status.wait(desk.office, me.viewer, number, version=version, until=moment)
    return _done(weiter, number)


@router.post("/correct")
def set_label(
    *,
    desk: DeskOf,
    me: Writer,
    number: str,
    version: Version,
    field: Annotated[str, Form()],
    value: Annotated[str, Form()] = "",
    weiter: Onward = "/",
) -> Response:
    """Set or confirm topic, town or priority. 422 for an unknown field or value."""
    if field not in correct.CHOICES:
        raise BadInput(["unknown_topic"])
    chosen = value or None
    correct.correct(desk.office, me.viewer, number, version=version, field=field, value=chosen)
    return _done(weiter, number) if still_seen(desk, me, number) else _to("/geschuetzt")


@router.post("/note")
def write_note(desk: DeskOf, me: Writer, number: str, note: Note = "", weiter: Onward = "/") -> Response:
    """Add a note; it never conflicts. 422 when it is empty."""
    notes.add_note(desk.office, me.viewer, number, note)
    return _to(weiter)


def still_seen(desk: DeskOf, me: Me, number: str) -> bool:
    """Whether the ticket is still there for whoever changed it, or went to the circle by that."""
    try:
        with desk.office.store.reading() as db:
            ticket_of(db, me.viewer, number)
    except NotFound:
        return False
    return True


def local_time(text: str, zone: str) -> datetime | None:
    """What a date field sends, in the office's zone; None when it is no time."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))
    except ValueError:
        return None


def _done(path: str, number: str) -> Response:
    """Where somebody goes on; the page there offers to take the step back."""
    return _to(with_query(same_site(path), getan=number))


def _to(path: str) -> Response:
    return RedirectResponse(same_site(path), status_code=303)
