"""What do other programs have to be told?"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.columns import UtcDateTime


class Delivery(SQLModel, table=True):
    """One message to one configured webhook; retried until it is taken or given up."""

    __table_args__ = (UniqueConstraint("hook", "event_id"), Index("ix_delivery_due", "state", "next_try"))

    id: int | None = Field(default=None, primary_key=True)
    hook: str = Field(max_length=64)  # name in the settings
    event_id: int = Field(foreign_key="event.id")
    body: str = Field(sa_column=Column(Text, nullable=False))  # JSON: ids and labels, no words of a mail
    state: str = Field(default="queued", max_length=12)  # queued | claimed | delivered | failed
    reason: str = ""  # why it failed, or failed last
    attempts: int = 0
    claimed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    next_try: datetime = Field(sa_type=UtcDateTime)
    created_at: datetime = Field(sa_type=UtcDateTime)
    delivered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
