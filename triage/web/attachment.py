"""How does staff get at a file somebody sent, without it doing anything?"""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import Response

from models.message import AttachmentRow, Message
from triage.desk import readlog
from triage.desk.original import attachment_octets, message_of
from triage.desk.sessions import SignedIn
from triage.desk.ticket import attachment_of
from triage.desk.visible import ticket_by_id
from triage.errors import NotFound
from triage.message.viewable import text_of, view_type
from triage.web.bidi import plain
from triage.web.desk import Desk, DeskOf, Me, Writer
from triage.web.pages import page

router = APIRouter()
# A file of a stranger gets no rights, saved or shown (ASVS 3.2.1).
_POLICY = "default-src 'none'; frame-ancestors 'self'; sandbox"
_HEADERS = {"Content-Security-Policy": _POLICY, "Cache-Control": "no-store"}
# A browser's own PDF viewer does not start in a sandbox; scripts of a PDF reach neither page nor network.
_PDF_POLICY = "default-src 'none'; object-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"


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


@router.get("/anhang/{attachment_id}/ansicht")
def look(request: Request, desk: DeskOf, me: Me, attachment_id: int) -> Response:
    """A page that shows a picture, PDF or text; the question instead when the scanner found something or failed.

    What is none of these, whatever it is called, is said to be none. 404 when it is absent, foreign, or no longer kept.
    """
    row, octets = _kept(desk, me, attachment_id)
    kind = view_type(octets, row.type) or ""
    scanner = desk.office.scanner
    scan = scanner.scan(octets) if scanner else None
    if scan is not None and scan.verdict != "clean":
        return page(request, "attachment.html", file=row, scan=scan)
    return page(request, "view.html", file=row, kind=kind, number=_number(desk, me, row))


@router.get("/anhang/{attachment_id}/inhalt")
def content(desk: DeskOf, me: Me, attachment_id: int) -> Response:
    """What the page above shows, for its frame. 404 when there is nothing to show."""
    row, octets = _kept(desk, me, attachment_id)
    kind = view_type(octets, row.type)
    if kind is None or row.scan == "found":
        raise NotFound("attachment")
    if kind == "text/plain":
        return Response(plain(text_of(octets)), media_type="text/plain; charset=utf-8", headers=_HEADERS)
    policy = {"Content-Security-Policy": _PDF_POLICY} if kind == "application/pdf" else {}
    return Response(octets, media_type=kind, headers={**_HEADERS, "Content-Disposition": "inline", **policy})


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


def _number(desk: Desk, me: SignedIn, row: AttachmentRow) -> str:
    with desk.office.store.reading() as db:
        message = message_of(db, me.viewer, row.message_id)
        if message is None:
            raise NotFound("attachment")
        return ticket_by_id(db, me.viewer, message.ticket_id).number


def _file(row: AttachmentRow, octets: bytes) -> Response:
    name = row.name or "anhang"
    # RFC 6266 §4.3 with RFC 8187 encoding: no character of the name reaches the header unescaped
    disposition = f"attachment; filename=\"anhang-{row.id}\"; filename*=UTF-8''{quote(name, safe='')}"
    headers = {**_HEADERS, "Content-Disposition": disposition}
    return Response(octets, media_type="application/octet-stream", headers=headers)
