"""Which figures of single tickets may leave the house?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, col

from models.ticket import Ticket
from triage.desk.overview import Period
from triage.desk.visible import Viewer, seen_by

COLUMNS = (
    "number", "opened_at", "closed_at", "status", "channel", "kind", "sender_role", "language", "topic", "topics",
    "municipality", "urgency", "certain", "messages",
)  # fmt: skip
_AT_ONCE = 1000  # rows read together: an export of all takes as much memory as one of few


def rows(db: Session, viewer: Viewer, period: Period, zone: ZoneInfo) -> Iterator[list[str]]:
    """One row a ticket in order of arrival, COLUMNS each: no name, address, number, subject or text of anybody.

    Of what the viewer may see, machine mail left out. `period`: of the day of arrival. Times are the office's.
    """
    begin = datetime.combine(period.first, time.min, zone)
    end = datetime.combine(period.last + timedelta(days=1), time.min, zone)
    query = seen_by(viewer).where(col(Ticket.hidden).is_(False), col(Ticket.opened_at) >= begin)
    query = query.where(col(Ticket.opened_at) < end).order_by(col(Ticket.id))
    for ticket in db.exec(query.execution_options(yield_per=_AT_ONCE)):
        yield [_cell(getattr(ticket, name), zone) for name in COLUMNS]


def _cell(value: object, zone: ZoneInfo) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(int(value))
        case datetime():
            return value.astimezone(zone).strftime("%Y-%m-%d %H:%M")
        case list():
            return " ".join(map(str, value))
        case _:
            return str(value)
