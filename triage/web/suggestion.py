"""What does somebody see of a call while they still type it?"""

from __future__ import annotations

import hashlib
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from triage.desk.suggest import suggest
from triage.web.call import Call, note_of
from triage.web.desk import DeskOf, Writer
from triage.web.keeps import keeps
from triage.web.pages import part

router = APIRouter(
    prefix="/anruf/vorschlag", dependencies=[keeps("note", "phone", "name", "language", "callback_until")]
)


@router.post("")
def show(request: Request, desk: DeskOf, me: Writer, call: Call) -> Response:
    """What the rules would say, and who rings. Nothing is stored."""
    found = suggest(desk.office, me.viewer, note_of(call, desk.office.clock.now()))
    return part(request, "_call_suggestion.html", s=found, call=call)


@router.post("/laut")
def say(request: Request, desk: DeskOf, me: Writer, call: Call, said: Annotated[str, Form()] = "") -> Response:
    """The same in one sentence for those who hear it; 204 when it is what was said last."""
    found = suggest(desk.office, me.viewer, note_of(call, desk.office.clock.now()))
    answer = part(request, "_call_said.html", s=found, call=call, digest="")
    digest = hashlib.sha256(bytes(answer.body)).hexdigest()[:16]
    if digest == said:
        return Response(status_code=204)
    return part(request, "_call_said.html", s=found, call=call, digest=digest)
