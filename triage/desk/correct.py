"""What does a person's answer change when the rules were wrong, or right?"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from models.label import LabelRow
from models.ticket import Ticket
from triage.desk.change import Values, editing
from triage.desk.ranked import ranked
from triage.desk.visible import Viewer
from triage.errors import BadInput
from triage.filing.promise import Promises
from triage.filing.rows import is_delicate
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
        edit.write(copied(ticket, field, value, edit.now, office.promises))
        action, why = ("confirmed", "Einordnung bestätigt") if before == value else ("corrected", "von Hand korrigiert")
        edit.tell(action, why, field=field, before=before, after=value, label=label.id)
        if field == "topic" and is_delicate(str(value)) and not ticket.protected:
            edit.tell("protected", "das Thema ist Gewalt und Notfall")


def copied(ticket: Ticket, field: Field, value: str | None, now: datetime, promises: Promises) -> Values:
    """The ticket's columns that follow from the new label."""
    match field:
        case "topic":
            further = [t for t in ticket.topics[1:] if t != value]
            guarded: Values = {"protected": True} if is_delicate(str(value)) else {}
            return {"topic": value, "topics": [value, *further], "certain": True} | guarded
        case "municipality":
            return {"municipality": value}
        case "urgency":
            assert value is not None
            respond_by = promises.respond_by(value, ticket.opened_at)
            changed: Values = {"urgency": value, "respond_by": respond_by}
            return changed | ranked(ticket, now, **changed)
