"""Who works here: accounts, their sessions, and failed sign-ins for the throttle."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

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
    theme: str = Field(default="auto", max_length=8)  # auto | light | dark
    shortcuts: bool = True  # single-key shortcuts on
    created_at: datetime = Field(sa_type=UtcDateTime)


class StaffSession(SQLModel, table=True):
    """A signed-in browser. Only the hash of its token is kept."""

    __tablename__ = "session"

    token: str = Field(primary_key=True, max_length=64)  # SHA-256 of the cookie's value, hex
    staff_id: int = Field(foreign_key="staff.id", index=True)
    csrf: str = Field(max_length=64)
    created_at: datetime = Field(sa_type=UtcDateTime)
    seen_at: datetime = Field(sa_type=UtcDateTime)


class SignInFailure(SQLModel, table=True):
    """One refused sign-in, counted per account and per address for fifteen minutes."""

    id: int | None = Field(default=None, primary_key=True)
    account: str = Field(index=True, max_length=64)  # keyed hash of the name tried
    address: str = Field(index=True, max_length=64)  # keyed hash of the client address
    at: datetime = Field(sa_type=UtcDateTime)
