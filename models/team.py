"""Which colleagues look after which towns and languages?"""

from __future__ import annotations

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel


class Team(SQLModel, table=True):
    """A list of its own for some colleagues: tickets of its towns, or in its languages. It hides nothing."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True, max_length=80)
    towns: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))  # municipality ids
    languages: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))  # ISO 639-1


class Membership(SQLModel, table=True):
    """Somebody works in a team."""

    team_id: int = Field(foreign_key="team.id", primary_key=True)
    staff_id: int = Field(foreign_key="staff.id", primary_key=True)
