"""What came in, as bytes, before anything was understood: the ledger no mail can fall out of."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import JSON, BigInteger, Column, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.columns import UtcDateTime

ArrivalState = Literal["received", "filed", "archived", "left", "gone"]


class Blob(SQLModel, table=True):
    """Octets under their own SHA-256: raw mails, and the files sent along with replies."""

    sha256: str = Field(primary_key=True, max_length=64)
    data: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class Arrival(SQLModel, table=True):
    """One mail or call as it arrived. Keys D1 (place), D2 (bytes), D3 (content); the state says how far it got."""

    __table_args__ = (
        UniqueConstraint("mailbox", "folder", "uidvalidity", "uid"),  # D1; NULLs differ, so files and calls have none
        Index("ix_arrival_d2", "mailbox", "d2"),
        Index("ix_arrival_d3", "mailbox", "d3"),
        Index("ix_arrival_state", "state", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    channel: str = Field(default="email", max_length=8)
    mailbox: str = Field(default="import", max_length=64)  # account name; "import" for files; "phone" for calls
    folder: str | None = Field(default=None)
    uidvalidity: int | None = Field(default=None, sa_type=BigInteger)
    uid: int | None = Field(default=None, sa_type=BigInteger)
    call_key: str | None = Field(default=None, unique=True, max_length=80)  # hash of all columns + occurrence
    call: dict[str, object] | None = Field(default=None, sa_column=Column(JSON, nullable=True))  # a CallNote as JSON
    d2: str | None = Field(default=None, max_length=64)  # SHA-256 of the raw bytes, key of the blob
    d3: str | None = Field(default=None, max_length=64)  # hash of the content without trace headers
    size: int = 0  # octets on the server
    truncated: bool = False  # only the header block was fetched: over the size limit
    received_at: datetime = Field(sa_type=UtcDateTime)
    kept_at: datetime = Field(sa_type=UtcDateTime)
    state: str = Field(default="received", max_length=12)  # ArrivalState
    attempts: int = 0
    may_acknowledge: bool = True  # False: imported without --acknowledge, archive mode, observed
    archive: bool = False  # first pass over an old mailbox: filed closed
    outcome: str | None = Field(default=None, max_length=12)
    reason: str = ""
    ticket_id: int | None = Field(default=None, foreign_key="ticket.id", index=True)
    human_hand: bool = False  # a person moved, copied back or deleted it: never moved by us again
    shelf_folder: str | None = Field(default=None)  # where it goes, noted before the move
    shelf_uidnext: int | None = Field(default=None, sa_type=BigInteger)  # the target's UIDNEXT before the move
    shelf_uid: int | None = Field(default=None, sa_type=BigInteger)
