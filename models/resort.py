"""Which tickets were labelled anew when rules came into force, and how are they put back?"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.columns import UtcDateTime


class Resort(SQLModel, table=True):
    """One batch: the open tickets, under the version of the rules named."""

    id: int | None = Field(default=None, primary_key=True)
    version: int  # of the rules
    digest: str = Field(max_length=80)
    author: str = Field(max_length=64)
    state: str = Field(default="running", max_length=8)  # running | done | stopped | undone
    total: int = 0  # tickets it looks at
    done: int = 0  # tickets looked at so far
    after_id: int = 0  # id of the last of them: where it goes on when it was interrupted
    at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    undone_by: str | None = Field(default=None, max_length=64)
    undone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ResortItem(SQLModel, table=True):
    """What changed on one ticket: its columns and labels before and after."""

    __tablename__ = "resort_item"
    __table_args__ = (UniqueConstraint("resort_id", "ticket_id"),)

    id: int | None = Field(default=None, primary_key=True)
    resort_id: int = Field(foreign_key="resort.id")
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    before: dict[str, object] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    after: dict[str, object] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    undone: bool = False
