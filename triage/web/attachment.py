"""How does staff get at a file somebody sent, without anything opening it?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message as Mail
from email.policy import compat32
from urllib.parse import quote

from fastapi import APIRouter
from sqlmodel import Session
from starlette.responses import Response

from models.arrival import Arrival, Blob
from models.message import AttachmentRow, Message
from triage.desk.ticket import attachment_of
from triage.errors import NotFound
from triage.web.desk import DeskOf, Me

router = APIRouter()
# A file of a stranger is never rendered here: saved only, and even then without rights (ASVS 3.2.1).
_HEADERS = {"Content-Security-Policy": "default-src 'none'; sandbox", "Cache-Control": "no-store"}


@router.get("/anhang/{attachment_id}")
def download(desk: DeskOf, me: Me, attachment_id: int) -> Response:
    """The octets of an attachment, to save. 404 when it is absent, foreign, or no longer kept."""
    with desk.office.store.reading() as db:
        found = attachment_of(db, me.viewer, attachment_id)
        octets = _octets(db, *found) if found else None
    if found is None or octets is None:
        raise NotFound("attachment")
    name = found[0].name or "anhang"
    # RFC 6266 §4.3 with RFC 8187 encoding: no character of the name reaches the header unescaped
    disposition = f"attachment; filename=\"anhang-{attachment_id}\"; filename*=UTF-8''{quote(name, safe='')}"
    headers = {**_HEADERS, "Content-Disposition": disposition}
    return Response(octets, media_type="application/octet-stream", headers=headers)


def _octets(db: Session, row: AttachmentRow, message: Message) -> bytes | None:
    arrival = db.get(Arrival, message.arrival_id)
    blob = db.get(Blob, arrival.d2) if arrival and arrival.d2 else None
    return _part(blob.data, row.sha256) if blob else None


def _part(raw: bytes, sha256: str) -> bytes | None:
    """The leaf part with that digest: what is handed out is exactly what was listed."""
    try:
        leaves = list(_leaves(message_from_bytes(raw, policy=compat32)))
    except (RecursionError, ValueError, LookupError):
        return None
    return next((o for o in leaves if hashlib.sha256(o).hexdigest() == sha256), None)


def _leaves(mail: Mail) -> Iterator[bytes]:
    for part in mail.walk():
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            yield content
