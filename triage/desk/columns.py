"""What does a ticket read after its messages moved, and what did it read before?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from models.columns import UtcDateTime, table_of
from models.ticket import Ticket
from triage.desk.change import Values

Noted = dict[str, dict[str, object]]  # {"before": column → value as JSON, "after": the same}


def changed(ticket: Ticket, values: Values) -> Values:
    """Those of the values that are new."""
    return {name: value for name, value in values.items() if getattr(ticket, name) != value}


def noted(ticket: Ticket, values: Values) -> Noted:
    """What a change replaces and what it puts there, for the history: never columns that hold words of a mail."""
    before = {name: _packed(getattr(ticket, name)) for name in values}
    return {"before": before, "after": {name: _packed(value) for name, value in values.items()}}


def taken_back(ticket: Ticket, change: Mapping[str, Any]) -> Values:
    """What to write so that the ticket reads as before; columns changed since then are left as they are."""
    return {
        name: _unpacked(name, value)
        for name, value in change["before"].items()
        if _packed(getattr(ticket, name)) == change["after"][name]
    }


def _packed(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def _unpacked(name: str, value: object) -> object:
    is_time = isinstance(table_of(Ticket).c[name].type, UtcDateTime)
    return datetime.fromisoformat(value) if is_time and isinstance(value, str) else value
