"""Which program is asking, in whose name, and what may it do?"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args

from sqlmodel import col, select, update

from models.person import ApiToken, Staff
from triage.desk.sessions import hashed
from triage.desk.visible import Viewer, viewer_of
from triage.errors import BadInput, NotFound
from triage.office import Office

Scope = Literal["read", "write", "calls"]
SCOPES: tuple[Scope, ...] = get_args(Scope)  # look at tickets; change them; log calls
_LONGEST_LABEL = 80
_TOUCH_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A program that signed in with a token."""

    viewer: Viewer  # in whose name; nothing it does goes beyond what that person may
    staff_id: int
    scopes: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A token as it is listed: never the token itself."""

    id: int
    name: str  # of the person
    label: str
    scopes: str
    created_at: datetime
    used_at: datetime | None
    revoked: bool


def issue(office: Office, name: str, label: str, scopes: Sequence[str]) -> str:
    """A new token of an active person: 256 random bits, shown once, kept as a hash. Raises NotFound, BadInput."""
    problems = [f"a scope is one of {', '.join(SCOPES)}, not {scope}" for scope in scopes if scope not in SCOPES]
    problems += [] if scopes else [f"give at least one scope: {', '.join(SCOPES)}"]
    problems += [] if 0 < len(label) <= _LONGEST_LABEL else [f"a label has 1 to {_LONGEST_LABEL} characters"]
    if problems:
        raise BadInput(problems)
    token = f"kim_{secrets.token_urlsafe(32)}"
    with office.store.transaction() as db:
        staff = db.exec(select(Staff).where(Staff.name == name, col(Staff.active).is_(True))).first()
        if staff is None or staff.id is None:
            raise NotFound(f"the account {name}")
        kept = " ".join(dict.fromkeys(scopes))
        row = ApiToken(staff_id=staff.id, token=hashed(token), label=label, scopes=kept, created_at=office.clock.now())
        db.add(row)
    return token


def program_of(office: Office, token: str) -> Program | None:
    """Who signs in with this token; None when it was never issued or revoked, or the account was closed."""
    now = office.clock.now()
    with office.store.reading() as db:
        found = db.exec(
            select(ApiToken, Staff)
            .join(Staff, col(Staff.id) == col(ApiToken.staff_id))
            .where(ApiToken.token == hashed(token), col(ApiToken.revoked_at).is_(None), col(Staff.active).is_(True))
        ).first()
    if found is None:
        return None
    row, staff = found
    assert staff.id is not None
    if row.used_at is None or now - row.used_at > _TOUCH_EVERY:
        with office.store.transaction() as db:
            db.exec(update(ApiToken).where(col(ApiToken.id) == row.id).values(used_at=now))
    return Program(viewer=viewer_of(staff), staff_id=staff.id, scopes=frozenset(row.scopes.split()))


def revoke(office: Office, token_id: int) -> None:
    """From now on it opens nothing. Raises NotFound."""
    with office.store.transaction() as db:
        row = db.get(ApiToken, token_id)
        if row is None:
            raise NotFound(f"the token {token_id}")
        row.revoked_at = row.revoked_at or office.clock.now()
        db.add(row)


def issued(office: Office) -> list[Issued]:
    """All tokens there are, oldest first."""
    query = select(ApiToken, Staff.name).join(Staff, col(Staff.id) == col(ApiToken.staff_id)).order_by(col(ApiToken.id))
    with office.store.reading() as db:
        return [
            Issued(
                id=row.id or 0, name=name, label=row.label, scopes=row.scopes, created_at=row.created_at,
                used_at=row.used_at, revoked=row.revoked_at is not None,
            )
            for row, name in db.exec(query)
        ]  # fmt: skip
