"""Which colleagues may see this ticket, and whom does a name mean?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlmodel import Session, col, select

from models.person import Staff
from models.ticket import Ticket
from rules.fold import fold
from triage.desk.visible import viewer_of, who_sees


def everybody(db: Session) -> tuple[Staff, ...]:
    """Everybody who works here or did, by name as shown."""
    return tuple(db.exec(select(Staff).order_by(col(Staff.shown), col(Staff.name))))


def colleagues(db: Session) -> tuple[Staff, ...]:
    """Everybody who works here now, by name as shown."""
    return tuple(one for one in everybody(db) if one.active)


def who_may_see(db: Session, ticket: Ticket, staff: Iterable[Staff]) -> tuple[Staff, ...]:
    """Those of them who may open the ticket."""
    assert ticket.id is not None
    like = [(one, replace(viewer_of(one), name="", shown="")) for one in staff]  # many may the same: asked once
    kinds = list(dict.fromkeys(viewer for _, viewer in like))
    answers = dict(zip(kinds, who_sees(db, kinds, ticket.id), strict=True))
    return tuple(one for one, viewer in like if answers[viewer])


def meant(name: str, staff: Sequence[Staff]) -> tuple[Staff, ...]:
    """Whom somebody means by this word: the sign-in name, else a surname as shown, spelt either way."""
    wanted = fold(name)
    by_name = tuple(one for one in staff if one.name == name.casefold())
    return by_name or tuple(one for one in staff if fold((one.shown or one.name).split()[-1]) == wanted)
