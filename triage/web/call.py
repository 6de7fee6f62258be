"""The screen that answers: what did the caller want?"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

import structlog
from fastapi import APIRouter, Depends, Form, Request
from sqlalchemy.exc import SQLAlchemyError
from starlette.responses import RedirectResponse, Response

from triage.desk.notes import LONGEST
from triage.desk.sessions import SignedIn
from triage.errors import NotFound
from triage.values import CallNote
from triage.web.desk import DeskOf, Me, Writer
from triage.web.pages import page
from triage.web.ticket import local_time, still_seen

router = APIRouter()
LANGUAGES = ("de", "en", "tr", "ar", "uk", "ru", "fa", "fr", "pl", "ro", "bg", "ku", "sq", "ti", "ps", "so", "es", "nl")
_log = structlog.get_logger("triage.web")
Text = Annotated[str, Form()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """The form as it was filled in; kept whatever happens."""

    note: str = ""
    phone: str = ""
    name: str = ""
    language: str = ""
    town: str = ""
    urgent: bool = False
    callback_until: str = ""
    key: str = ""  # sent twice, filed once


def typed(
    *,
    note: Text = "",
    phone: Text = "",
    name: Text = "",
    language: Text = "",
    town: Text = "",
    urgent: Annotated[bool, Form()] = False,
    callback_until: Text = "",
    key: Text = "",
) -> Typed:
    """What the form sent."""
    return Typed(
        note=_clean(note),
        phone=_clean(phone)[:40],
        name=_clean(name)[:200],
        language=language[:8],
        town=_clean(town)[:80],
        urgent=urgent,
        callback_until=callback_until[:40],
        key=key[:64],
    )


@router.get("/anruf")
def show(request: Request, _me: Me, nr: str = "", gespeichert: str = "") -> Response:
    """An empty form; `nr` lets a softphone fill in the number."""
    return _form(request, Typed(phone=nr[:40], key=secrets.token_urlsafe(16)), saved=gespeichert[:40])


@router.post("/anruf")
def save(
    request: Request, desk: DeskOf, me: Writer, call: Annotated[Typed, Depends(typed)], danach: Text = ""
) -> Response:
    """File the call as a ticket, once for one form, however often it is sent. 422 keeps what was typed."""
    from triage.pipeline import file_call

    now = desk.office.clock.now()
    until = local_time(call.callback_until, desk.office.zone) if call.callback_until else None
    problems = _problems(call, until, now)
    if problems:
        return _form(request, call, problems=problems, status=422)
    try:
        number = file_call(desk.office, _note(call, until, now), by=me.viewer.name, key=_key(me, call))
    except NotFound:
        number = "later"  # kept, and filed by the next pass
    except SQLAlchemyError as problem:
        _log.error("call_not_saved", kind=type(problem).__name__)  # no trace: it would hold the call's words
        return _form(request, call, problems={"note": "not_saved"}, status=503)
    stay = danach == "next" or number == "later" or not still_seen(desk, me, number)  # it may be for the circle
    target = f"/anruf?gespeichert={number}" if stay else f"/vorgang/{number}"
    return RedirectResponse(target, status_code=303)


def _problems(call: Typed, until: datetime | None, now: datetime) -> dict[str, str]:
    """Field → the id of what is wrong with it."""
    found = {}
    if not call.note:
        found["note"] = "call_empty"
    elif len(call.note) > LONGEST:
        found["note"] = "note_long"
    if call.callback_until and (until is None or until <= now):
        found["callback_until"] = "callback_past"
    return found


def _note(call: Typed, until: datetime | None, now: datetime) -> CallNote:
    return CallNote(
        note=call.note,
        received_at=now,
        caller=call.name,
        phone=call.phone,
        language=call.language if call.language in LANGUAGES else "",
        town=call.town,
        urgent=call.urgent,
        callback_until=until,
    )


def _form(
    request: Request, call: Typed, *, problems: dict[str, str] | None = None, saved: str = "", status: int = 200
) -> Response:
    return page(
        request, "call.html", status=status, call=call, problems=problems or {}, saved=saved, languages=LANGUAGES
    )


def _key(me: SignedIn, call: Typed) -> str:
    """One key for one form of one person; a form without one is a call of its own."""
    return hashlib.sha256(f"{me.viewer.name}/{call.key or secrets.token_urlsafe(16)}".encode()).hexdigest()


def _clean(text: str) -> str:
    return text.replace("\x00", "").replace("\r\n", "\n").strip()
