"""What does whoever took a call decide about its ticket in the same go?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlmodel import Session, select

from models.label import LabelRow
from models.person import Staff
from models.ticket import Event
from triage.desk.change import Edit, Values, editing
from triage.desk.correct import CHOICES, Field, copied
from triage.desk.visible import Viewer
from triage.errors import BadInput
from triage.filing.promise import Promises
from triage.office import Office


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person set beside the note; all of it may be left to the rules."""

    labels: Mapping[Field, str | None] = field(default_factory=dict)
    done: bool = False  # only counted: closed at once
    pass_to: str = ""  # sign-in name of a colleague

    def __post_init__(self) -> None:
        """Raises BadInput for a label that is none of ours."""
        wrong = [f"unknown_{name}" for name, value in self.labels.items() if value not in CHOICES[name]]
        if wrong:
            raise BadInput(wrong)

    def __bool__(self) -> bool:
        return bool(self.labels or self.done or self.pass_to)


def settle(office: Office, viewer: Viewer, number: str, decision: Decision, *, call: str) -> None:
    """Carry it out in one transaction, once for a call (its key): sent again, it changes nothing.

    Raises NotFound, BadInput with "unknown_colleague".
    """
    if not decision:
        return
    with editing(office, viewer, number, version=None) as edit:
        if _is_settled(edit, call):
            return
        values: Values = {}
        for name, value in decision.labels.items():
            values |= _labelled(edit, name, value, call, office.promises)
        if decision.pass_to:
            values |= _passed(edit, decision.pass_to, call)
        if decision.done:
            values |= _counted(edit, call)
        edit.write(values)


def colleagues(db: Session, viewer: Viewer) -> dict[str, str]:
    """To whom the viewer can pass something on: sign-in name → shown name, by shown name."""
    found = db.exec(select(Staff.name, Staff.shown).where(Staff.active, Staff.name != viewer.name)).all()
    return dict(sorted(((name, shown or name) for name, shown in found), key=lambda one: one[1].casefold()))


def _is_settled(edit: Edit, call: str) -> bool:
    told = edit.db.exec(select(Event.detail).where(Event.ticket_id == edit.ticket.id, Event.actor == edit.viewer.name))
    return any(detail.get("call") == call for detail in told)


def _labelled(edit: Edit, name: Field, value: str | None, call: str, promises: Promises) -> Values:
    ticket, before = edit.ticket, getattr(edit.ticket, name)
    assert ticket.id is not None
    edit.db.add(LabelRow(ticket_id=ticket.id, field=name, value=value, author=edit.viewer.name, at=edit.now))
    action, why = ("confirmed", "beim Anruf bestätigt") if before == value else ("corrected", "beim Anruf gesetzt")
    edit.tell(action, why, field=name, before=before, after=value, call=call)
    return copied(ticket, name, value, edit.now, promises)


def _passed(edit: Edit, colleague: str, call: str) -> Values:
    shown = colleagues(edit.db, edit.viewer).get(colleague)
    if shown is None:
        raise BadInput(["unknown_colleague"])
    edit.tell("passed_on", f"an {shown}", before=edit.ticket.assigned_to, after=colleague, call=call)
    return {"assigned_to": colleague}


def _counted(edit: Edit, call: str) -> Values:
    edit.tell("status", "im Gespräch erledigt", before=edit.ticket.status, after="closed", call=call)
    return {"status": "closed", "closed_at": edit.now, "responded_at": edit.ticket.responded_at or edit.now}
