"""What is a ticket's priority when something that counts in it changes?"""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from models.ticket import Ticket
from triage.desk.change import Values
from triage.filing.priority import priority, total

_COUNTS = (
    "urgency", "kind", "opened_at", "due_at", "messages", "alarm", "callback_until", "respond_by", "responded_at",
)  # fmt: skip


def ranked(ticket: Ticket, now: datetime, **changed: Any) -> Values:
    """The columns `factors` and `priority`, with these columns changed, whatever else is among them. `now` is aware."""
    facts = {name: changed.get(name, getattr(ticket, name)) for name in _COUNTS}
    factors = priority(**facts, now=now, unreadable=ticket.stub)
    return {"factors": [asdict(f) for f in factors], "priority": total(factors)}
