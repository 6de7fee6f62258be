"""What does a person's answer change when the rules were wrong, or right?"""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Literal

from models.label import LabelRow
from models.ticket import Ticket
from triage.desk.change import Values, editing
from triage.desk.visible import Viewer
from triage.errors import BadInput
from triage.filing.priority import priority, total
from triage.office import Office
from triage.values import MUNICIPALITIES, TOPICS, URGENCIES

Field = Literal["topic", "municipality", "urgency"]
CHOICES: dict[Field, tuple[str | None, ...]] = {
    "topic": TOPICS,
    "municipality": (*MUNICIPALITIES, None),  # None: no place decides it
    "urgency": URGENCIES,
}


def correct(
    office: Office, viewer: Viewer, number: str, *, version: int, field: Field, value: str | None, batch: str = ""
) -> None:
    """Set one label by hand. A new label row beside the old ones; saying the same value confirms it.

    Raises NotFound, Conflict, BadInput when the value is none of CHOICES[field].
    """
    if value not in CHOICES[field]:
        raise BadInput([f"unknown_{field}"])
    with editing(office, viewer, number, version=version, batch=batch) as edit:
        ticket = edit.ticket
        before: str | None = getattr(ticket, field)
        assert ticket.id is not None
        label = LabelRow(ticket_id=ticket.id, field=field, value=value, author=viewer.name, at=edit.now)
        edit.db.add(label)
        edit.db.flush()
        edit.write(_copied(ticket, field, value, edit.now))
        action, why = ("confirmed", "Einordnung bestätigt") if before == value else ("corrected", "von Hand korrigiert")
        edit.tell(action, why, field=field, before=before, after=value, label=label.id)


def _copied(ticket: Ticket, field: Field, value: str | None, now: datetime) -> Values:
    """The ticket's columns that follow from the new label."""
    match field:
        case "topic":
            further = [t for t in ticket.topics[1:] if t != value]
            return {"topic": value, "topics": [value, *further], "certain": True}
        case "municipality":
            return {"municipality": value}
        case "urgency":
            assert value is not None
            return {"urgency": value} | _ranked(ticket, value, now)


def _ranked(ticket: Ticket, urgency: str, now: datetime) -> Values:
    factors = priority(
        urgency=urgency,
        kind=ticket.kind,
        opened_at=ticket.opened_at,
        due_at=ticket.due_at,
        messages=ticket.messages,
        alarm=ticket.alarm,
        callback_until=ticket.callback_until,
        now=now,
        unreadable=ticket.stub,
    )
    return {"factors": [asdict(f) for f in factors], "priority": total(factors)}
