"""What does the demo know about one of its mails?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from triage.values import Kind, Municipality, SenderRole, Topic

Shape = Literal["plain", "html", "alternative"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoMail:
    """One invented mail and what a case worker would write on it."""

    id: str  # unique; also the left side of its Message-ID
    minutes_ago: int  # its age when it arrives
    sender: str = ""  # From value
    subject: str = ""  # may be empty where it answers something
    body: str = ""  # plain text, or HTML where the shape says so
    shape: Shape = "plain"
    language: str = "de"  # ISO 639-1
    topics: tuple[Topic, ...] = ("sonstiges",)  # main topic first
    town: Municipality | None = None  # None: the mail names no place
    kind: Kind = "request"
    sender_role: SenderRole = "client"
    urgent: bool = False
    first: bool = False  # among the five that are there when the demo opens
    follows: str = ""  # id of the demo mail it replies to
    answers_ack_of: str = ""  # id of the demo mail whose acknowledgement it replies to
    quote_line: str = "Am {date} schrieb {name}:"  # over the quote, in the sender's language
    attachments: tuple[str, ...] = ()  # file names; the ending decides what is made
    headers: Mapping[str, str] = field(default_factory=dict)  # further ones
    raw: bytes = b""  # a finished mail that no template can make; @DATE@ stands for its date
