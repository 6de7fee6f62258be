"""Does the state's case database (Datenbank KIM) know this case?"""

from __future__ import annotations

from triage.desk.change import editing
from triage.desk.visible import Viewer
from triage.office import Office


def record(office: Office, viewer: Viewer, number: str, *, version: int) -> None:
    """Note that it was entered there, by whom and when. Twice is once. Raises NotFound, Conflict."""
    with editing(office, viewer, number, version=version) as edit:
        if edit.ticket.recorded_at is None:
            edit.write({"recorded_at": edit.now, "recorded_by": viewer.name})
            edit.tell("recorded", "in Datenbank KIM aufgenommen")


def unrecord(office: Office, viewer: Viewer, number: str, *, version: int) -> None:
    """Take the mark back. Raises NotFound, Conflict."""
    with editing(office, viewer, number, version=version) as edit:
        if edit.ticket.recorded_at is not None:
            edit.write({"recorded_at": None, "recorded_by": None})
            edit.tell("unrecorded", "Vermerk „in Datenbank KIM aufgenommen“ entfernt")
