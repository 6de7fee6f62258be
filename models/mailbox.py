"""What we know of each mailbox: its folder's identity, its health, and who is working on it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel

from models.columns import UtcDateTime


class MailboxState(SQLModel, table=True):
    """One polled folder of an account, as last seen."""

    __tablename__ = "mailbox"

    name: str = Field(primary_key=True, max_length=64)
    folder: str = Field(default="INBOX", primary_key=True)
    uidvalidity: int | None = Field(default=None, sa_type=BigInteger)  # None: no filing pass has come to its end yet
    last_success: datetime | None = Field(default=None, sa_type=UtcDateTime)
    last_try: datetime | None = Field(default=None, sa_type=UtcDateTime)
    next_try: datetime | None = Field(default=None, sa_type=UtcDateTime)
    failures: int = 0  # in a row
    refused: int = 0  # refused sign-ins in a row; three stop the account until somebody resumes it
    last_error: str = ""  # our own sentence, no personal data
    paused: bool = False
    backlog: int = 0  # UIDs without a recorded outcome at the last look


class Lease(SQLModel, table=True):
    """Who works on a thing now. Saves work only; correctness rests on unique keys."""

    name: str = Field(primary_key=True, max_length=80)
    holder: str | None = Field(default=None, max_length=80)
    expires_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    token: int = 0  # fencing: raised by every change of hands
