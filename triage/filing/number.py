"""Which number does the next ticket get?"""

from __future__ import annotations

import re
from collections import Counter as Counted
from collections.abc import Sequence
from datetime import datetime
from itertools import count
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
    .values(value=_COUNTER.c.value + bindparam("many"))
    .returning(_COUNTER.c.value)
)
_FIRST = _COUNTER.insert()


def next_numbers(db: Session, prefix: str, opened: Sequence[datetime], zone: str) -> list[str]:
    """`KIM-2026-000123` for each: the office's calendar year and a counter without gaps, in this transaction."""
    years = [at.astimezone(ZoneInfo(zone)).year for at in opened]
    following = {year: count(_reserve(db, f"ticket-{year}", many)) for year, many in Counted(years).items()}
    return [f"{prefix}-{year}-{next(following[year]):0{_DIGITS}d}" for year in years]


def _reserve(db: Session, series: str, many: int) -> int:
    """The first of so many values in a row."""
    last = db.connection().execute(_NEXT, {"series": series, "many": many}).scalar()
    if last is None:
        last = many
        db.connection().execute(_FIRST, {"name": series, "value": last})
    return int(last) - many + 1


def numbers_in(subject: str, prefix: str) -> tuple[str, ...]:
    """Ticket numbers somebody wrote into a subject, as written by us. They are a hint and give no right to anything."""
    found = re.findall(rf"\b{re.escape(prefix)}-[0-9]{{4}}-[0-9]{{{_DIGITS}}}\b", subject[:998], re.IGNORECASE)
    return tuple(dict.fromkeys(n.upper() for n in found))
