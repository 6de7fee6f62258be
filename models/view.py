"""How does somebody look at the queue, and who has which ticket open?"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from models.columns import UtcDateTime


class SavedView(SQLModel, table=True):
    """Filters and order under a name: of one person, or of everybody."""

    __tablename__ = "savedview"
    __table_args__ = (UniqueConstraint("owner", "name"),)

    id: int | None = Field(default=None, primary_key=True)
    owner: str = Field(max_length=64)  # sign-in name
    name: str = Field(max_length=80)
    query: str = Field(max_length=500)  # as in the address of the queue, without "?"
    shared: bool = False
    at: datetime = Field(sa_type=UtcDateTime)


class Presence(SQLModel, table=True):
    """Somebody has a ticket open, or writes in it; forgotten when the heartbeat stops."""

    ticket_id: int = Field(foreign_key="ticket.id", primary_key=True)
    staff: str = Field(primary_key=True, max_length=64)  # sign-in name
    doing: str = Field(max_length=8)  # reads | writes
    seen_at: datetime = Field(sa_type=UtcDateTime, index=True)
