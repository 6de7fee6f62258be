"""What does somebody who opens a ticket need to see?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, or_, select

from models.label import LabelRow
from models.message import AttachmentRow, Message
from models.outgoing import Outgoing
from models.person import Staff
from models.ticket import Event, Note, Ticket
from triage.desk.answers import Answers, answers
from triage.desk.bundle import Bundle, Held, bundle_of
from triage.desk.colleagues import everybody
from triage.desk.marking import Block, Part, Span, blocks, merge, parts
from triage.desk.partner import PartnerView, partner_view
from triage.desk.protect import Guard, guard_of
from triage.desk.visible import Viewer, holder_of, seen_by
from triage.desk.why import FIELDS, Why, evidence_of, explain


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageView:
    """One message, cut for display."""

    row: Message
    subject: tuple[Part, ...]
    blocks: tuple[Block, ...]
    attachments: tuple[AttachmentRow, ...]

    @property
    def fresh(self) -> tuple[Block, ...]:
        """What was newly written; everything when nothing else is left."""
        return tuple(b for b in self.blocks if b.kind == "fresh") or self.blocks

    @property
    def folded(self) -> tuple[Block, ...]:
        """Quotes, signatures and our own words, in order."""
        shown = self.fresh
        return tuple(b for b in self.blocks if b not in shown)


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketView:
    """A ticket with everything that belongs to it."""

    ticket: Ticket
    messages: tuple[MessageView, ...]  # newest first
    why: Why
    acknowledgement: Outgoing | None
    notes: tuple[Note, ...]  # oldest first
    events: tuple[Event, ...]  # oldest first
    related: str | None  # number of the ticket this one may belong to
    bundle: Bundle  # other tickets of the person, steps to do, colleagues called
    names: Mapping[str, str]  # sign-in name → shown name
    reply: Answers  # what we wrote, and the form in which more is written
    partner: PartnerView  # gist, calls back, hand-overs
    guard: Guard  # who sees it when it is protected


def open_ticket(db: Session, viewer: Viewer, number: str) -> TicketView:
    """Everything about one ticket, or about the one it was merged into. Raises NotFound."""
    ticket = holder_of(db, viewer, number)
    labels = list(db.exec(select(LabelRow).where(LabelRow.ticket_id == ticket.id)).all())
    messages = _messages(db, ticket, labels)
    rows, sent, staff = [message.row for message in messages], _sent(db, ticket), everybody(db)
    notes = tuple(db.exec(select(Note).where(Note.ticket_id == ticket.id).order_by(col(Note.id))).all())
    events = tuple(db.exec(select(Event).where(Event.ticket_id == ticket.id).order_by(col(Event.id))).all())
    related = _related(db, viewer, ticket)
    held = Held(messages=rows, notes=notes, events=events, related=related, staff=staff)
    return TicketView(
        ticket=ticket,
        messages=messages,
        why=explain(ticket, labels),
        acknowledgement=next((mail for mail in sent if mail.acknowledges == ticket.id), None),
        notes=notes,
        events=events,
        related=related.number if related else None,
        bundle=bundle_of(db, viewer, ticket, held),
        names={one.name: one.shown or one.name for one in staff},
        reply=answers(db, viewer, ticket, rows, sent),
        partner=partner_view(db, ticket, labels, rows),
        guard=guard_of(viewer, ticket, staff),
    )


def shown_names(db: Session) -> dict[str, str]:
    """How colleagues are called on screen, by sign-in name."""
    return {name: shown or name for name, shown in db.exec(select(Staff.name, Staff.shown)).all()}


def attachment_of(db: Session, viewer: Viewer, attachment_id: int) -> AttachmentRow | None:
    """An attachment of a ticket the viewer may see, else None."""
    visible = seen_by(viewer, Ticket.id)
    query = select(AttachmentRow).join(Message, col(Message.id) == col(AttachmentRow.message_id))
    return db.exec(query.where(AttachmentRow.id == attachment_id, col(Message.ticket_id).in_(visible))).first()


def _messages(db: Session, ticket: Ticket, labels: Sequence[LabelRow]) -> tuple[MessageView, ...]:
    newest_first = (
        select(Message)
        .where(Message.ticket_id == ticket.id)
        .order_by(col(Message.received_at).desc(), col(Message.id).desc())
    )
    rows = db.exec(newest_first).all()
    files = db.exec(
        select(AttachmentRow)
        .where(col(AttachmentRow.message_id).in_([r.id for r in rows]))
        .order_by(col(AttachmentRow.position))
    ).all()
    return tuple(_message(row, labels, [f for f in files if f.message_id == row.id]) for row in rows)


def _message(row: Message, labels: Sequence[LabelRow], files: Sequence[AttachmentRow]) -> MessageView:
    own = [label for label in labels if label.message_id == row.id]
    subject = merge(_spans(own, "subject"), len(row.subject))
    return MessageView(
        row=row,
        subject=tuple(parts(row.subject, 0, len(row.subject), subject)),
        blocks=blocks(row.text, row.zones, _spans(own, "body")),
        attachments=tuple(files),
    )


def _spans(labels: Sequence[LabelRow], field: str) -> list[Span]:
    counted = [e for label in labels if label.field in FIELDS for e in evidence_of(label)]
    return [(e.start, e.end) for e in counted if e.field == field]


def _related(db: Session, viewer: Viewer, ticket: Ticket) -> Ticket | None:
    """The ticket the rules think it may belong to."""
    if ticket.related_ticket_id is None:
        return None
    found: Ticket | None = db.exec(seen_by(viewer).where(Ticket.id == ticket.related_ticket_id)).first()
    return found


def _sent(db: Session, ticket: Ticket) -> Sequence[Outgoing]:
    """Our mails on the ticket, and its acknowledgement wherever that moved."""
    ours = or_(col(Outgoing.ticket_id) == ticket.id, col(Outgoing.acknowledges) == ticket.id)
    return db.exec(select(Outgoing).where(ours)).all()
