"""What would become of a call, asked by a program that notes it?"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import Field

from triage.desk.notes import LONGEST
from triage.desk.suggest import Suggestion, suggest, words
from triage.filing.phone import e164
from triage.values import CallNote, Label
from triage.web.api import shapes
from triage.web.api.access import Caller
from triage.web.desk import DeskOf

router = APIRouter()
_PROBLEMS: dict[int | str, dict[str, Any]] = {code: {"model": shapes.Problem} for code in (400, 401, 403, 413, 422)}


class Asking(shapes.Shape):
    """A call as far as it is noted."""

    note: Annotated[shapes.Words, Field(max_length=LONGEST)]
    phone: Annotated[str, Field(max_length=40, pattern=r"^[0-9+ /().-]*$")] = ""
    caller: Annotated[str, Field(max_length=200, pattern=r"^[^\x00-\x1f]*$")] = ""


class Found(shapes.Shape):
    """One answer and the words that prove it."""

    value: str | None
    because: list[str]


class Suggested(shapes.Shape):
    """What the rules would say; the first four are null while they cannot be asked."""

    topic: Found | None
    municipality: Found | None
    urgency: Found | None
    language: str | None
    certain: bool
    callback: Found | None  # null: nobody asks for one; `value` is a sensible time
    phone: str  # E.164; "" for what is no number
    known: list[str]  # numbers of earlier tickets from this telephone, newest first
    open: list[str]  # of them and of the same name those still open


@router.post("/suggest", responses=_PROBLEMS)
def suggested(desk: DeskOf, asking: Caller, call: Asking) -> Suggested:
    """What a call would become if it were logged now. Nothing is stored, so no key is needed."""
    note = CallNote(note=call.note, received_at=desk.office.clock.now(), caller=call.caller, phone=call.phone)
    return _shape(suggest(desk.office, asking.viewer, note), e164(call.phone))


def _shape(s: Suggestion, phone: str) -> Suggested:
    labels = s.labels
    until = s.callback_until.isoformat()
    return Suggested(
        topic=_found(labels.topics[0]) if labels else None,
        municipality=_found(labels.municipality) if labels else None,
        urgency=_found(labels.urgency) if labels else None,
        language=labels.language if labels else None,
        certain=labels.certain if labels else False,
        callback=Found(value=until, because=list(words(s.callback))) if s.callback else None,
        phone=phone,
        known=[ticket.number for ticket in s.known],
        open=[ticket.number for ticket in s.similar],
    )


def _found(label: Label | None) -> Found:
    return Found(value=label.id if label else None, because=list(words(label)))
