"""The screen that answers: what did the caller want?"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from typing import Annotated

import structlog
from fastapi import APIRouter, Depends, Form, Request
from sqlalchemy.exc import SQLAlchemyError
from starlette.responses import RedirectResponse, Response

from triage.classify.callback import callback_wish
from triage.desk import call_drafts, correct, settled_later
from triage.desk.notes import LONGEST
from triage.desk.ring_back import callback_time
from triage.desk.sessions import SignedIn
from triage.desk.suggest import suggest
from triage.desk.taken import Decision, colleagues, settle
from triage.desk.visible import ticket_of
from triage.errors import BadInput, NotFound
from triage.values import CallNote
from triage.web.desk import Desk, DeskOf, Me, Writer
from triage.web.keeps import keeps
from triage.web.pages import page, part, wants_part
from triage.web.ticket import local_time

router = APIRouter(dependencies=[keeps("note", "phone", "name", "language", "callback_until")])
LANGUAGES = ("de", "en", "tr", "ar", "uk", "ru", "fa", "fr", "pl", "ro", "bg", "ku", "sq", "ti", "ps", "so", "es", "nl")
RESULTS = ("", "callback", "pass", "done")  # "": open, and a call back if the note asks for one
UNKNOWN_TOWN = "none"  # how a form says that no place decides it
_log = structlog.get_logger("triage.web")
Text = Annotated[str, Form()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """The form as it was filled in; kept whatever happens."""

    note: str = ""
    phone: str = ""
    name: str = ""
    language: str = ""
    topic: str = ""  # "" leaves it to the rules; so do the next two
    municipality: str = ""
    urgency: str = ""
    result: str = ""  # one of RESULTS
    callback_until: str = ""  # as a date field sends it
    offered: str = ""  # what stood there before anybody touched it
    to: str = ""  # a colleague's sign-in name
    nr: str = ""  # the number a softphone opened the form with
    key: str = ""  # sent twice, filed once

    def labels(self) -> dict[correct.Field, str | None]:
        """What a person decided instead of the rules; values nobody knows are left out."""
        said: dict[correct.Field, str] = {
            "topic": self.topic, "municipality": self.municipality, "urgency": self.urgency,
        }  # fmt: skip
        chosen = {name: None if value == UNKNOWN_TOWN else value for name, value in said.items() if value}
        return {name: value for name, value in chosen.items() if value in correct.CHOICES[name]}


def typed(
    *,
    note: Text = "",
    phone: Text = "",
    name: Text = "",
    language: Text = "",
    topic: Text = "",
    municipality: Text = "",
    urgency: Text = "",
    result: Text = "",
    callback_until: Text = "",
    offered: Text = "",
    to: Text = "",
    nr: Text = "",
    key: Text = "",
) -> Typed:
    """What the form sent."""
    return Typed(
        note=_clean(note),
        phone=_clean(phone)[:40],
        name=_clean(name)[:200],
        language=language if language in LANGUAGES else "",
        topic=topic[:24],
        municipality=municipality[:24],
        urgency=urgency[:8],
        result=result if result in RESULTS else "",
        callback_until=callback_until[:40],
        offered=offered[:40],
        to=to[:64],
        nr=_clean(nr)[:40],
        key=key[:64],
    )


Call = Annotated[Typed, Depends(typed)]


@router.get("/anruf")
def show(request: Request, desk: DeskOf, me: Me, nr: str = "", gespeichert: str = "") -> Response:
    """The form: empty, or as it was left. `nr` lets a softphone fill in the number."""
    number = _clean(nr)[:40]
    kept = call_drafts.restore(desk.office, me.viewer, number)
    call = Typed(phone=number, nr=number, key=secrets.token_urlsafe(16))
    if kept is not None:
        call, empty = Typed(**{f.name: kept.fields.get(f.name, "") for f in fields(Typed)}), call
        if call_drafts.is_filed(desk.office, filed_as(me, call)):  # saved, and the computer broke down right then
            call_drafts.drop(desk.office, me.viewer, number)
            call, kept = empty, None
    return _form(request, desk, me, call, saved=gespeichert[:40], kept_at=kept.saved_at if kept else None)


@router.post("/anruf")
def save(*, request: Request, desk: DeskOf, me: Writer, call: Call, danach: Text = "", zu: Text = "") -> Response:
    """File the call, once for one form, however often it is sent. 422 keeps what was typed.

    `zu`: number of the ticket it adds to, instead of a new one. Raises NotFound when there is no such ticket.
    """
    now = desk.office.clock.now()
    until = _until(desk, call, now)
    problems = _problems(desk, me, call, until, now)
    if problems:
        return _form(request, desk, me, call, problems=problems, status=422)
    if zu:
        with desk.office.store.reading() as db:
            zu = ticket_of(db, me.viewer, zu[:24]).number
    try:
        number = _filed(desk, me, call, replace(note_of(call, now), callback_until=until, adds_to=zu))
    except SQLAlchemyError as problem:
        _log.error("call_not_saved", kind=type(problem).__name__)  # no trace: it would hold the call's words
        return _form(request, desk, me, call, problems={"note": "not_saved"}, status=503)
    call_drafts.drop(desk.office, me.viewer, call.nr, call.key)
    return _onward(request, call, danach, number)


@router.post("/anruf/entwurf")
def keep(request: Request, desk: DeskOf, me: Writer, call: Call) -> Response:
    """Keep what is typed so far; says when. 204 when there is nothing to say."""
    # what the form holds by itself is no draft
    bare = Typed(phone=call.nr, nr=call.nr, key=call.key, offered=call.offered, callback_until=call.offered)
    held = asdict(call) if call != bare else {}
    try:
        at = call_drafts.keep(desk.office, me.viewer, call.nr, held, filed_as=filed_as(me, call))
    except BadInput:
        return Response(status_code=204)  # too long to be saved at all; saving says so
    if at is None or not held:
        return Response(status_code=204)
    return part(request, "_call_draft.html", kept_at=at)


@router.post("/anruf/entwurf/verwerfen")
def discard(desk: DeskOf, me: Writer, nr: Text = "") -> Response:
    """Throw it away and begin anew."""
    call_drafts.drop(desk.office, me.viewer, nr)
    return RedirectResponse("/anruf", status_code=303)


def note_of(call: Typed, now: datetime) -> CallNote:
    """The form as the rules read it."""
    return CallNote(note=call.note, received_at=now, caller=call.name, phone=call.phone, language=call.language)


def filed_as(me: SignedIn, call: Typed) -> str:
    """One key for one form of one person; a form without one is a call of its own."""
    return hashlib.sha256(f"{me.viewer.name}/{call.key or secrets.token_urlsafe(16)}".encode()).hexdigest()


def _filed(desk: Desk, me: SignedIn, call: Typed, note: CallNote) -> str:
    """The ticket's number; "later" when the call is kept and filed by the next pass."""
    from triage.pipeline import file_call

    key = filed_as(me, call)
    decision = Decision(
        labels=call.labels(), done=call.result == "done", pass_to=call.to if call.result == "pass" else ""
    )
    try:
        number = file_call(desk.office.for_somebody_waiting(), note, by=me.viewer.name, key=key)
    except NotFound:
        settled_later.keep(desk.office, me.viewer, decision, call=key)
        return "later"
    settle(desk.office, me.viewer, number, decision, call=key)
    return number


def _onward(request: Request, call: Typed, danach: str, number: str) -> Response:
    stays = danach == "next" or number == "later" or call.result == "done"
    target = f"/anruf?gespeichert={number}" if stays else f"/vorgang/{number}"
    if wants_part(request):
        return Response(headers={"HX-Redirect": target})
    return RedirectResponse(target, status_code=303)


def _until(desk: Desk, call: Typed, now: datetime) -> datetime | None:
    """Until when somebody rings back: as chosen, or as the note asks; None when nobody does."""
    touched = bool(call.callback_until) and call.callback_until != call.offered
    if call.result == "callback" or (not call.result and touched):
        return local_time(call.callback_until, desk.office.zone)
    if not call.result and callback_wish(call.note):
        return callback_time(now, desk.office.promises.calendar)
    return None


def _problems(desk: Desk, me: SignedIn, call: Typed, until: datetime | None, now: datetime) -> dict[str, str]:
    """Field → the id of what is wrong with it."""
    found = {}
    if not call.note:
        found["note"] = "call_empty"
    elif len(call.note) > LONGEST:
        found["note"] = "note_long"
    touched = call.result == "callback" or (not call.result and call.callback_until not in ("", call.offered))
    if touched and (until is None or until <= now):
        found["callback_until"] = "callback_past"
    if call.result == "pass" and call.to not in _colleagues(desk, me):
        found["to"] = "unknown_colleague"
    return found


def _colleagues(desk: Desk, me: SignedIn) -> dict[str, str]:
    with desk.office.store.reading() as db:
        return colleagues(db, me.viewer)


def _form(
    request: Request,
    desk: Desk,
    me: SignedIn,
    call: Typed,
    *,
    problems: dict[str, str] | None = None,
    saved: str = "",
    kept_at: datetime | None = None,
    status: int = 200,
) -> Response:
    now = desk.office.clock.now()
    offered = f"{callback_time(now, desk.office.promises.calendar):%Y-%m-%dT%H:%M}"
    untouched = call.callback_until in ("", call.offered)
    return page(
        request,
        "call.html",
        status=status,
        block="body",
        call=replace(call, offered=offered, callback_until=offered) if untouched else call,
        problems=problems or {},
        saved=saved,
        kept_at=kept_at,
        languages=LANGUAGES,
        colleagues=_colleagues(desk, me),
        s=suggest(desk.office, me.viewer, note_of(call, now)) if call.note or call.phone else None,
        others=call_drafts.others(desk.office, me.viewer, call.nr),
    )


def _clean(text: str) -> str:
    return text.replace("\x00", "").replace("\r\n", "\n").strip()
