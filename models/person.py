"""Who works here: accounts, who changed them, their sessions, and failed sign-ins for the throttle."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import JSON, Column, Index, Text, UniqueConstraint, false
from sqlmodel import Field, SQLModel

from models.columns import UtcDateTime

Role = Literal["mitarbeit", "leitung", "admin"]


class Staff(SQLModel, table=True):
    """An account. `name` signs in and stands in every event; `shown` is what colleagues see."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True, max_length=64)
    shown: str = ""
    role: str = Field(max_length=12)  # Role
    password: str  # argon2id, PHC string
    active: bool = True
    language: str = Field(default="de", max_length=2)  # of the screens
    theme: str = Field(default="auto", max_length=8)  # auto | light | dark | contrast
    shortcuts: bool = True  # keys on
    keys: str = Field(default="letter", max_length=8, sa_column_kwargs={"server_default": "letter"})  # letter | alt
    mailboxes: list[str] = Field(
        default_factory=list, sa_column=Column(JSON, nullable=False, server_default="[]")
    )  # whose tickets they see; none named: all
    circle: bool = Field(default=False, sa_column_kwargs={"server_default": false()})  # sees protected tickets
    password_until: datetime | None = Field(default=None, sa_type=UtcDateTime)  # one-time password; None: their own
    created_at: datetime = Field(sa_type=UtcDateTime)


class StaffEvent(SQLModel, table=True):
    """Somebody changed an account or a team: who, when, whose, what. Append only."""

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime)
    actor: str = Field(max_length=64)  # sign-in name, or "cli"
    staff: str = Field(max_length=80, index=True)  # sign-in name, or the team's name
    action: str = Field(max_length=16)  # added | role | circle | mailboxes | teams | locked | unlocked | password | …
    detail: dict[str, object] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


class StaffSession(SQLModel, table=True):
    """A signed-in browser. Only the hash of its token is kept."""

    __tablename__ = "session"

    token: str = Field(primary_key=True, max_length=64)  # SHA-256 of the cookie's value, hex
    staff_id: int = Field(foreign_key="staff.id", index=True)
    csrf: str = Field(max_length=64)
    created_at: datetime = Field(sa_type=UtcDateTime)
    seen_at: datetime = Field(sa_type=UtcDateTime)


class ApiToken(SQLModel, table=True):
    """Something a program signs in with in the name of a person. Only its hash is kept."""

    __tablename__ = "apitoken"

    id: int | None = Field(default=None, primary_key=True)
    staff_id: int = Field(foreign_key="staff.id", index=True)
    token: str = Field(unique=True, max_length=64)  # SHA-256, hex
    label: str = Field(max_length=80)  # what it is for
    scopes: str = Field(max_length=40)  # of triage.desk.tokens.SCOPES, with blanks between
    created_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Receipt(SQLModel, table=True):
    """What a program asked for under a key of its own, and was answered: asked again, nothing is done twice."""

    __table_args__ = (UniqueConstraint("staff_id", "key"), Index("ix_receipt_at", "at"))

    id: int | None = Field(default=None, primary_key=True)
    staff_id: int = Field(foreign_key="staff.id")
    key: str = Field(max_length=64)
    asked: str = Field(max_length=64)  # SHA-256 of what was asked, hex: the same key is the same request
    answer: str | None = Field(default=None, sa_column=Column(Text, nullable=True))  # JSON; None: not done yet
    at: datetime = Field(sa_type=UtcDateTime)


class SignInFailure(SQLModel, table=True):
    """One refused sign-in, counted per account and per address for fifteen minutes."""

    id: int | None = Field(default=None, primary_key=True)
    account: str = Field(index=True, max_length=64)  # keyed hash of the name tried
    address: str = Field(index=True, max_length=64)  # keyed hash of the client address
    at: datetime = Field(sa_type=UtcDateTime)
