"""Which figures of single tickets may leave the house?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement
from sqlmodel import Session, col

from models.ticket import Ticket
from triage.desk.overview import Period, in_days
from triage.desk.readlog import note
from triage.desk.visible import Viewer, seen_by
from triage.office import Office

COLUMNS = (
    "number", "opened_at", "closed_at", "status", "channel", "kind", "sender_role", "language", "topic", "topics",
    "municipality", "urgency", "certain", "messages",
)  # fmt: skip
_AT_ONCE = 1000  # rows read together: an export of all takes as much memory as one of few


def rows(db: Session, viewer: Viewer, period: Period, zone: ZoneInfo) -> Iterator[list[str]]:
    """One row a ticket in order of arrival, COLUMNS each: no name, address, number, subject or text of anybody.

    Of what the viewer may see, machine mail left out. `period`: of the day of arrival. Times are the office's.
    """
    query = seen_by(viewer).where(*_within(period, zone)).order_by(col(Ticket.id))
    for ticket in db.exec(query.execution_options(yield_per=_AT_ONCE)):
        yield [_cell(getattr(ticket, name), zone) for name in COLUMNS]


def recorded(office: Office, viewer: Viewer, period: Period) -> None:
    """Write down that somebody takes figures of protected tickets out of the house, before they leave it."""
    guarded = seen_by(viewer, Ticket.id).where(col(Ticket.protected).is_(True), *_within(period, ZoneInfo(office.zone)))
    with office.store.reading() as db:
        some = db.exec(guarded.limit(1)).first() is not None
    if some:
        note(office, viewer.name, [None], "export")


def _within(period: Period, zone: ZoneInfo) -> list[ColumnElement[bool]]:
    return [col(Ticket.hidden).is_(False), *in_days(col(Ticket.opened_at), period, zone)]


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
