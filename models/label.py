"""What a message is about, who said so, and the words that prove it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, Column, Index, text
from sqlmodel import Field, SQLModel

from models.columns import UtcDateTime

BY_HAND = "author <> 'rules'"


class LabelRow(SQLModel, table=True):
    """One answer of the rules or of a person. Never overwritten: a correction is a new row; a person's newest wins."""

    __tablename__ = "label"
    __table_args__ = (Index("ix_label_by_hand", "at", sqlite_where=text(BY_HAND), postgresql_where=text(BY_HAND)),)

    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    message_id: int | None = Field(default=None, foreign_key="message.id")  # None: a person labelled the ticket
    field: str = Field(max_length=16)  # topic | municipality | urgency | runner_up | runner_up_place | cancelled
    rank: int = 0  # 0 = main
    value: str | None = Field(default=None, max_length=24)  # None: explicitly nothing
    score: float = 0.0
    evidence: list[dict[str, object]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    author: str = Field(default="rules", max_length=64)  # "rules" or a staff name
    rulebook: str = Field(default="", max_length=80)  # digest of the version that made it
    at: datetime = Field(sa_type=UtcDateTime)
