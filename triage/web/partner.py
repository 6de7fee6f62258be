"""The screens that answer: who is competent, was the person rung back, and may the case go there?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Path, Request
from starlette.responses import RedirectResponse, Response

from triage.desk import calls, hand_over, readlog, recorded
from triage.desk.hand_over import Consent, Wish
from triage.desk.sheet import NEEDED, Choice
from triage.desk.ticket import TicketView, open_ticket, shown_names
from triage.desk.visible import ticket_of
from triage.errors import BadInput
from triage.respond.partners import Partners, Step
from triage.web.desk import Desk, DeskOf, Me, Writer
from triage.web.keeps import keeps
from triage.web.pages import page
from triage.web.paths import same_site
from triage.web.ticket import Onward, Version, local_time

router = APIRouter(prefix="/vorgang/{number}", dependencies=[keeps("summary", "reason", "call_note", "until")])
Text = Annotated[str, Form()]
Texts = Annotated[list[str] | None, Form()]
RowId = Annotated[int, Path(ge=1, le=2**31 - 1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """The hand-over form as it was filled in; kept whatever happens."""

    wish: Wish
    consent_at: str = ""  # as the fields sent it
    until: str = ""


def typed(
    *,
    receiver: Text = "",
    address: Text = "",
    way: Text = "",
    parts: Texts = None,
    messages: Texts = None,
    summary: Text = "",
    ground: Text = "",
    consent_at: Text = "",
    consent_language: Text = "",
    reason: Text = "",
    then: Text = "open",
    until: Text = "",
) -> Typed:
    """What the form sent; times stay text until the office's zone is known."""
    choice = Choice(
        parts=frozenset(parts or ()),
        messages=frozenset(int(m) for m in messages or () if m.isdecimal() and len(m) < 15),  # noqa: PLR2004 - digits of a row id
        summary=_clean(summary),
    )
    wish = Wish(
        receiver=_clean(receiver),
        address=_clean(address),
        way=way,
        choice=choice,
        consent=Consent(ground=ground, language=consent_language, reason=_clean(reason)),
        then=then,
    )
    return Typed(wish=wish, consent_at=consent_at[:40], until=until[:40])


@router.post("/rueckruf")
def called(
    *,
    desk: DeskOf,
    me: Writer,
    number: str,
    version: Version,
    result: Text,
    call_note: Text = "",
    until: Text = "",
    weiter: Onward = "/",
) -> Response:
    """Note a call back. 422 when the next one is not in the future."""
    moment = local_time(until, desk.office.zone) if until else None
    note = _clean(call_note)
    calls.note_attempt(desk.office, me.viewer, number, version=version, result=result, note=note, until=moment)
    return _to(weiter)


@router.post("/aufgenommen")
def mark_recorded(
    *, desk: DeskOf, me: Writer, number: str, version: Version, gone: Text = "", weiter: Onward = "/"
) -> Response:
    """Note that the case is in the state's database, or take that back."""
    change = recorded.unrecord if gone else recorded.record
    change(desk.office, me.viewer, number, version=version)
    return _to(weiter)


@router.get("/uebergabe")
def choose(request: Request, desk: DeskOf, me: Me, number: str, an: str = "") -> Response:
    """The form, filled with the competent office and what that needs to know at least. `an`: another office."""
    with desk.office.store.reading() as db:
        view = open_ticket(db, me.viewer, number)
    readlog.looked(desk.office, me.viewer.name, [view.ticket], "read")
    receiver = an[:200] or _competent_other(desk, view)
    known = desk.office.partners.named(receiver)
    wish = Wish(
        receiver=receiver,
        address=known.mail if known else "",
        choice=Choice(parts=NEEDED),
        consent=Consent(language=_wording_language(desk.office.partners, view.ticket.language)),
    )
    return _form(request, desk, view, Typed(wish=wish, consent_at=_local(desk, desk.office.clock.now())))


@router.post("/uebergabe")
def give(
    *, request: Request, desk: DeskOf, me: Writer, number: str, version: Version, form: Annotated[Typed, Depends(typed)]
) -> Response:
    """Hand it over. 422 keeps what was typed and says in words what is missing."""
    wish = _timed(desk, form)
    try:
        handover_id = hand_over.hand_over(desk.office, me.viewer, number, version=version, wish=wish)
    except BadInput as refused:
        with desk.office.store.reading() as db:
            view = open_ticket(db, me.viewer, number)
        readlog.looked(desk.office, me.viewer.name, [view.ticket], "read")
        return _form(request, desk, view, replace(form, wish=wish), problems=refused.problems, status=422)
    printed = f"/uebergabe/{handover_id}" if wish.way == "print" else ""
    return RedirectResponse(f"/vorgang/{number}{printed}", status_code=303)


@router.get("/uebergabe/{handover_id}")
def to_print(request: Request, desk: DeskOf, me: Me, number: str, handover_id: RowId) -> Response:
    """The sheet for paper or PDF: what was passed on and nothing else. 404 once consent was taken back."""
    with desk.office.store.reading() as db:
        ticket = ticket_of(db, me.viewer, number)
        row = hand_over.handed(db, ticket, handover_id)
        by = shown_names(db).get(row.author, row.author)
    readlog.looked(desk.office, me.viewer.name, [ticket], "read")
    rests_on = hand_over.rests_on(row, desk.office)
    return page(request, "sheet.html", ticket=ticket, row=row, rests_on=rests_on, by=by, office=desk.office)


@router.post("/uebergabe/{handover_id}/widerruf")
def take_back(desk: DeskOf, me: Writer, number: str, handover_id: RowId, weiter: Onward = "/") -> Response:
    """Consent was taken back."""
    hand_over.revoke(desk.office, me.viewer, number, handover_id)
    return _to(weiter)


@router.get("/einwilligung")
def words_of_consent(
    *, request: Request, desk: DeskOf, me: Me, number: str, sprache: str = "", an: str = ""
) -> Response:
    """The words of consent to read out or to sign, in the person's language and German."""
    with desk.office.store.reading() as db:
        ticket = ticket_of(db, me.viewer, number)
    readlog.looked(desk.office, me.viewer.name, [ticket], "read")
    language = _wording_language(desk.office.partners, sprache or ticket.language)
    return page(request, "consent.html", ticket=ticket, language=language, receiver=an[:200], wording=_wording(desk))


def _form(
    request: Request, desk: Desk, view: TicketView, form: Typed, *, problems: list[str] | None = None, status: int = 200
) -> Response:
    wish, fields = form.wish, {"consent_at": form.consent_at, "until": form.until}
    context: dict[str, Any] = {"view": view, "wish": wish, "fields": fields, "problems": problems or []}
    context |= {"step": _competent(desk.office.partners, view), "wording": _wording(desk)}
    return page(request, "hand_over.html", status=status, **context)


def _timed(desk: Desk, form: Typed) -> Wish:
    """The wish with its times, and the address the matrix knows when none was typed."""
    wish, zone = form.wish, desk.office.zone
    known = desk.office.partners.named(wish.receiver)
    at = local_time(form.consent_at, zone) if form.consent_at else None
    until = local_time(form.until, zone) if form.until else None
    address = wish.address or (known.mail if known else "")
    return replace(wish, address=address, consent=replace(wish.consent, at=at), until=until)


def _competent(partners: Partners, view: TicketView) -> Step:
    return partners.step(view.ticket.topic, view.ticket.municipality)


def _competent_other(desk: Desk, view: TicketView) -> str:
    """The first competent office that is not ourselves; "" when there is none."""
    first = _competent(desk.office.partners, view).first
    return next((p.office for p in first if p.mail not in desk.office.own_addresses), "")


def _wording(desk: Desk) -> Any:
    return desk.office.partners.wording


def _wording_language(partners: Partners, spoken: str) -> str:
    return spoken if spoken in partners.wording.texts else "de"


def _local(desk: Desk, moment: datetime) -> str:
    """As a date field takes it."""
    return moment.astimezone(desk.zone).strftime("%Y-%m-%dT%H:%M")


def _clean(text: str) -> str:
    return text.replace("\x00", "").replace("\r\n", "\n").strip()


def _to(path: str) -> Response:
    return RedirectResponse(same_site(path), status_code=303)
