"""Which ticket holds the messages of one that was merged into another?"""

from __future__ import annotations

from collections.abc import Collection

from sqlmodel import Session, col, select

from models.ticket import Ticket

MOST_STEPS = 50  # a ticket merged into one that was merged, and so on; nobody reaches this, and no loop holds us


def heads(db: Session, tickets: Collection[int], *, lock: bool = False) -> dict[int, int]:
    """Each ticket id → the id of the ticket that holds its messages now; itself when it was not merged.

    `lock`: nobody merges them until the transaction ends (PostgreSQL; on SQLite writers come one after the other).
    """
    found = {ticket: ticket for ticket in tickets}
    unsure = set(tickets)
    for _ in range(MOST_STEPS):
        into = _merged_into(db, unsure, lock=lock)
        if not into:
            break
        found = {ticket: into.get(at, at) for ticket, at in found.items()}
        unsure = set(into.values())
    return found


def _merged_into(db: Session, tickets: Collection[int], *, lock: bool) -> dict[int, int]:
    if not tickets:
        return {}
    query = select(Ticket.id, Ticket.merged_into).where(col(Ticket.id).in_(sorted(tickets))).order_by(col(Ticket.id))
    rows = db.exec(query.with_for_update() if lock else query).all()
    return {ticket: into for ticket, into in rows if ticket is not None and into is not None}
