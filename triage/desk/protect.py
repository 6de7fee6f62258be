"""Who sees this protected ticket, and who may change that?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from models.person import Staff
from models.ticket import Ticket
from triage.desk.change import editing
from triage.desk.visible import EVERYBODYS, Viewer
from triage.errors import NotFound
from triage.office import Office


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """What stands on a ticket about its protection."""

    names: tuple[str, ...]  # who sees it, as shown; none: everybody, because nobody is named (promises P20)
    may_change: bool


def guard_of(viewer: Viewer, ticket: Ticket, staff: Iterable[Staff]) -> Guard:
    """Who of everybody sees it when it is protected."""
    circle = [s for s in staff if s.active and s.circle]
    reach = [s for s in circle if not s.mailboxes or ticket.mailbox in (*s.mailboxes, *EVERYBODYS)]
    return Guard(names=tuple(sorted(s.shown or s.name for s in reach)), may_change=viewer.circle)


def protect(office: Office, viewer: Viewer, number: str, *, version: int) -> None:
    """From now on for the circle only. Raises NotFound, also for whoever is not of the circle; Conflict."""
    _set(office, viewer, number, version, protected=True, why="nur noch für den benannten Kreis")


def unprotect(office: Office, viewer: Viewer, number: str, *, version: int) -> None:
    """From now on for everybody of the mailbox. Raises as `protect`."""
    _set(office, viewer, number, version, protected=False, why="wieder für alle des Postfachs")


def _set(office: Office, viewer: Viewer, number: str, version: int, *, protected: bool, why: str) -> None:
    if not viewer.circle:
        raise NotFound("ticket")
    with editing(office, viewer, number, version=version) as edit:
        if edit.ticket.protected != protected:
            edit.write({"protected": protected})
            edit.tell("protected" if protected else "unprotected", why)
