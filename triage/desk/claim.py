"""Who works on this ticket?"""

from __future__ import annotations

from triage.desk.change import editing
from triage.desk.visible import Viewer
from triage.office import Office


def claim(office: Office, viewer: Viewer, number: str, *, version: int, batch: str = "") -> None:
    """Assign the ticket to the viewer. Raises NotFound, Conflict when somebody changed it first."""
    with editing(office, viewer, number, version=version, batch=batch) as edit:
        before = edit.ticket.assigned_to
        if before != viewer.name:
            edit.write({"assigned_to": viewer.name})
            edit.tell("claimed", "übernommen", before=before)


def release(office: Office, viewer: Viewer, number: str, *, version: int) -> None:
    """Give the ticket back to everybody. Raises NotFound, Conflict."""
    with editing(office, viewer, number, version=version) as edit:
        before = edit.ticket.assigned_to
        if before is not None:
            edit.write({"assigned_to": None})
            edit.tell("released", "wieder freigegeben", before=before)
