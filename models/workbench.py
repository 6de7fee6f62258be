"""What do supervisors change in the rules before it holds, and what did they say about its effect?"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.columns import UtcDateTime


class RuleDraft(SQLModel, table=True):
    """Changes one supervisor gathers; nobody else's until they are published."""

    __tablename__ = "rule_draft"

    id: int | None = Field(default=None, primary_key=True)
    base: int  # number of the version of the rules it was begun on; 0: those the product came with
    author: str = Field(max_length=64, index=True)
    title: str = Field(default="", max_length=120)
    note: str = ""
    state: str = Field(default="open", max_length=12)  # open | watching | published | discarded
    revision: int = 0  # raised by every edit; a write names the one it read
    watch_from: datetime | None = Field(default=None, sa_type=UtcDateTime)
    watch_until: datetime | None = Field(default=None, sa_type=UtcDateTime)  # of a draft that only watches new mail
    agreed_by: str | None = Field(default=None, max_length=64)  # the second pair of eyes
    agreed_revision: int | None = Field(default=None)  # what those eyes saw
    published_as: int | None = Field(default=None)  # number of the version it became
    created_at: datetime = Field(sa_type=UtcDateTime)
    changed_at: datetime = Field(sa_type=UtcDateTime)


class RuleEdit(SQLModel, table=True):
    """One rule, or one whole file, as it shall read."""

    __tablename__ = "rule_edit"
    __table_args__ = (UniqueConstraint("draft_id", "file", "rule"),)

    id: int | None = Field(default=None, primary_key=True)
    draft_id: int = Field(foreign_key="rule_draft.id")
    file: str = Field(max_length=200)  # below the rulebook's folder
    rule: str = Field(default="", max_length=120)  # id; "": the whole file
    before: str | None = Field(default=None, sa_column=Column(Text, nullable=True))  # in the base; None: not there
    after: str | None = Field(default=None, sa_column=Column(Text, nullable=True))  # None: taken out
    at: datetime = Field(sa_type=UtcDateTime)


class RuleVerdict(SQLModel, table=True):
    """Somebody said of a foreseen label that it is right or wrong for a message. Changes no ticket."""

    __tablename__ = "rule_verdict"
    __table_args__ = (UniqueConstraint("message_id", "field", "value", "author"),)

    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    message_id: int = Field(foreign_key="message.id")
    draft_id: int | None = Field(default=None, foreign_key="rule_draft.id")
    field: str = Field(max_length=16)  # topic | municipality | urgency
    value: str = Field(default="", max_length=24)  # "": no place
    right: bool
    author: str = Field(max_length=64)
    at: datetime = Field(sa_type=UtcDateTime)


class RuleExample(SQLModel, table=True):
    """An example of a rule that was made from a ticket: it goes with its person, and after twelve months."""

    __tablename__ = "rule_example"
    __table_args__ = (UniqueConstraint("rule", "digest"),)

    id: int | None = Field(default=None, primary_key=True)
    rule: str = Field(max_length=120)
    digest: str = Field(max_length=64)  # SHA-256 of the example's text
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    author: str = Field(max_length=64)
    at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
