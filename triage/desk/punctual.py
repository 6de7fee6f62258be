"""Did we answer when we promised, and which urgent request still waits past its time?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from statistics import median, quantiles
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, func

from models.ticket import Ticket
from triage.desk.order import before
from triage.desk.overview import Period, in_days
from triage.desk.visible import Viewer, seen_by
from triage.filing.promise import Calendar, working_between
from triage.values import TOPICS

MOST_LATE = 20  # tickets listed
_MOST = 20_000  # requests looked at, the newest
_FEWEST, _NINETY = 10, 89  # of so many on nine of ten is said; of 99 cuts, the ninth decile


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """How promises of one topic, or of all, were kept; working time."""

    topic: str  # "" for all
    count: int  # answered, or past their time: what is open and in time is not judged yet
    in_time: int
    median: timedelta | None  # until the answer; None: none was answered
    ninth_decile: timedelta | None  # None below ten answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Punctual:
    """Of the requests that came in the period; no person's work is counted."""

    kept: tuple[Kept, ...]  # all, then each topic anything was promised in
    late: tuple[Ticket, ...]  # urgent, unanswered, past their time now, the longest first
    elsewhere: int = 0  # protected ones past their time that only the circle sees


Answer = tuple[str, float | None, datetime, datetime | None]  # topic, working time spent, to be answered by, answered


def punctual(db: Session, viewer: Viewer, period: Period, now: datetime, calendar: Calendar) -> Punctual:
    """Figures and the urgent list of what this viewer may see, machine mail left out."""
    columns = col(Ticket.topic), col(Ticket.opened_at), col(Ticket.respond_by), col(Ticket.responded_at)
    promised = seen_by(viewer).with_only_columns(*columns).where(col(Ticket.hidden).is_(False))
    promised = promised.where(*in_days(col(Ticket.opened_at), period, ZoneInfo(calendar.zone)))
    promised = promised.where(col(Ticket.respond_by).is_not(None)).order_by(col(Ticket.opened_at).desc()).limit(_MOST)
    rows: list[Answer] = [
        (topic, working_between(opened, answered, calendar).total_seconds() if answered else None, by, answered)
        for topic, opened, by, answered in db.execute(promised)
        if answered is not None or by <= now
    ]
    by_topic: dict[str, list[Answer]] = {}
    for row in rows:
        by_topic.setdefault(row[0], []).append(row)
    kept = [_kept("", rows), *(_kept(topic, by_topic[topic]) for topic in TOPICS if topic in by_topic)]
    return Punctual(
        kept=tuple(kept) if rows else (), late=_late(db, viewer, now), elsewhere=_elsewhere(db, viewer, now)
    )


def _kept(topic: str, rows: Sequence[Answer]) -> Kept:
    spent = sorted(seconds for _, seconds, _, _ in rows if seconds is not None)
    return Kept(
        topic=topic,
        count=len(rows),
        in_time=sum(answered is not None and answered <= by for _, _, by, answered in rows),
        median=timedelta(seconds=median(spent)) if spent else None,
        ninth_decile=timedelta(seconds=quantiles(spent, n=100)[_NINETY]) if len(spent) >= _FEWEST else None,
    )


def _elsewhere(db: Session, viewer: Viewer, now: datetime) -> int:
    """How many of these mailboxes' protected tickets are overdue and not for this viewer: a number, and no more."""
    late = col(Ticket.status).in_(("open", "waiting")), col(Ticket.hidden).is_(False), before(now)
    mine, all_of_them = (
        seen_by(who, Ticket.id).with_only_columns(func.count()).where(col(Ticket.protected), *late)
        for who in (viewer, replace(viewer, circle=True))
    )
    return int(db.execute(all_of_them).scalar_one()) - int(db.execute(mine).scalar_one())


def _late(db: Session, viewer: Viewer, now: datetime) -> tuple[Ticket, ...]:
    waiting = seen_by(viewer).where(
        col(Ticket.status).in_(("open", "waiting")), col(Ticket.hidden).is_(False), Ticket.urgency == "high"
    )
    past = waiting.where(col(Ticket.responded_at).is_(None), col(Ticket.respond_by) <= now)
    return tuple(db.exec(past.order_by(col(Ticket.respond_by)).limit(MOST_LATE)).all())
