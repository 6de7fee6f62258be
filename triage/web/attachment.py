"""How does staff get at a file somebody sent, without anything opening it?"""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import Response

from models.message import AttachmentRow, Message
from triage.desk import readlog
from triage.desk.original import attachment_octets
from triage.desk.sessions import SignedIn
from triage.desk.ticket import attachment_of
from triage.errors import NotFound
from triage.web.desk import Desk, DeskOf, Me, Writer
from triage.web.pages import page

router = APIRouter()
# A file of a stranger is never rendered here: saved only, and even then without rights (ASVS 3.2.1).
_HEADERS = {"Content-Security-Policy": "default-src 'none'; sandbox", "Cache-Control": "no-store"}


@router.get("/anhang/{attachment_id}")
def download(request: Request, desk: DeskOf, me: Me, attachment_id: int) -> Response:
    """The octets of an attachment, to save; first a question when the scanner found something or failed.

    404 when it is absent, foreign, or no longer kept.
    """
    row, octets = _kept(desk, me, attachment_id)
    scanner = desk.office.scanner
    scan = scanner.scan(octets) if scanner else None
    if scan is None or scan.verdict == "clean":
        return _file(row, octets)
    return page(request, "attachment.html", file=row, scan=scan)


@router.post("/anhang/{attachment_id}")
def download_anyway(desk: DeskOf, me: Writer, attachment_id: int) -> Response:
    """The octets after the question was answered: a link in a mail cannot do that, the form's token is needed."""
    return _file(*_kept(desk, me, attachment_id))


def _kept(desk: Desk, me: SignedIn, attachment_id: int) -> tuple[AttachmentRow, bytes]:
    with desk.office.store.reading() as db:
        found = attachment_of(db, me.viewer, attachment_id)
        octets = attachment_octets(db, found) if found else None
        message = db.get(Message, found.message_id) if found else None
    if found is None or octets is None or message is None:
        raise NotFound("attachment")
    readlog.looked_by_id(desk.office, me.viewer.name, message.ticket_id, "attachment")
    return found, octets


def _file(row: AttachmentRow, octets: bytes) -> Response:
    name = row.name or "anhang"
    # RFC 6266 §4.3 with RFC 8187 encoding: no character of the name reaches the header unescaped
    disposition = f"attachment; filename=\"anhang-{row.id}\"; filename*=UTF-8''{quote(name, safe='')}"
    headers = {**_HEADERS, "Content-Disposition": disposition}
    return Response(octets, media_type="application/octet-stream", headers=headers)
