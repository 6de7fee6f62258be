"""Which mails do the messages of a ticket answer, and to which conversation do they belong?"""

from __future__ import annotations

from sqlalchemy import Index
from sqlmodel import Field, SQLModel


class Citation(SQLModel, table=True):
    """A mail that a message of the ticket cites, whether or not we ever had it; or the conversation it is part of.

    So a mail finds its ticket also when its answer arrives first, or when the mail both answer never came.
    """

    __table_args__ = (Index("ix_citation_cited", "mailbox", "cited"),)

    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    mailbox: str = Field(max_length=64)
    cited: str  # a Message-ID without angle brackets, or the 32 hex digits of Outlook's conversation
