"""Is this ticket open, waiting or done?"""

from __future__ import annotations

from datetime import datetime

from triage.desk.change import Edit, Values, editing
from triage.desk.visible import Viewer
from triage.errors import BadInput
from triage.office import Office


def close(office: Office, viewer: Viewer, number: str, *, version: int, batch: str = "") -> None:
    """Mark it done. Raises NotFound, Conflict."""
    with editing(office, viewer, number, version=version, batch=batch) as edit:
        if edit.ticket.status != "closed":
            _move(edit, {"status": "closed", "closed_at": edit.now} | answered(edit), "erledigt")


def reopen(office: Office, viewer: Viewer, number: str, *, version: int) -> None:
    """Take it up again, from done or waiting. Raises NotFound, Conflict."""
    with editing(office, viewer, number, version=version) as edit:
        if edit.ticket.status != "open":
            _move(edit, {"status": "open", "closed_at": None}, "wieder geöffnet")


def wait(office: Office, viewer: Viewer, number: str, *, version: int, until: datetime, batch: str = "") -> None:
    """Put it aside until a moment (aware), when it is listed with the open ones again.

    Raises NotFound, Conflict, BadInput with "until_past" when the moment is not in the future.
    """
    with editing(office, viewer, number, version=version, batch=batch) as edit:
        if until <= edit.now:
            raise BadInput(["until_past"])
        values: Values = {"status": "waiting", "due_at": until, "closed_at": None}
        _move(edit, values, "auf Wiedervorlage", until=until.isoformat())


def answered(edit: Edit) -> Values:
    """The columns that say the request was answered now, unless it was before; the first answer counts."""
    return {"responded_at": edit.now} if edit.ticket.responded_at is None else {}


def _move(edit: Edit, values: Values, why: str, **detail: object) -> None:
    edit.write(values)
    edit.tell("status", why, before=edit.ticket.status, after=values["status"], **detail)
