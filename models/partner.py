"""What happened with people and offices outside: hand-overs, calls back, and who is the same person?"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.columns import UtcDateTime


class HandOver(SQLModel, table=True):
    """A case passed on to another office, with the consent it rests on (GDPR Art. 7 (1): to be demonstrated)."""

    __tablename__ = "handover"

    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    at: datetime = Field(sa_type=UtcDateTime)
    author: str = Field(max_length=64)
    receiver: str = Field(max_length=200)  # the office as it was called then
    address: str = Field(default="", max_length=320)  # when sent by mail
    way: str = Field(max_length=8)  # mail | print | phone
    scope: str = Field(sa_column=Column(Text, nullable=False))  # what was passed on, word for word
    consent: str = Field(max_length=8)  # oral | written | danger: none was asked, life was at risk
    consent_at: datetime = Field(sa_type=UtcDateTime)  # danger: when it was decided
    consent_language: str = Field(max_length=8)
    wording: str = Field(max_length=16)  # version of the words the person agreed to; "" for danger
    reason: str = Field(
        default="", sa_column=Column(Text, nullable=False, server_default="")
    )  # why it could not wait for consent; "" when there is one
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    outgoing_id: int | None = Field(default=None, foreign_key="outgoing.id")


class CallAttempt(SQLModel, table=True):
    """One try to ring somebody back."""

    __tablename__ = "callattempt"

    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    at: datetime = Field(sa_type=UtcDateTime)
    author: str = Field(max_length=64)
    outcome: str = Field(max_length=16)  # reached | not_reached | message_left | wrong_number
    note: str = Field(default="", sa_column=Column(Text, nullable=False))


class SamePerson(SQLModel, table=True):
    """Staff say that two tickets come from one person, or that they do not. The lower id stands first."""

    __tablename__ = "sameperson"
    __table_args__ = (UniqueConstraint("ticket_id", "other_id"),)

    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    other_id: int = Field(foreign_key="ticket.id", index=True)
    same: bool
    author: str = Field(max_length=64)
    at: datetime = Field(sa_type=UtcDateTime)
