"""Which colleagues may see this ticket, and whom does a name mean?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlmodel import Session, col, select

from models.person import Staff
from models.ticket import Ticket
from rules.fold import fold
from triage.desk.visible import Viewer, seen_by, viewer_of


def colleagues(db: Session) -> tuple[Staff, ...]:
    """Everybody who works here now, by name as shown."""
    return tuple(db.exec(select(Staff).where(col(Staff.active).is_(True)).order_by(col(Staff.shown), col(Staff.name))))


def who_may_see(db: Session, ticket: Ticket, staff: Iterable[Staff]) -> tuple[Staff, ...]:
    """Those of them who may open the ticket."""
    answers: dict[Viewer, bool] = {}
    found = []
    for one in staff:
        like = replace(viewer_of(one), name="", shown="")  # many may the same: asked once
        if like not in answers:
            answers[like] = db.exec(seen_by(like, Ticket.id).where(Ticket.id == ticket.id)).first() is not None
        if answers[like]:
            found.append(one)
    return tuple(found)


def meant(name: str, staff: Sequence[Staff]) -> tuple[Staff, ...]:
    """Whom somebody means by this word: the sign-in name, else a surname as shown, spelt either way."""
    wanted = fold(name)
    by_name = tuple(one for one in staff if one.name == name.casefold())
    return by_name or tuple(one for one in staff if fold((one.shown or one.name).split()[-1]) == wanted)
