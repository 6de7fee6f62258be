"""Who works on this mailbox now? A lease saves work; correctness rests on unique keys."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import CursorResult
from sqlmodel import Session, col, or_, update

from models.mailbox import Lease

LASTS = timedelta(minutes=3)


def take(db: Session, name: str, holder: str, now: datetime) -> bool:
    """Take or prolong the lease by compare-and-swap; False when another holder's has not expired."""
    if db.get(Lease, name) is None:
        db.add(Lease(name=name))
        db.flush()
    free = or_(col(Lease.holder).is_(None), col(Lease.holder) == holder, col(Lease.expires_at) < now)
    swap = update(Lease).where(col(Lease.name) == name, free)
    result = db.exec(swap.values(holder=holder, expires_at=now + LASTS, token=Lease.token + 1))
    assert isinstance(result, CursorResult)
    return result.rowcount == 1


def holder(db: Session, name: str) -> str | None:
    """Who has it, whether expired or not."""
    found = db.get(Lease, name)
    return found.holder if found else None


def give_back(db: Session, name: str, holder: str) -> None:
    """Let the next one begin at once."""
    held = update(Lease).where(col(Lease.name) == name, col(Lease.holder) == holder)
    db.exec(held.values(holder=None, expires_at=None))
