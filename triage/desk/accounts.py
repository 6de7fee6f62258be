"""Who works here, and is this their password?"""

from __future__ import annotations

import hmac
import re
import threading
import unicodedata
from datetime import datetime
from typing import get_args

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, delete, select, update

from models.person import Role, Staff, StaffSession
from triage.errors import BadInput
from triage.office import Office

ROLES: tuple[Role, ...] = get_args(Role)
SHORTEST, LONGEST = 12, 256  # characters of a password (ASVS 6.2.1, 6.2.9)
THEMES = ("auto", "light", "dark", "contrast")
KEYS = ("letter", "alt")  # alt: with Alt and Shift (WCAG 2.1.4)
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,63}")
_HASHER = PasswordHasher()  # argon2id with the library's defaults (RFC 9106 low-memory profile)
_NOBODY = _HASHER.hash("nobody has this password")  # checked for unknown names, so that they cost the same time
_AT_ONCE = threading.BoundedSemaphore(2)  # each check takes 64 MiB and a core


def add_user(office: Office, *, name: str, password: str, role: str, shown: str = "") -> None:
    """Create an account. Raises BadInput with every problem at once."""
    problems = _problems(name, password, role)
    if problems:
        raise BadInput(problems)
    row = Staff(
        name=name,
        shown=shown or name,
        role=role,
        password=hash_of(password),
        created_at=office.clock.now(),
    )
    try:
        with office.store.transaction() as db:
            db.add(row)
    except IntegrityError:
        raise BadInput([f"Den Namen {name} gibt es schon."]) from None


def verify(office: Office, name: str, password: str) -> Staff | None:
    """The active account of that name and password; None otherwise, also past a one-time password's time.

    All answers take the same time.
    """
    with office.store.reading() as db:
        staff = db.exec(select(Staff).where(Staff.name == name.strip().lower())).first()
    known = staff is not None and staff.active and not _ran_out(staff, office.clock.now())
    matches = _matches(staff.password if staff and known else _NOBODY, password)
    return staff if known and matches else None


def change_password(office: Office, name: str, *, old: str, new: str, keep: str) -> None:
    """Set one's own password; every session but `keep` (what the database keeps of its token) ends.

    Raises BadInput: "password_wrong" when the old one is not right, "password_short", "password_easy", "password_same".
    """
    staff = verify(office, name, old)
    if staff is None:
        raise BadInput(["password_wrong"])
    problems = _password_problems(name, new) or (["password_same"] if _folded(old) == _folded(new) else [])
    if problems:
        raise BadInput(problems)
    kept = hash_of(new)
    with office.store.transaction() as db:
        mine = update(Staff).where(col(Staff.id) == staff.id, col(Staff.password) == staff.password)
        if db.exec(mine.values(password=kept, password_until=None)).rowcount != 1:
            raise BadInput(["password_wrong"])  # somebody reset it in the meantime
        others = delete(StaffSession).where(col(StaffSession.staff_id) == staff.id, col(StaffSession.token) != keep)
        db.exec(others)


def hash_of(password: str) -> str:
    """What is kept of a password."""
    return _HASHER.hash(_folded(password))


def set_preferences(
    office: Office, name: str, *, language: str, theme: str, shortcuts: bool, keys: str = "letter"
) -> None:
    """How the screens look and listen for this person. Raises BadInput on an unknown language, theme or way of keys."""
    if language not in ("de", "en") or theme not in THEMES:
        raise BadInput(["Diese Sprache oder Darstellung gibt es nicht."])
    if keys not in KEYS:
        raise BadInput(["Diese Art von Tasten gibt es nicht."])
    with office.store.transaction() as db:
        chosen = {"language": language, "theme": theme, "shortcuts": shortcuts, "keys": keys}
        db.exec(update(Staff).where(col(Staff.name) == name).values(**chosen))


def _matches(phc: str, password: str) -> bool:
    if len(password) > LONGEST:
        password = ""  # same work, and no way in: an empty password is never set
    try:
        with _AT_ONCE:
            return _HASHER.verify(phc, _folded(password))
    except (Argon2Error, InvalidHashError):
        return False


def _folded(password: str) -> str:
    # the same password typed on two keyboards must give the same bytes (RFC 8265 §4.2.2: NFC)
    return unicodedata.normalize("NFC", password)


def name_problems(name: str) -> list[str]:
    """What is wrong with a sign-in name, as an id; nothing when it is fine."""
    return [] if _NAME.fullmatch(name) else ["name_form"]


def _ran_out(staff: Staff, now: datetime) -> bool:
    return staff.password_until is not None and staff.password_until <= now


def _password_problems(name: str, password: str) -> list[str]:
    if not SHORTEST <= len(password) <= LONGEST:
        return ["password_short"]
    easy = len(set(password)) < 5 or hmac.compare_digest(password.lower().encode(), name.encode())  # noqa: PLR2004 - "aaaaaaaaaaaa" is no password
    return ["password_easy"] if easy else []


_SAID = {
    "name_form": "Ein Anmeldename hat 2 bis 64 Zeichen: a-z, 0-9, Punkt, Bindestrich, Unterstrich.",
    "password_short": f"Ein Passwort hat {SHORTEST} bis {LONGEST} Zeichen.",
    "password_easy": "Dieses Passwort ist zu leicht zu erraten.",
}


def _problems(name: str, password: str, role: str) -> list[str]:
    found = [_SAID[problem] for problem in (*name_problems(name), *_password_problems(name, password))]
    if role not in ROLES:
        found.append(f"Eine Rolle ist eine von: {', '.join(ROLES)}")
    return found
