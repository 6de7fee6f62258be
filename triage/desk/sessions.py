"""Is this browser signed in, and as whom?"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, delete, select, update

from models.person import Staff, StaffSession
from triage.desk.visible import Viewer, viewer_of
from triage.office import Office

_TOUCH_EVERY = timedelta(minutes=1)  # a page view writes at most this often


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long a session lives (ASVS 7.3)."""

    idle: timedelta = timedelta(minutes=30)
    absolute: timedelta = timedelta(hours=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """A signed-in person with the settings their pages follow."""

    viewer: Viewer
    csrf: str  # stands in every form of this session
    language: str
    theme: str
    shortcuts: bool
    must_change: bool  # signed in with a one-time password: nothing is shown before they chose their own
    keys: str = "letter"  # letter | alt: with Alt and Shift


def start(office: Office, staff: Staff, limits: Limits) -> str:
    """Open a session and return its token: 256 random bits, kept only as a hash. Old ones are swept."""
    token = secrets.token_urlsafe(32)
    now = office.clock.now()
    assert staff.id is not None
    row = StaffSession(
        token=hashed(token), staff_id=staff.id, csrf=secrets.token_urlsafe(32), created_at=now, seen_at=now
    )
    with office.store.transaction() as db:
        _sweep(db, limits, now)
        db.add(row)
    return token


def look_up(office: Office, token: str, limits: Limits, *, by_hand: bool = True) -> SignedIn | None:
    """Whose session this is; None when there is none, it ran out, or the account was closed.

    `by_hand`: somebody did something; a page that asks by itself keeps no session alive.
    """
    now = office.clock.now()
    with office.store.reading() as db:
        found = db.exec(
            select(StaffSession, Staff)
            .join(Staff, col(Staff.id) == col(StaffSession.staff_id))
            .where(StaffSession.token == hashed(token), col(Staff.active).is_(True))
        ).first()
    if found is None or _ran_out(found[0], limits, now):
        return None
    if by_hand and now - found[0].seen_at > _TOUCH_EVERY:
        _touch(office, found[0], now)
    return _signed_in(found[0], found[1])


def end(office: Office, token: str) -> None:
    """Sign out: the token is worth nothing from now on."""
    with office.store.transaction() as db:
        db.exec(delete(StaffSession).where(col(StaffSession.token) == hashed(token)))


def hashed(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _signed_in(session: StaffSession, staff: Staff) -> SignedIn:
    return SignedIn(
        viewer=viewer_of(staff),
        csrf=session.csrf,
        language=staff.language,
        theme=staff.theme,
        shortcuts=staff.shortcuts,
        must_change=staff.password_until is not None,
        keys=staff.keys,
    )


def _ran_out(session: StaffSession, limits: Limits, now: datetime) -> bool:
    return now - session.seen_at > limits.idle or now - session.created_at > limits.absolute


def _touch(office: Office, session: StaffSession, now: datetime) -> None:
    with office.store.transaction() as db:
        db.exec(update(StaffSession).where(col(StaffSession.token) == session.token).values(seen_at=now))


def _sweep(db: Session, limits: Limits, now: datetime) -> None:
    gone = (col(StaffSession.seen_at) < now - limits.idle) | (col(StaffSession.created_at) < now - limits.absolute)
    db.exec(delete(StaffSession).where(gone))
