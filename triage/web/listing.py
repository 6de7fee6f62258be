"""How do the filters and the order of a list stand in an address?"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, cast, get_args
from urllib.parse import parse_qs, urlencode
from zoneinfo import ZoneInfo

from fastapi import Depends, Query

from triage.desk.order import SORTS, Sort
from triage.desk.queue import Filters, View
from triage.values import MUNICIPALITIES, TOPICS, URGENCIES, Kind, SenderRole
from triage.web.desk import Desk, DeskOf

KINDS: tuple[str, ...] = get_args(Kind)
ROLES: tuple[str, ...] = get_args(SenderRole)
LANGUAGES = ("de", "ar", "uk", "tr", "fa", "en", "ru", "pl", "ro", "bg", "ku", "sq", "fr", "es", "it", "sr", "ti", "so")
Several = Annotated[list[str], Query(max_length=20)]
Short = Annotated[str, Query(max_length=64)]


def filters_of(
    *,
    desk: DeskOf,
    status: str = "",
    topic: Several = [],  # noqa: B006 - FastAPI copies the default
    municipality: Several = [],  # noqa: B006 - same
    channel: str = "",
    urgency: str = "",
    language: str = "",
    kind: str = "",
    role: str = "",
    zu: Short = "",
    frist: Short = "",
    team: Short = "",
    geschuetzt: str = "",
    unklar: str = "",
    mine: str = "",
    sort: str = "",
) -> Filters:
    """The filters of an address; what is none of ours narrows nothing.

    `zu`: me, nobody or a sign-in name; `frist`: a day.
    """
    return Filters(
        status=cast(View, _one_of(status, ("waiting", "closed"), "open")),
        topic=_some_of(topic, TOPICS),
        municipality=_some_of(municipality, (*MUNICIPALITIES, "none")),
        channel=_one_of(channel, ("email", "phone")),
        urgency=_one_of(urgency, URGENCIES),
        language=_one_of(language, LANGUAGES),
        kind=_one_of(kind, KINDS),
        role=_one_of(role, ROLES),
        assigned=zu.replace("\x00", ""),
        due_by=end_of_day(frist, desk.zone),
        team=int(team) if team.isascii() and team.isdecimal() and len(team) < 10 else None,  # noqa: PLR2004 - digits of a row id
        protected=geschuetzt == "1",
        unclear=unklar == "1",
        mine=mine == "1",
        sort=cast(Sort, _one_of(sort, SORTS, "work")),
    )


def filters_from(desk: Desk, query: str) -> Filters:
    """The filters a query asks for, as `query_of` prints them; what is no filter is left out."""
    asked = parse_qs(query, max_num_fields=100)
    several = {k: v for k, v in asked.items() if k in _SEVERAL}
    single = {k: v[-1] for k, v in asked.items() if k in _SINGLE}
    return filters_of(desk=desk, **single, **several)  # type: ignore[arg-type]  # the names are checked


_SEVERAL = ("topic", "municipality")
_SINGLE = (
    "status", "channel", "urgency", "language", "kind", "role", "zu", "frist", "team", "geschuetzt", "unklar", "mine",
    "sort",
)  # fmt: skip
FiltersOf = Annotated[Filters, Depends(filters_of)]


def address(filters: Filters, **more: str) -> str:
    """The queue's address with these filters; the inverse of `filters_of`."""
    query = query_of(filters, **more)
    return f"/?{query}" if query else "/"


def query_of(filters: Filters, **more: str) -> str:
    """The same without path and question mark, as a saved view keeps it."""
    chosen: dict[str, str | tuple[str, ...]] = {
        "status": "" if filters.status == "open" else filters.status,
        "topic": filters.topic,
        "municipality": filters.municipality,
        "channel": filters.channel,
        "urgency": filters.urgency,
        "language": filters.language,
        "kind": filters.kind,
        "role": filters.role,
        "zu": filters.assigned,
        "frist": due_day(filters),
        "team": str(filters.team) if filters.team is not None else "",
        "geschuetzt": "1" if filters.protected else "",
        "unklar": "1" if filters.unclear else "",
        "mine": "1" if filters.mine else "",
        "sort": "" if filters.sort == "work" else filters.sort,
        **more,
    }
    return urlencode({k: v for k, v in chosen.items() if v}, doseq=True)


def due_day(filters: Filters) -> str:
    """The day up to which deadlines are listed, as a date field takes it; "" for all."""
    return (filters.due_by - timedelta(seconds=1)).date().isoformat() if filters.due_by else ""


def end_of_day(day: str, zone: ZoneInfo) -> datetime | None:
    """The midnight after a day of the calendar, in the office's zone; None when it is none."""
    try:
        return datetime.fromisoformat(day[:10]).replace(tzinfo=zone) + timedelta(days=1)
    except (ValueError, OverflowError):
        return None


def _one_of(value: str, allowed: tuple[str, ...], otherwise: str = "") -> str:
    return value if value in allowed else otherwise


def _some_of(values: list[str], allowed: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(a for a in allowed if a in values)
