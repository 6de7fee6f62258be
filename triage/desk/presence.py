"""Who has this ticket open right now?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlmodel import Session, col, delete

from models.person import Staff
from models.ticket import Ticket
from models.view import Presence
from triage.desk.visible import Viewer, seen_by, ticket_of
from triage.office import Office

Doing = Literal["reads", "writes"]
EVERY = timedelta(seconds=15)  # between two signs of a page
FORGOTTEN = timedelta(seconds=40)  # after the last sign
_STILL_WRITING = timedelta(seconds=25)  # a sign of reading does not end it sooner
_SWEPT = timedelta(minutes=10)  # what is older is removed


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """A colleague at a ticket."""

    number: str  # of the ticket
    name: str  # as colleagues read it
    doing: Doing


def note(office: Office, viewer: Viewer, number: str, doing: Doing) -> None:
    """A sign that the viewer has the ticket open. No event, no version: it changes nothing. Raises NotFound."""
    now = office.clock.now()
    with office.store.transaction() as db:
        ticket = ticket_of(db, viewer, number)
        assert ticket.id is not None
        row = db.get(Presence, (ticket.id, viewer.name))
        if row is None:
            db.exec(delete(Presence).where(col(Presence.seen_at) < now - _SWEPT))
            db.add(Presence(ticket_id=ticket.id, staff=viewer.name, doing=doing, seen_at=now))
        elif doing == "writes" or row.doing == "reads" or now - row.seen_at > _STILL_WRITING:
            row.doing, row.seen_at = doing, now
            db.add(row)


def leave(office: Office, viewer: Viewer) -> None:
    """Whoever signs out is nowhere any more."""
    with office.store.transaction() as db:
        db.exec(delete(Presence).where(col(Presence.staff) == viewer.name))


def others(db: Session, viewer: Viewer, now: datetime, number: str = "") -> tuple[Present, ...]:
    """Colleagues at tickets the viewer may see, or at this one: by ticket, writers first, then by name."""
    query = (
        seen_by(viewer)
        .with_only_columns(Presence, col(Ticket.number), col(Staff.shown))
        .join(Presence, col(Presence.ticket_id) == col(Ticket.id))
        .join(Staff, col(Staff.name) == col(Presence.staff))
        .where(
            col(Presence.seen_at) > now - FORGOTTEN,
            col(Presence.staff) != viewer.name,
        )
    )
    if number:
        query = query.where(col(Ticket.number) == number)
    return tuple(sorted(_named(db.execute(query).all()), key=lambda p: (p.number, p.doing != "writes", p.name)))


def _named(rows: Iterable[Any]) -> Iterator[Present]:
    for row, number, shown in rows:
        yield Present(number=number, name=shown or row.staff, doing=row.doing)
