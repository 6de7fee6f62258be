"""What we send: rows of the same transaction as the ticket, sent later, each in a state that says what is known."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import Column, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from models.columns import UtcDateTime

OutgoingState = Literal["queued", "claimed", "dot_sent", "sent", "failed", "unklar", "cancelled"]
CopyState = Literal["", "due", "kept", "refused"]


class Outgoing(SQLModel, table=True):
    """One mail to send. `acknowledges` is unique: a ticket can have one acknowledgement in its whole life."""

    __table_args__ = (
        UniqueConstraint("acknowledges"),
        Index("ix_outgoing_state", "state", "next_try"),
        Index("ix_outgoing_address", text("lower(to_address)")),
        Index("ix_outgoing_copy", "copy_state", "mailbox"),
    )

    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    acknowledges: int | None = Field(default=None)  # the ticket's id for an acknowledgement; NULL for a reply
    mailbox: str = Field(max_length=64)
    to_address: str
    cc: str = Field(
        default="", sa_column=Column(Text, nullable=False, server_default="")
    )  # further addresses, blanks between
    language: str = Field(default="de", max_length=8)
    subject: str
    body: str = Field(sa_column=Column(Text, nullable=False))
    message_id: str = Field(unique=True)
    in_reply_to: str = ""
    cites: str = Field(
        default="", sa_column=Column(Text, nullable=False, server_default="")
    )  # References: ids, blanks between
    automatic: bool = True  # an acknowledgement; False: a person wrote it
    kind: str = Field(default="acknowledgement", max_length=16, sa_column_kwargs={"server_default": "acknowledgement"})
    author: str | None = Field(default=None, max_length=64)  # sign-in name; None: the machine
    state: str = Field(default="queued", max_length=12)  # OutgoingState
    reason: str = ""  # why failed or unklar, German
    attempts: int = 0
    claim: str | None = Field(default=None, max_length=40)  # random token of the sender that holds it
    claimed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    next_try: datetime = Field(sa_type=UtcDateTime)
    created_at: datetime = Field(sa_type=UtcDateTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    copy_state: str = Field(
        default="", max_length=8, sa_column_kwargs={"server_default": ""}
    )  # CopyState: of the copy in the mailbox's folder of sent mail; "": none is wanted


class OutgoingFile(SQLModel, table=True):
    """A file sent along; its octets are a blob."""

    __tablename__ = "outgoingfile"

    id: int | None = Field(default=None, primary_key=True)
    outgoing_id: int = Field(foreign_key="outgoing.id", index=True)
    position: int
    name: str
    type: str
    size: int
    sha256: str = Field(max_length=64)
