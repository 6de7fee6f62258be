"""Which tickets may this person see?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, cast, exists, func, or_, true
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models.person import Staff
from models.ticket import Ticket
from triage.errors import NotFound
from triage.filing.merged import heads

EVERYBODYS = ("phone", "import")  # mailboxes of calls and files: one telephone and one desk for the whole office


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Who is asking."""

    name: str  # signs in with it; stands in events
    shown: str  # what colleagues read
    role: str  # mitarbeit | leitung | admin
    mailboxes: frozenset[str] = frozenset()  # whose tickets they see, beside EVERYBODYS; none named: all
    circle: bool = False  # sees protected tickets


def viewer_of(staff: Staff) -> Viewer:
    """An account as somebody who asks: the one place where browsers and programs become viewers."""
    return Viewer(
        name=staff.name,
        shown=staff.shown or staff.name,
        role=staff.role,
        mailboxes=frozenset(staff.mailboxes),
        circle=staff.circle,
    )


def seen_by(viewer: Viewer, column: Any = Ticket) -> SelectOfScalar[Any]:
    """The one query every list, count and lookup of tickets starts from (ASVS 8.2.2).

    Those of the viewer's mailboxes; protected ones for the circle only. What nobody would see, everybody sees
    (promises P20): tickets of a mailbox no active person has, protected ones no active member of the circle reaches.
    """
    query: SelectOfScalar[Any] = select(column).select_from(Ticket)
    return query.where(_allowed(viewer.role, viewer.mailboxes, viewer.circle))


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
    if ticket.merged_into is None and not lock:
        return ticket
    held = heads(db, [ticket.id], lock=lock)[ticket.id]
    return ticket if held == ticket.id else ticket_by_id(db, viewer, held)


def who_sees(db: Session, viewers: Sequence[Viewer], ticket_id: int) -> tuple[bool, ...]:
    """For each of them whether they may see that ticket, by the condition of `seen_by`, asked at once."""
    if not viewers:
        return ()
    answers = select(*(_allowed(v.role, v.mailboxes, v.circle).label(f"v{at}") for at, v in enumerate(viewers)))
    found = db.execute(answers.select_from(Ticket).where(Ticket.id == ticket_id)).first()
    return tuple(map(bool, found)) if found else (False,) * len(viewers)


def version_of(db: Session, number: str) -> tuple[str, int]:
    """Number and version a change just led to, of the ticket that holds everything now.

    Also when the ticket left its author's view by the change. Raises NotFound.
    """
    key = db.exec(select(Ticket.id).where(Ticket.number == number)).first()
    if key is None:
        raise NotFound("ticket")
    return db.exec(select(Ticket.number, Ticket.version).where(Ticket.id == heads(db, [key])[key])).one()


@lru_cache(maxsize=256)  # a condition is never changed, and building it costs more than asking it
def _allowed(role: str, mailboxes: frozenset[str], circle: bool) -> ColumnElement[bool]:
    if not may_see_tickets(role):
        return col(Ticket.id).is_(None)
    everything = true()
    box = col(Ticket.mailbox)
    theirs = or_(box.in_((*EVERYBODYS, *sorted(mailboxes))), ~_reached()) if mailboxes else everything
    open_to_all = or_(col(Ticket.protected).is_(False), ~_reached(col(Staff.circle).is_(True)))
    return and_(theirs, everything if circle else open_to_all, col(Ticket.id).is_not(None))


def _reached(who: ColumnElement[bool] | None = None) -> ColumnElement[bool]:
    """Whether somebody active has the ticket's mailbox. A handful of rows, asked only of the few it is about."""
    names = cast(col(Staff.mailboxes), Text)  # a JSON list on both databases: ["kim", "zweites"]
    quoted = func.replace(col(Ticket.mailbox), "_", r"\_")
    has = or_(names == "[]", col(Ticket.mailbox).in_(EVERYBODYS), names.like('%"' + quoted + '"%', escape="\\"))
    wanted = and_(col(Staff.active).is_(True), has, who if who is not None else true())
    return exists().where(wanted).correlate(Ticket)
