"""Which calls has somebody begun to note and not saved?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import col, select

from models.arrival import Arrival
from models.draft import Draft
from triage.desk import drafts
from triage.desk.drafts import Kept
from triage.desk.visible import Viewer
from triage.filing.phone import e164
from triage.office import Office

_SLOT = "call"
_KEY = "key"  # the form's own field by which it is filed once


def slot_of(number: str) -> str:
    """A form opened for a caller's number has a draft of its own, so that a second caller overwrites nothing."""
    key = e164(number) if number else ""
    return f"{_SLOT}:{key}" if key else _SLOT


def keep(office: Office, viewer: Viewer, number: str, fields: Mapping[str, str], *, filed_as: str) -> datetime | None:
    """Keep the form; when that was. None when the call was filed meanwhile: a late request brings nothing back.

    `filed_as`: the key under which the call is or would be filed. Raises BadInput with "draft_long".
    """
    if is_filed(office, filed_as):
        return None
    return drafts.save(office, viewer, slot_of(number), fields)


def restore(office: Office, viewer: Viewer, number: str) -> Kept | None:
    """What was begun and not saved, or None."""
    return drafts.load(office, viewer, slot_of(number))


def drop(office: Office, viewer: Viewer, number: str, key: str = "") -> None:
    """Throw it away; with a form's key only if it is that form's: another window may have begun the next one."""
    kept = drafts.load(office, viewer, slot_of(number))
    if kept is not None and (not key or kept.fields.get(_KEY, "") == key):
        drafts.discard(office, viewer, slot_of(number))


def others(office: Office, viewer: Viewer, number: str) -> tuple[Kept, ...]:
    """Calls begun in other forms, the newest first."""
    with office.store.reading() as db:
        mine = select(Draft).where(Draft.author == viewer.name, col(Draft.slot).startswith(_SLOT))
        rows = db.exec(mine.order_by(col(Draft.saved_at).desc())).all()
        found = [Kept(author=r.author, slot=r.slot, fields=dict(r.fields), saved_at=r.saved_at) for r in rows]
    return tuple(kept for kept in found if kept.slot != slot_of(number))


def is_filed(office: Office, call_key: str) -> bool:
    """Whether the call under this key is kept already."""
    with office.store.reading() as db:
        return db.exec(select(Arrival.id).where(Arrival.call_key == call_key)).first() is not None
