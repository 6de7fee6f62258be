"""What a mail or call says, as understood: one row per message of a ticket's conversation."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, Column, Index, Text
from sqlmodel import Field, SQLModel

from models.columns import UtcDateTime


class Message(SQLModel, table=True):
    """One message of a ticket, mail or call, incoming. Offsets of zones and evidence count in `text`."""

    __table_args__ = (Index("ix_message_message_id", "mailbox", "message_id"),)

    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    arrival_id: int = Field(foreign_key="arrival.id", unique=True)
    mailbox: str = Field(max_length=64)
    channel: str = Field(max_length=8)
    received_at: datetime = Field(sa_type=UtcDateTime)
    claimed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # the Date header, never trusted
    sender_name: str = ""
    sender_address: str = ""
    phone: str = ""  # as it was typed
    phone_key: str = Field(default="", max_length=20, index=True, sa_column_kwargs={"server_default": ""})  # its E.164
    subject: str = ""
    text: str = Field(default="", sa_column=Column(Text, nullable=False))
    zones: list[list[object]] = Field(
        default_factory=list, sa_column=Column(JSON, nullable=False)
    )  # [[start, end, kind], …]
    message_id: str = ""  # without angle brackets
    automatic: str | None = Field(default=None, max_length=16)
    automatic_reason: str = ""
    defects: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    marks: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    trust: str = Field(default="unknown", max_length=8, sa_column_kwargs={"server_default": "unknown"})
    trust_reason: str = Field(default="", sa_column_kwargs={"server_default": ""})  # German, shown
    language: str = Field(default="und", max_length=8)
    kind: str = Field(default="request", max_length=12)
    sender_role: str = Field(default="client", max_length=12)
    # what classifying asks beside the columns above: {replies, threaded, town, urgent}; None: written before 0011
    circumstances: dict[str, object] | None = Field(default=None, sa_column=Column(JSON, nullable=True))


class AttachmentRow(SQLModel, table=True):
    """A part of a mail that is not its text; its octets stay inside the raw mail."""

    __tablename__ = "attachment"

    id: int | None = Field(default=None, primary_key=True)
    message_id: int = Field(foreign_key="message.id", index=True)
    position: int  # among the mail's leaf parts
    name: str  # safe display text, never a path
    type: str
    size: int
    sha256: str = Field(max_length=64)
    dangerous: bool = False
    # what the scanner said last: "" not asked, clean, found, unchecked (asked, and it could not say)
    scan: str = Field(default="", max_length=9, sa_column_kwargs={"server_default": ""})
    finding: str = Field(default="", max_length=100, sa_column_kwargs={"server_default": ""})  # what was found
