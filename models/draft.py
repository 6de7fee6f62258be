"""What has somebody typed and not sent yet?"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.columns import UtcDateTime


class Draft(SQLModel, table=True):
    """The fields of one form of one person, kept on the server: shared computers keep nothing."""

    __table_args__ = (UniqueConstraint("author", "slot"),)

    id: int | None = Field(default=None, primary_key=True)
    author: str = Field(max_length=64)
    slot: str = Field(max_length=40)  # "reply:17" (ticket id), "note:17", "call"
    ticket_id: int | None = Field(default=None, foreign_key="ticket.id", index=True)
    fields: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    saved_at: datetime = Field(sa_type=UtcDateTime)
