"""Which stored messages can the rules learn from, and what do staff say of them?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from models.message import Message
from models.ticket import Ticket
from triage.tuning.judged import Seen, chunks, judged, openings
from triage.tuning.stored import as_read
from triage.values import ParsedMessage

MOST = 5_000  # messages staff spoke about, the newest
MOST_OTHERS = 2_000  # messages nobody spoke about, the newest: what is ordinary here


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A message and the main topic staff give it."""

    number: str  # of its ticket
    said: ParsedMessage
    staff: str | None  # None: nobody said


def cases(
    db: Session, seen: Seen, *, since: datetime | None = None, most: int = MOST, others: int = MOST_OTHERS
) -> list[Case]:
    """Messages whose topic staff corrected or confirmed, newest first, then the newest nobody spoke about."""
    spoken = [one for one in judged(db, seen, since=since, fields=("topic",), most=most) if one.staff is not None]
    known = {one.message: (one.number, one.staff) for one in spoken}
    rest = _others(db, seen, {one.ticket for one in spoken}, others)
    rows = _rows(db, [*known, *rest])
    wanted = [(message, *known[message]) for message in known] + [(m, number, None) for m, number in rest.items()]
    return [
        Case(number=number, said=as_read(rows[message]), staff=staff)
        for message, number, staff in wanted
        if message in rows
    ]


def _others(db: Session, seen: Seen, spoken: set[int], most: int) -> dict[int, str]:
    """Opening message → ticket number, of requests in the working view that nobody spoke about."""
    newest = seen(Ticket.id).add_columns(col(Ticket.number)).where(col(Ticket.hidden).is_(False))
    newest = newest.where(col(Ticket.stub).is_(False)).order_by(col(Ticket.opened_at).desc(), col(Ticket.id).desc())
    found = db.connection().execute(newest.limit(most + len(spoken)))
    numbers = {ticket: number for ticket, number in found if ticket not in spoken}
    tickets = list(numbers)[:most]
    return {message: numbers[ticket] for ticket, message in openings(db, tickets).items()}


def _rows(db: Session, messages: list[int]) -> dict[int, Message]:
    found: dict[int, Message] = {}
    for some in chunks(messages):
        found.update((row.id or 0, row) for row in db.exec(select(Message).where(col(Message.id).in_(some))))
    return found
