"""A ticket, the people in it, its notes, and every change it went through."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, Column, Index, Text, UniqueConstraint, false, text
from sqlmodel import Field, SQLModel

from models.columns import UtcDateTime

# All that counts, filters and orders of a list ask of a ticket: the figures, and the ids of a page, are read from the
# index alone.
LIVE = (
    "status", "hidden", "topic", "municipality", "urgency", "channel", "certain", "assigned_to", "due_at", "opened_at",
    "protected", "mailbox", "priority", "callback_until", "language", "respond_by", "responded_at",
)  # fmt: skip

# What the overview counts of a period, likewise from the index alone.
OPENED = ("opened_at", "hidden", "topic", "municipality", "language", "channel", "protected", "mailbox")
CLOSED = ("closed_at", "hidden", "opened_at", "protected", "mailbox")
PROMISED = ("opened_at", "hidden", "topic", "respond_by", "responded_at", "protected", "mailbox")
UNANSWERED = ("urgency", "hidden", "respond_by")
IS_PROMISED = "respond_by IS NOT NULL"
IS_WAITED = "responded_at IS NULL AND respond_by IS NOT NULL"  # a promise not kept yet
IS_MERGED = "merged_into IS NOT NULL"
IS_LINKED = "related_ticket_id IS NOT NULL"


class Ticket(SQLModel, table=True):
    """One request and its current state. Its labels are copies of the newest label rows, for sorting and filtering."""

    __table_args__ = (
        Index("ix_ticket_queue", "status", "hidden", "priority", "opened_at"),
        Index("ix_ticket_opened", "status", "hidden", "opened_at", "id", "protected", "mailbox"),
        Index("ix_ticket_changed", "status", "hidden", "changed_at"),
        Index("ix_ticket_opened_at", *OPENED),
        Index("ix_ticket_closed_at", *CLOSED),
        Index("ix_ticket_promised", *PROMISED, sqlite_where=text(IS_PROMISED), postgresql_where=text(IS_PROMISED)),
        Index("ix_ticket_unanswered", *UNANSWERED, sqlite_where=text(IS_WAITED), postgresql_where=text(IS_WAITED)),
        Index("ix_ticket_related", "related_ticket_id", sqlite_where=text(IS_LINKED), postgresql_where=text(IS_LINKED)),
        # of the merged ones only: SQLite takes an index full of NULL for "merged_into IS NULL", and walks it whole
        Index("ix_ticket_merged_into", "merged_into", sqlite_where=text(IS_MERGED), postgresql_where=text(IS_MERGED)),
        Index("ix_ticket_live", *LIVE),
    )

    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(unique=True, max_length=24)  # KIM-2026-000123
    mailbox: str = Field(max_length=64, index=True)
    channel: str = Field(max_length=8)
    status: str = Field(default="open", max_length=12)  # open | waiting | closed
    hidden: bool = False  # machine mail: filed, outside the working view
    stub: bool = False  # "konnte nicht gelesen werden"
    subject: str = ""
    sender_name: str = ""
    sender_address: str = Field(default="", index=True)
    phone: str = Field(default="", index=True)
    language: str = Field(default="und", max_length=8)
    kind: str = Field(default="request", max_length=12)
    sender_role: str = Field(default="client", max_length=12)
    topic: str = Field(default="sonstiges", max_length=24)
    topics: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))  # main first
    municipality: str | None = Field(default=None, max_length=24)
    urgency: str = Field(default="normal", max_length=8)
    certain: bool = False
    alarm: bool = False
    priority: int = 0  # the sum of the factors below
    factors: list[dict[str, object]] = Field(
        default_factory=list, sa_column=Column(JSON, nullable=False)
    )  # {points, reason}
    marks: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))  # "Absender unklar", …
    silence: str = ""  # "keine Bestätigung, weil …"; "" when one was queued
    related_ticket_id: int | None = Field(default=None, foreign_key="ticket.id")  # "evtl. zu …", for staff only
    assigned_to: str | None = Field(default=None, max_length=64)
    opened_at: datetime = Field(sa_type=UtcDateTime)
    changed_at: datetime = Field(sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    due_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    callback_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    respond_by: datetime | None = Field(default=None, sa_type=UtcDateTime)  # promised in office hours; None: no promise
    responded_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # first reply, call back or closing
    recorded_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # "in Datenbank KIM aufgenommen"
    recorded_by: str | None = Field(default=None, max_length=64)
    protected: bool = Field(default=False, sa_column_kwargs={"server_default": false()})  # for the named circle only
    merged_into: int | None = Field(default=None)  # the ticket that holds its messages now
    messages: int = 1  # how many messages it holds
    version: int = 1  # raised by every change; a write names the version it read


class Participant(SQLModel, table=True):
    """Somebody who may add to a ticket by mail: the sender of its mails, and whom staff added."""

    __table_args__ = (UniqueConstraint("ticket_id", "address"), Index("ix_participant_address", "address"))

    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id")
    address: str  # folded: lower-case


class Note(SQLModel, table=True):
    """What staff wrote on a ticket, for colleagues only."""

    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    author: str = Field(max_length=64)
    at: datetime = Field(sa_type=UtcDateTime)
    text: str = Field(sa_column=Column(Text, nullable=False))


class Event(SQLModel, table=True):
    """One change: who, when, what, why. Append only; no words of a mail in it."""

    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    at: datetime = Field(sa_type=UtcDateTime)
    actor: str = Field(max_length=64)  # "triage" or a staff name
    action: str = Field(max_length=32)  # opened, appended, acknowledged, silent, shelved, corrected, noted, status, …
    why: str = ""  # German, one sentence
    detail: dict[str, object] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


class Counter(SQLModel, table=True):
    """The last number given in a series, e.g. tickets of a year."""

    name: str = Field(primary_key=True, max_length=32)
    value: int = 0
