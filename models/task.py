"""What is still to do on a ticket, and who was called to it?"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from models.columns import UtcDateTime


class Task(SQLModel, table=True):
    """One step somebody wants done."""

    __table_args__ = (Index("ix_task_open", "assigned_to", "done_at", "due_at"),)

    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    text: str = Field(max_length=500)
    author: str = Field(max_length=64)
    assigned_to: str | None = Field(default=None, max_length=64)  # None: whoever has the ticket
    due_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    at: datetime = Field(sa_type=UtcDateTime)
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    done_by: str | None = Field(default=None, max_length=64)


class Mention(SQLModel, table=True):
    """A note called somebody by name."""

    __table_args__ = (Index("ix_mention_unseen", "staff", "seen_at"),)

    id: int | None = Field(default=None, primary_key=True)
    note_id: int = Field(foreign_key="note.id", index=True)
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    staff: str = Field(max_length=64)  # sign-in name
    at: datetime = Field(sa_type=UtcDateTime)
    seen_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
