"""What has somebody typed and not sent yet?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, delete, select, update

from models.draft import Draft
from triage.desk.visible import Viewer, ticket_by_id
from triage.errors import BadInput
from triage.office import Office

LARGEST = 64 * 1024  # octets of all fields: a text of 20,000 characters in any script, and what stands around it
_SLOT = 40  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One form as it was last saved."""

    author: str  # sign-in name
    slot: str  # "reply:17" (ticket id), "note:17", "call"
    fields: Mapping[str, str]
    saved_at: datetime  # aware


def save(
    office: Office, viewer: Viewer, slot: str, fields: Mapping[str, str], ticket_id: int | None = None
) -> datetime:
    """Keep a form in the place of the one kept before; when that was. Fields that are all blank keep nothing.

    Raises NotFound for a ticket the viewer may not see, BadInput with "draft_long" or "draft_slot".
    """
    if not 0 < len(slot) <= _SLOT:
        raise BadInput(["draft_slot"])
    if sum(len(name.encode()) + len(text.encode(errors="replace")) for name, text in fields.items()) > LARGEST:
        raise BadInput(["draft_long"])
    now = office.clock.now()
    with office.store.transaction() as db:
        if ticket_id is not None:
            ticket_by_id(db, viewer, ticket_id)
        if any(text.strip("\x00 \n\r\t") for text in fields.values()):
            keep(db, viewer, slot, fields, ticket_id, at=now)
        else:
            forget(db, viewer, slot)
    return now


def keep(
    db: Session, viewer: Viewer, slot: str, fields: Mapping[str, str], ticket_id: int | None, *, at: datetime
) -> None:
    """Same, inside a transaction and unasked: for words that come back from elsewhere."""
    plain = {name: text.replace("\x00", "").encode(errors="ignore").decode() for name, text in fields.items()}
    _put(db, Draft(author=viewer.name, slot=slot, ticket_id=ticket_id, fields=plain, saved_at=at))


def load(office: Office, viewer: Viewer, slot: str) -> Kept | None:
    """What the viewer has in this slot, or None."""
    with office.store.reading() as db:
        return kept(db, viewer, slot)


def kept(db: Session, viewer: Viewer, slot: str) -> Kept | None:
    """Same, inside a transaction."""
    row = db.exec(select(Draft).where(Draft.author == viewer.name, Draft.slot == slot)).first()
    return _kept(row) if row else None


def discard(office: Office, viewer: Viewer, slot: str) -> None:
    """Throw it away; nothing kept is nothing lost."""
    with office.store.transaction() as db:
        forget(db, viewer, slot)


def forget(db: Session, viewer: Viewer, slot: str) -> None:
    """Same, inside a transaction: what was sent is no draft any more."""
    db.exec(delete(Draft).where(col(Draft.author) == viewer.name, col(Draft.slot) == slot))


def in_slot(db: Session, slot: str) -> tuple[Kept, ...]:
    """What anybody has unsent in the slot of that name, the newest first: of others the name matters, not the words."""
    rows = db.exec(select(Draft).where(Draft.slot == slot).order_by(col(Draft.saved_at).desc()))
    return tuple(_kept(row) for row in rows)


def _put(db: Session, draft: Draft) -> None:
    """One row per author and slot, whoever else writes it at the same moment."""
    if _replaced(db, draft):
        return
    try:
        with db.begin_nested():
            db.add(draft)
    except IntegrityError:  # another window of the same person was first
        _replaced(db, draft)


def _replaced(db: Session, draft: Draft) -> bool:
    mine = update(Draft).where(col(Draft.author) == draft.author, col(Draft.slot) == draft.slot)
    values = mine.values(fields=draft.fields, saved_at=draft.saved_at, ticket_id=draft.ticket_id)
    return db.exec(values).rowcount == 1


def _kept(row: Draft) -> Kept:
    return Kept(author=row.author, slot=row.slot, fields=dict(row.fields), saved_at=row.saved_at)
