"""What of a ticket does another office get to read, when staff chose piece by piece?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from babel import Locale

from models.message import Message
from models.ticket import Ticket
from triage.classify.explain import PLACE_NAMES, TOPIC_NAMES
from triage.desk.marking import blocks

# In the order they stand on the sheet. Notes are not among them: they are never passed on.
PARTS = ("number", "opened", "topic", "town", "language", "deadline", "name", "phone", "mail")
NEEDED: frozenset[str] = frozenset({"number", "topic"})  # all that is ticked before anybody ticks
LONGEST = 4_000  # characters of the summary


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What staff ticked and wrote."""

    parts: frozenset[str] = NEEDED
    messages: frozenset[int] = frozenset()  # row ids of those whose new text is passed on
    summary: str = ""  # in the words of staff


def sheet(ticket: Ticket, messages: Sequence[Message], choice: Choice, zone: ZoneInfo) -> str:
    """The chosen pieces as plain German text: a line each, then the summary, then the chosen messages, oldest first."""
    lines = [f"{label}: {_line(value)}" for part, label, value in _pieces(ticket, zone) if part in choice.parts]
    pieces = ["\n".join(lines)]
    if choice.summary:
        pieces.append(f"Zusammenfassung:\n{choice.summary}")
    for message in sorted(messages, key=lambda m: m.id or 0):
        if message.id in choice.messages and (text := fresh(message)):
            pieces.append(f"Nachricht vom {_day(message.received_at, zone)}:\n{text}")
    return "\n\n".join(piece for piece in pieces if piece)


def fresh(message: Message) -> str:
    """What was newly written, without quotes, signature and our own words; everything when nothing else is left."""
    cut = blocks(message.text, message.zones, ())
    new = [block.text.strip() for block in cut if block.kind == "fresh"] or [block.text.strip() for block in cut]
    return "\n".join(new).replace("\x00", "")


def _pieces(ticket: Ticket, zone: ZoneInfo) -> Iterator[tuple[str, str, str]]:
    """(part, label, value) of everything the ticket holds; what is empty is left out."""
    values = {
        "number": ("Unser Zeichen", ticket.number),
        "opened": ("Eingegangen am", _day(ticket.opened_at, zone)),
        "topic": ("Thema", ", ".join(TOPIC_NAMES.get(t, t) for t in ticket.topics or [ticket.topic])),
        "town": ("Wohnort", PLACE_NAMES.get(ticket.municipality or "", "")),
        "language": ("Sprache", _language(ticket.language)),
        "deadline": ("Frist", _day(ticket.due_at, zone) if ticket.due_at and ticket.status != "waiting" else ""),
        "name": ("Name", ticket.sender_name),
        "phone": ("Telefon", ticket.phone),
        "mail": ("E-Mail", ticket.sender_address),
    }
    for part in PARTS:
        label, value = values[part]
        if value:
            yield part, label, value


def _language(code: str) -> str:
    return "" if code in ("", "und") else str(Locale("de").languages.get(code, code))


def _day(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).strftime("%d.%m.%Y")


def _line(value: str) -> str:
    """One line, whatever a stranger put into a name."""
    return " ".join(value.replace("\x00", "").split())
