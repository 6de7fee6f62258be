"""Which tickets may this person see?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models.person import Staff
from models.ticket import Ticket
from triage.errors import NotFound
from triage.filing.merged import heads


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Who is asking."""

    name: str  # signs in with it; stands in events
    shown: str  # what colleagues read
    role: str  # mitarbeit | leitung | admin


def viewer_of(staff: Staff) -> Viewer:
    """An account as somebody who asks."""
    return Viewer(name=staff.name, shown=staff.shown or staff.name, role=staff.role)


def seen_by(viewer: Viewer, column: Any = Ticket) -> SelectOfScalar[Any]:
    """The one query every list, count and lookup of tickets starts from (ASVS 8.2.2).

    Every signed-in role sees every ticket of its installation; an unknown role sees none.
    """
    query: SelectOfScalar[Any] = select(column).select_from(Ticket)
    return query.where(col(Ticket.id).is_not(None) if may_see_tickets(viewer.role) else col(Ticket.id).is_(None))


def may_see_tickets(role: str) -> bool:
    """Whether the role works with tickets at all."""
    return role in ("mitarbeit", "leitung", "admin")


def ticket_of(db: Session, viewer: Viewer, number: str) -> Ticket:
    """The ticket of that number. Raises NotFound when it is absent or not for this viewer: both look the same."""
    found: Ticket | None = db.exec(seen_by(viewer).where(Ticket.number == number)).first()
    if found is None:
        raise NotFound("ticket")
    return found


def ticket_by_id(db: Session, viewer: Viewer, ticket_id: int) -> Ticket:
    """Same by row id. Raises NotFound."""
    found: Ticket | None = db.exec(seen_by(viewer).where(Ticket.id == ticket_id)).first()
    if found is None:
        raise NotFound("ticket")
    return found


def holder_of(db: Session, viewer: Viewer, number: str, *, lock: bool = False) -> Ticket:
    """The ticket of that number, or the one it was merged into. Raises NotFound.

    `lock`: nobody merges it until the transaction ends.
    """
    ticket = ticket_of(db, viewer, number)
    assert ticket.id is not None
    held = heads(db, [ticket.id], lock=lock)[ticket.id]
    return ticket if held == ticket.id else ticket_by_id(db, viewer, held)
