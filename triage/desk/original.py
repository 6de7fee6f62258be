"""What exactly arrived, octet for octet?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes
from email.message import Message as Mail
from email.policy import compat32

from sqlmodel import Session, col, select

from models.arrival import Arrival, Blob
from models.message import AttachmentRow, Message
from models.ticket import Ticket
from triage.desk.visible import Viewer, seen_by
from triage.errors import NotFound, NotUnderstood
from triage.message.attachment import extract


def raw_of(db: Session, message_id: int) -> bytes | None:
    """The mail as the server handed it out; None for calls, and when it is no longer kept."""
    return db.exec(
        select(Blob.data)
        .join(Arrival, col(Arrival.d2) == col(Blob.sha256))
        .join(Message, col(Message.arrival_id) == col(Arrival.id))
        .where(Message.id == message_id)
    ).first()


def message_of(db: Session, viewer: Viewer, message_id: int) -> Message | None:
    """A message of a ticket the viewer may see, else None."""
    visible = seen_by(viewer, Ticket.id)
    return db.exec(select(Message).where(Message.id == message_id, col(Message.ticket_id).in_(visible))).first()


def attachment_octets(db: Session, row: AttachmentRow) -> bytes | None:
    """What was attached; None when the mail is no longer kept or holds nothing of the listed digest."""
    raw = raw_of(db, row.message_id)
    found = _candidates(raw, row.position) if raw is not None else iter(())
    return next((octets for octets in found if hashlib.sha256(octets).hexdigest() == row.sha256), None)


def _candidates(raw: bytes, position: int) -> Iterator[bytes]:
    """Where it was listed, then every leaf part: only what has the listed digest is handed out."""
    with suppress(NotFound, NotUnderstood):
        yield extract(raw, position)[1]
    with suppress(RecursionError, ValueError, LookupError):
        yield from _leaves(message_from_bytes(raw, policy=compat32))


def _leaves(mail: Mail) -> Iterator[bytes]:
    for part in mail.walk():
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            yield content
