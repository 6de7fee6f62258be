"""What do colleagues tell each other about a ticket?"""

from __future__ import annotations

from models.ticket import Note
from triage.desk import mentions
from triage.desk.change import editing
from triage.desk.visible import Viewer
from triage.errors import BadInput
from triage.office import Office

LONGEST = 20_000  # characters


def tidy(text: str) -> str:
    """Typed text as it is kept."""
    return text.replace("\x00", "").replace("\r\n", "\n").strip()


def check(words: str) -> None:
    """Raises BadInput with "note_empty" or "note_long"."""
    if not words:
        raise BadInput(["note_empty"])
    if len(words) > LONGEST:
        raise BadInput(["note_long"])


def add_note(office: Office, viewer: Viewer, number: str, text: str) -> None:
    """Append a note. It never conflicts: two people may write at once.

    `@weber` in it calls a colleague. Raises NotFound, BadInput with "note_empty" or "note_long", or as `mentions.call`.
    """
    words = tidy(text)
    check(words)
    with editing(office, viewer, number, version=None) as edit:
        assert edit.ticket.id is not None
        note = Note(ticket_id=edit.ticket.id, author=viewer.name, at=edit.now, text=words)
        edit.db.add(note)
        mentions.call(edit.db, viewer, edit.ticket, note)
        edit.tell("noted", "Notiz hinzugefügt")
