"""How does staff look at a mail as it was sent, without it doing anything?"""

from __future__ import annotations

import base64
import hashlib

from fastapi import APIRouter
from starlette.responses import HTMLResponse, Response

from models.message import Message
from triage.desk import readlog
from triage.desk.original import message_of, raw_of
from triage.errors import NotFound
from triage.message.html_view import shown
from triage.web.bidi import plain
from triage.web.desk import Desk, DeskOf, Me
from triage.web.pages import environment

router = APIRouter(prefix="/mail/{message_id}")
STYLE = (
    ":root{color-scheme:light dark}body{font:15px/1.45 system-ui,sans-serif;margin:.75rem;overflow-wrap:anywhere}"
    "table{border-collapse:collapse;max-width:100%}td,th{padding:.15rem .4rem;vertical-align:top;text-align:start}"
    "blockquote{margin:0 0 0 .5rem;padding-inline-start:.75rem;border-inline-start:3px solid #8886}"
    ".said{font-size:.9rem;opacity:.8}p,div,td,li,h1,h2,h3{unicode-bidi:plaintext}"
)
_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
# nothing may load, run or be sent; our own style is let in by its digest, styles of the mail are not
_POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; frame-ancestors 'self'; sandbox"


@router.get("/html")
def as_html(desk: DeskOf, me: Me, message_id: int) -> Response:
    """The mail's HTML in a page of its own for a sandboxed frame. 404 when it is absent or foreign."""
    _, raw = _kept(desk, me, message_id, "html")
    found = shown(raw)
    body = plain(found.html) if found else ""
    text = environment(me.language).get_template("mail.html").render(found=found, body=body, style=STYLE, plain=plain)
    return HTMLResponse(text, headers={"Content-Security-Policy": _POLICY})


@router.get("/original.eml")
def as_it_was(desk: DeskOf, me: Me, message_id: int) -> Response:
    """The mail octet for octet, to save. 404 when it is absent, foreign, or no longer kept."""
    message, raw = _kept(desk, me, message_id, "original")
    headers = {
        "Content-Disposition": f'attachment; filename="mail-{message.id}.eml"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return Response(raw, media_type="message/rfc822", headers=headers)


def _kept(desk: Desk, me: Me, message_id: int, action: readlog.Action) -> tuple[Message, bytes]:
    with desk.office.store.reading() as db:
        message = message_of(db, me.viewer, message_id)
        raw = raw_of(db, message_id) if message else None
    if message is None or raw is None:
        raise NotFound("mail")
    readlog.looked_by_id(desk.office, me.viewer.name, message.ticket_id, action)
    return message, raw
