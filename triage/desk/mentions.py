"""Whom does a note call, and who has not seen that yet?"""

from __future__ import annotations

import re
from collections.abc import Mapping

from sqlmodel import Session, col, select, update

from models.task import Mention
from models.ticket import Note, Ticket
from triage.desk.colleagues import colleagues, meant, who_may_see
from triage.desk.visible import Viewer
from triage.errors import BadInput
from triage.office import Office

_CALL = re.compile(r"(?<![\w.@-])@(\w[\w.-]{0,62}\w)")  # not inside an address
MOST = 20  # people one note can call


def call(db: Session, viewer: Viewer, ticket: Ticket, note: Note) -> None:
    """Note down everybody the note calls as @name. A word that is nobody's name calls nobody.

    Raises BadInput with "mention_unseen" when somebody called may not see the ticket, "mention_ambiguous" when a
    surname is that of several, "mention_many".
    """
    called = whom(db, viewer, ticket, note.text)
    if not called:
        return
    db.flush()
    assert note.id is not None
    assert ticket.id is not None
    for name in called:
        db.add(Mention(note_id=note.id, ticket_id=ticket.id, staff=name, at=note.at))


def whom(db: Session, viewer: Viewer, ticket: Ticket, text: str) -> tuple[str, ...]:
    """Sign-in names of those a text calls, the writer aside. Raises BadInput as `call` does."""
    words = list(dict.fromkeys(_CALL.findall(text)))
    if not words:
        return ()
    staff = colleagues(db)
    named = [found for word in words if (found := meant(word, staff))]
    if any(len(found) > 1 for found in named):
        raise BadInput(["mention_ambiguous"])
    called = list({found[0].name: found[0] for found in named if found[0].name != viewer.name}.values())
    if len(called) > MOST:
        raise BadInput(["mention_many"])
    if len(who_may_see(db, ticket, called)) < len(called):
        raise BadInput(["mention_unseen"])
    return tuple(one.name for one in called)


def seen(office: Office, viewer: Viewer, ticket: Ticket) -> None:
    """The viewer has opened the ticket: calls to it are answered. Nothing is written when there is none."""
    mine = (col(Mention.ticket_id) == ticket.id, col(Mention.staff) == viewer.name, col(Mention.seen_at).is_(None))
    with office.store.reading() as db:
        if db.exec(select(Mention.id).where(*mine).limit(1)).first() is None:
            return
    with office.store.transaction() as db:
        db.exec(update(Mention).where(*mine).values(seen_at=office.clock.now()))


def called_by(db: Session, ticket: Ticket) -> Mapping[int, tuple[str, ...]]:
    """Note → sign-in names it called."""
    found: dict[int, tuple[str, ...]] = {}
    for note, staff in db.exec(select(Mention.note_id, Mention.staff).where(Mention.ticket_id == ticket.id)):
        found[note] = (*found.get(note, ()), staff)
    return found
