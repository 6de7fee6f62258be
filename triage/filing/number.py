"""Which number does the next ticket get?"""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam
from sqlmodel import Session

from models.columns import table_of
from models.ticket import Counter

_DIGITS = 6
_COUNTER = table_of(Counter)
_NEXT = (
    _COUNTER.update()
    .where(_COUNTER.c.name == bindparam("series"))
    .values(value=_COUNTER.c.value + 1)
    .returning(_COUNTER.c.value)
)
_FIRST = _COUNTER.insert()


def next_number(db: Session, prefix: str, at: datetime, zone: str) -> str:
    """`KIM-2026-000123`: the office's calendar year and a counter without gaps, in the caller's transaction."""
    year = at.astimezone(ZoneInfo(zone)).year
    series = f"ticket-{year}"
    value = db.connection().execute(_NEXT, {"series": series}).scalar()
    if value is None:
        value = 1
        db.connection().execute(_FIRST, {"name": series, "value": value})
    return f"{prefix}-{year}-{value:0{_DIGITS}d}"


def numbers_in(subject: str, prefix: str) -> tuple[str, ...]:
    """Ticket numbers somebody wrote into a subject, as written by us. They are a hint and give no right to anything."""
    found = re.findall(rf"\b{re.escape(prefix)}-[0-9]{{4}}-[0-9]{{{_DIGITS}}}\b", subject[:998], re.IGNORECASE)
    return tuple(dict.fromkeys(n.upper() for n in found))
