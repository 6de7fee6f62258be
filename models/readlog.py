"""Who looked at what is protected?"""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.columns import UtcDateTime


class ReadEntry(SQLModel, table=True):
    """One look: who, when, which ticket, by which action; no content. Append only, each entry seals the one before.

    Ids have no gaps: they are given in the transaction that writes, from a row of `counter` that serves as the lock.
    """

    __tablename__ = "readlog"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime)
    staff: str = Field(max_length=64, index=True)
    ticket_id: int | None = Field(default=None, index=True)  # no foreign key: the entry outlives the ticket
    action: str = Field(max_length=16)  # read | search | attachment | original | html | export | log
    sealed: str = Field(max_length=64, unique=True)  # SHA-256 over the seal before and this entry, hex
