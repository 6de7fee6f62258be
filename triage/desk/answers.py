"""What have we answered on this ticket, and what is being written just now?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from models.message import Message
from models.outgoing import Outgoing, OutgoingFile
from models.ticket import Ticket
from triage.desk import drafts, enclosures
from triage.desk.addressee import Addressees, addressees
from triage.desk.drafts import Kept
from triage.desk.enclosures import Enclosed
from triage.desk.reply import marked, slot
from triage.desk.visible import Viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A reply as it stands in its form."""

    text: str = ""
    to: str = ""
    cc: tuple[str, ...] = ()
    subject: str = ""
    language: str = ""
    send_at: str = ""  # as a date field holds it, the office's time
    module: str = ""  # what is looked for among the ready-made texts
    files: tuple[Enclosed, ...] = ()
    seen: str = ""  # `mark` when it was begun
    saved_at: datetime | None = None  # None: not kept yet

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing worth keeping."""
        return not (self.text.strip() or self.files)

    def as_fields(self) -> dict[str, str]:
        """As a draft."""
        return {
            "text": self.text,
            "to": self.to,
            "cc": " ".join(self.cc),
            "subject": self.subject,
            "language": self.language,
            "send_at": self.send_at,
            "files": enclosures.as_text(self.files),
            "seen": self.seen,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Ours:
    """A mail a person of the office wrote."""

    row: Outgoing
    files: tuple[OutgoingFile, ...]
    after: int | None  # id of the message it stands behind; None: of the time before all that are left


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Both sides of answering: what went out, and the form."""

    written: tuple[Ours, ...]  # newest first, without what was taken back
    people: Addressees
    begun: Begun
    now_seen: str  # `mark` of this moment
    typing: tuple[str, ...]  # sign-in names of colleagues with an unsent reply here

    @property
    def old(self) -> bool:
        """Whether somebody wrote on the ticket since the draft was begun."""
        return bool(self.begun.seen) and self.begun.seen != self.now_seen

    @property
    def waiting(self) -> tuple[Outgoing, ...]:
        """What has not gone and can be taken back, newest first."""
        return tuple(ours.row for ours in self.written if ours.row.state == "queued")


def answers(
    db: Session, viewer: Viewer, ticket: Ticket, messages: Sequence[Message], sent: Sequence[Outgoing]
) -> Answers:
    """All of a ticket the viewer may see. `messages`: newest first; `sent`: its mails of ours, any order."""
    assert ticket.id is not None
    unsent = drafts.in_slot(db, slot(ticket.id))
    ours = _by_people(sent, ticket.id)
    came, went = (max((row.id or 0 for row in rows), default=0) for rows in (messages, ours))
    return Answers(
        written=_with_files(db, ours, messages),
        people=addressees(db, ticket, messages),
        begun=_begun(next((kept for kept in unsent if kept.author == viewer.name), None)),
        now_seen=marked(came, went),
        typing=tuple(kept.author for kept in unsent if kept.author != viewer.name),
    )


def begun(db: Session, viewer: Viewer, ticket_id: int) -> Begun:
    """The viewer's draft, or an empty form."""
    return _begun(drafts.kept(db, viewer, slot(ticket_id)))


def _begun(kept: Kept | None) -> Begun:
    if kept is None:
        return Begun()
    fields = dict(kept.fields)
    known = {name: fields.get(name, "") for name in ("text", "to", "subject", "language", "send_at", "seen")}
    files = enclosures.from_text(fields.get("files", ""))
    return Begun(**known, cc=tuple(fields.get("cc", "").split()), files=files, saved_at=kept.saved_at)


def written(db: Session, ticket_id: int, messages: Sequence[Message]) -> tuple[Ours, ...]:
    """What people of the office wrote, newest first."""
    sent = db.exec(select(Outgoing).where(Outgoing.ticket_id == ticket_id)).all()
    return _with_files(db, _by_people(sent, ticket_id), messages)


def _by_people(sent: Sequence[Outgoing], ticket_id: int) -> list[Outgoing]:
    """What stands of it, newest first."""
    ours = [row for row in sent if row.ticket_id == ticket_id and not row.automatic and row.state != "cancelled"]
    return sorted(ours, key=lambda row: row.id or 0, reverse=True)


def _with_files(db: Session, rows: Sequence[Outgoing], messages: Sequence[Message]) -> tuple[Ours, ...]:
    keys = [row.id for row in rows]
    files = db.exec(select(OutgoingFile).where(col(OutgoingFile.outgoing_id).in_(keys))).all() if keys else []
    return tuple(
        Ours(row=row, files=tuple(f for f in files if f.outgoing_id == row.id), after=_after(row, messages))
        for row in rows
    )


def _after(row: Outgoing, messages: Sequence[Message]) -> int | None:
    """The newest message that had come in when it was written."""
    return next((m.id for m in messages if m.received_at <= row.created_at), None)
