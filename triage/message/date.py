"""When does the sender's program claim the mail was written?"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from triage.message.headers import Headers

_LONGEST = 200
_YEAR_ZERO = re.compile(r"\s00\d\d\s")  # the standard parser takes 0001 for 2001
_EARLIEST, _LATEST = 1980, 2100  # years outside are nonsense and break arithmetic later


def written_at(headers: Headers) -> datetime | None:
    """The Date field as an aware moment, None when absent, unreadable or absurd. RFC 5322 §3.3."""
    value = headers.first("date")
    if not value or len(value) > _LONGEST or _YEAR_ZERO.search(value):
        return None
    try:
        found = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    if not _EARLIEST <= found.year <= _LATEST:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)  # -0000: UTC, place unknown
