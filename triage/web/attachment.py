"""How does staff get at a file somebody sent, without anything opening it?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes
from email.message import Message as Mail
from email.policy import compat32
from urllib.parse import quote

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from models.arrival import Arrival, Blob
from models.message import AttachmentRow, Message
from triage.desk.sessions import SignedIn
from triage.desk.ticket import attachment_of
from triage.errors import NotFound, NotUnderstood
from triage.message import attachment
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
        octets = _octets(db, *found) if found else None
    if found is None or octets is None:
        raise NotFound("attachment")
    return found[0], octets


def _file(row: AttachmentRow, octets: bytes) -> Response:
    name = row.name or "anhang"
    # RFC 6266 §4.3 with RFC 8187 encoding: no character of the name reaches the header unescaped
    disposition = f"attachment; filename=\"anhang-{row.id}\"; filename*=UTF-8''{quote(name, safe='')}"
    headers = {**_HEADERS, "Content-Disposition": disposition}
    return Response(octets, media_type="application/octet-stream", headers=headers)


def _octets(db: Session, row: AttachmentRow, message: Message) -> bytes | None:
    arrival = db.get(Arrival, message.arrival_id)
    blob = db.get(Blob, arrival.d2) if arrival and arrival.d2 else None
    if blob is None:
        return None
    return next((o for o in _candidates(blob.data, row.position) if hashlib.sha256(o).hexdigest() == row.sha256), None)


def _candidates(raw: bytes, position: int) -> Iterator[bytes]:
    """Where it was listed, then every leaf part: only what has the listed digest is handed out."""
    with suppress(NotFound, NotUnderstood):
        yield attachment.extract(raw, position)[1]
    with suppress(RecursionError, ValueError, LookupError):
        yield from _leaves(message_from_bytes(raw, policy=compat32))


def _leaves(mail: Mail) -> Iterator[bytes]:
    for part in mail.walk():
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            yield content
