"""Who is let in, as what, and who decided that?"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, delete, select, update

from models.person import ApiToken, Staff, StaffEvent, StaffSession
from models.ticket import Ticket
from triage.desk.accounts import ROLES, hash_of, name_problems
from triage.desk.visible import EVERYBODYS
from triage.errors import BadInput, NotFound
from triage.office import Office

ONE_TIME = timedelta(hours=24)  # how long a one-time password opens the page that replaces it (ASVS 6.4.1)
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"  # none that is mistaken for another when read out
_GROUPS, _EACH = 4, 4


def people(db: Session) -> tuple[Staff, ...]:
    """Every account, active ones first, by name."""
    return tuple(db.exec(select(Staff).order_by(col(Staff.active).desc(), col(Staff.name))).all())


def person(db: Session, name: str) -> Staff:
    """One account. Raises NotFound."""
    found = db.exec(select(Staff).where(Staff.name == name)).first()
    if found is None:
        raise NotFound("account")
    return found


def mailboxes_of_tickets(db: Session) -> set[str]:
    """Names of the mailboxes tickets came from."""
    return set(db.exec(select(Ticket.mailbox).distinct()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """What everybody sees because nobody in particular would."""

    circle: int  # active people named for protected tickets
    unguarded: tuple[str, ...]  # mailboxes whose protected tickets nobody of them reaches
    unwatched: tuple[str, ...]  # mailboxes no active person has


def gaps(db: Session, polled: Collection[str]) -> Gaps:
    """Among the mailboxes that are polled or have tickets; nothing is missing while nobody works here."""
    active = [s for s in people(db) if s.active]
    circle = [s for s in active if s.circle]
    boxes = sorted({*polled, *mailboxes_of_tickets(db)}) if active else []
    return Gaps(
        circle=len(circle),
        unguarded=tuple(box for box in boxes if not any(_has(s, box) for s in circle)),
        unwatched=tuple(box for box in boxes if not any(_has(s, box) for s in active)),
    )


def _has(staff: Staff, mailbox: str) -> bool:
    return not staff.mailboxes or mailbox in (*staff.mailboxes, *EVERYBODYS)


def changes(db: Session, name: str = "", most: int = 50) -> tuple[StaffEvent, ...]:
    """What was changed, newest first; of one account when one is named."""
    query = select(StaffEvent).order_by(col(StaffEvent.id).desc()).limit(most)
    return tuple(db.exec(query.where(StaffEvent.staff == name) if name else query).all())


def may_manage(role: str) -> bool:
    """Whether somebody of this role changes accounts."""
    return role == "admin"


def may_look(role: str) -> bool:
    """Whether somebody of this role sees who works here."""
    return role in ("leitung", "admin")


def add_person(office: Office, by: str, *, name: str, role: str, shown: str = "") -> str:
    """Create an account; its one-time password, which is kept nowhere. Raises BadInput."""
    problems = name_problems(name) + ([] if role in ROLES else ["unknown_role"])
    if problems:
        raise BadInput(problems)
    password = _one_time()
    now = office.clock.now()
    row = Staff(
        name=name, shown=shown.strip()[:80] or name, role=role, password=hash_of(password), created_at=now,
        password_until=now + ONE_TIME,
    )  # fmt: skip
    try:
        with office.store.transaction() as db:
            db.add(row)
            record(db, office, by, name, "added", role=role)
    except IntegrityError:
        raise BadInput(["name_taken"]) from None
    return password


def reset_password(office: Office, by: str, name: str) -> str:
    """A new one-time password; whoever is signed in with the old one is out. Raises NotFound."""
    password = _one_time()
    with office.store.transaction() as db:
        staff = _held(db, name)
        staff.password, staff.password_until = hash_of(password), office.clock.now() + ONE_TIME
        db.add(staff)
        _end_sessions(db, staff)
        record(db, office, by, name, "password")
    return password


def set_role(office: Office, by: str, name: str, role: str) -> None:
    """Holds from their next request on. Raises NotFound, BadInput with "unknown_role" or "last_admin"."""
    if role not in ROLES:
        raise BadInput(["unknown_role"])
    with office.store.transaction() as db:
        staff = _held(db, name)
        if role != "admin":
            _keep_an_admin(db, staff)
        _change(db, office, by, staff, role=role)


def set_reach(office: Office, by: str, name: str, *, circle: bool, mailboxes: Sequence[str]) -> None:
    """Which tickets they see; no mailbox named: those of all. Raises NotFound."""
    with office.store.transaction() as db:
        staff = _held(db, name)
        _change(db, office, by, staff, circle=circle, mailboxes=sorted(set(mailboxes)))


def lock(office: Office, by: str, name: str) -> None:
    """Close the account: its sessions and tokens end now. Raises NotFound, BadInput: "self_lock", "last_admin"."""
    if by == name:
        raise BadInput(["self_lock"])
    with office.store.transaction() as db:
        staff = _held(db, name)
        _keep_an_admin(db, staff)
        if not staff.active:
            return
        staff.active = False
        db.add(staff)
        _end_sessions(db, staff)
        alive = update(ApiToken).where(col(ApiToken.staff_id) == staff.id, col(ApiToken.revoked_at).is_(None))
        db.exec(alive.values(revoked_at=office.clock.now()))
        record(db, office, by, name, "locked")


def unlock(office: Office, by: str, name: str) -> None:
    """Open it again, with the password it had; its tokens stay revoked. Raises NotFound."""
    with office.store.transaction() as db:
        staff = _held(db, name)
        if not staff.active:
            staff.active = True
            db.add(staff)
            record(db, office, by, name, "unlocked")


def record(db: Session, office: Office, by: str, name: str, action: str, **detail: object) -> None:
    """Who changed whom, in the transaction of the change."""
    db.add(StaffEvent(at=office.clock.now(), actor=by, staff=name, action=action, detail=detail))


def _change(db: Session, office: Office, by: str, staff: Staff, **values: object) -> None:
    for field, value in values.items():
        before = getattr(staff, field)
        if before != value:
            setattr(staff, field, value)
            db.add(staff)
            record(db, office, by, staff.name, field, before=before, after=value)


def _held(db: Session, name: str) -> Staff:
    """The account, kept from other hands until the end of this transaction."""
    found = db.exec(select(Staff).where(Staff.name == name).with_for_update()).first()
    if found is None:
        raise NotFound("account")
    return found


def _keep_an_admin(db: Session, leaving: Staff) -> None:
    """All admins are held, so that two who lock each other at the same moment do not both succeed."""
    admins = select(Staff.name).where(Staff.role == "admin", col(Staff.active).is_(True)).order_by(col(Staff.id))
    names = set(db.exec(admins.with_for_update()))
    if names == {leaving.name}:
        raise BadInput(["last_admin"])


def _end_sessions(db: Session, staff: Staff) -> None:
    db.exec(delete(StaffSession).where(col(StaffSession.staff_id) == staff.id))


def _one_time() -> str:
    """Eighty random bits in groups that can be read out."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(_EACH)) for _ in range(_GROUPS))
