"""Is new mail still coming in?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from models.mailbox import MailboxState

STALE_AFTER = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxHealth:
    """One polled folder."""

    name: str
    folder: str
    last_success: datetime | None
    stale: bool  # no success for longer than STALE_AFTER
    paused: bool  # a person or three refused sign-ins stopped it
    backlog: int  # mails without a recorded outcome at the last look


def mailboxes(db: Session, now: datetime) -> tuple[MailboxHealth, ...]:
    """Every folder that is polled, by name."""
    rows = db.exec(select(MailboxState).order_by(col(MailboxState.name), col(MailboxState.folder))).all()
    return tuple(
        MailboxHealth(
            name=r.name,
            folder=r.folder,
            last_success=r.last_success,
            stale=r.last_success is None or now - r.last_success > STALE_AFTER,
            paused=r.paused,
            backlog=r.backlog,
        )
        for r in rows
    )
