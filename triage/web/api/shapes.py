"""In which JSON do programs see tickets, and say what they want?"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from models.ticket import Ticket
from triage.desk import correct
from triage.desk.notes import LONGEST
from triage.desk.queue import Counts, View
from triage.desk.ticket import MessageView, TicketView
from triage.values import Channel
from triage.web.call import LANGUAGES

_MOST_VERSION = 2**31 - 1


def _plain(text: str) -> str:
    """Without what no database takes; something must be left."""
    kept = text.replace("\x00", "").encode(errors="ignore").decode().strip()
    if not kept:
        raise ValueError("holds no words")
    return kept


Words = Annotated[str, AfterValidator(_plain)]


class Shape(BaseModel):
    """What we send or take; nothing beside what is named."""

    model_config = ConfigDict(extra="forbid")


class Factor(Shape):
    """One summand of the priority."""

    points: int
    reason: str


class Person(Shape):
    """Whom a ticket is from."""

    name: str
    address: str
    phone: str


class TicketLine(Shape):
    """A ticket as it stands in a list."""

    number: str
    status: View
    channel: Channel
    subject: str
    sender: Person
    language: str
    kind: str
    sender_role: str
    topics: list[str]
    municipality: str | None
    urgency: str
    certain: bool
    alarm: bool
    priority: int
    factors: list[Factor]
    marks: list[str]
    assigned_to: str | None
    opened_at: datetime
    changed_at: datetime
    closed_at: datetime | None
    due_at: datetime | None
    callback_until: datetime | None
    respond_by: datetime | None
    responded_at: datetime | None
    protected: bool
    messages: int
    version: int


class MessageShape(Shape):
    """One message of a ticket, newest first."""

    id: int
    received_at: datetime
    channel: str
    sender: Person
    subject: str
    text: str
    fresh: str
    language: str
    attachments: list[str]


class NoteShape(Shape):
    """What somebody of the office wrote on a ticket."""

    author: str
    at: datetime
    text: str


class ChangeShape(Shape):
    """One line of a ticket's history."""

    at: datetime
    actor: str
    action: str
    why: str


class TicketWhole(TicketLine):
    """A ticket with everything that belongs to it."""

    related: str | None
    merged: list[str]  # numbers of tickets whose messages are here now
    conversation: list[MessageShape]
    notes: list[NoteShape]
    history: list[ChangeShape]


class TicketPage(Shape):
    """A page of a list; `next` is what to send as `after`, null on the last page."""

    tickets: list[TicketLine]
    next: str | None
    problems: list[str] = []


class CountsShape(Shape):
    """How many wait in each list."""

    open: int
    unclear: int
    mine: int
    waiting: int


class MeShape(Shape):
    """In whose name the token speaks."""

    name: str
    role: str
    scopes: list[str]


class Change(Shape):
    """A change of a ticket: the version that was read, so that nobody's work is overwritten."""

    version: Annotated[int, Field(ge=0, le=_MOST_VERSION)]


class Until(Change):
    """Put aside until then."""

    until: AwareDatetime


class Correction(Change):
    """A label set by hand; the same value confirms it. `value` null: no town."""

    field: correct.Field
    value: Annotated[str | None, Field(max_length=40)]


class NewNote(Shape):
    """A note for colleagues."""

    text: Annotated[Words, Field(max_length=LONGEST)]


class NewCall(Shape):
    """A telephone call; only the note is needed."""

    note: Annotated[Words, Field(max_length=LONGEST)]
    phone: Annotated[str, Field(max_length=40, pattern=r"^[0-9+ /().-]*$")] = ""
    caller: Annotated[str, Field(max_length=200, pattern=r"^[^\x00-\x1f]*$")] = ""
    language: Annotated[str, Field(pattern=f"^({'|'.join(LANGUAGES)})?$")] = ""
    town: Annotated[str, Field(max_length=80, pattern=r"^[^\x00-\x1f]*$")] = ""
    urgent: bool = False
    callback_until: AwareDatetime | None = None


class Done(Shape):
    """What a change led to."""

    number: str
    version: int


class Problem(Shape):
    """What went wrong (RFC 9457)."""

    title: str
    status: int
    detail: str = ""
    problems: list[str] = []


def line(ticket: Ticket) -> TicketLine:
    """A ticket of a list."""
    return TicketLine(**_columns(ticket))


def whole(view: TicketView) -> TicketWhole:
    """A ticket with its conversation."""
    return TicketWhole(
        **_columns(view.ticket),
        related=view.related,
        merged=[one.ticket.number for one in view.bundle.merged],
        conversation=[_message(message) for message in view.messages],
        notes=[NoteShape(author=note.author, at=note.at, text=note.text) for note in view.notes],
        history=[ChangeShape(at=e.at, actor=e.actor, action=e.action, why=e.why) for e in view.events],
    )


def waiting(counts: Counts) -> CountsShape:
    """The figures beside the lists."""
    return CountsShape(open=counts.open, unclear=counts.unclear, mine=counts.mine, waiting=counts.waiting)


def _columns(ticket: Ticket) -> dict[str, object]:
    kept = TicketLine.model_fields.keys() - {"sender", "factors"}
    factors = [Factor.model_validate(factor) for factor in ticket.factors]
    sender = Person(name=ticket.sender_name, address=ticket.sender_address, phone=ticket.phone)
    return {name: getattr(ticket, name) for name in kept} | {"factors": factors, "sender": sender}


def _message(message: MessageView) -> MessageShape:
    row = message.row
    return MessageShape(
        id=row.id or 0,
        received_at=row.received_at,
        channel=row.channel,
        sender=Person(name=row.sender_name, address=row.sender_address, phone=row.phone),
        subject=row.subject,
        text=row.text,
        fresh="\n".join("".join(part.text for part in block.parts) for block in message.fresh),
        language=row.language,
        attachments=[file.name for file in message.attachments],
    )
