"""Which tickets hold what somebody looks for, and where in them does it stand?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import chain, takewhile
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, true
from sqlmodel import Session, col, select

from models.message import Message
from models.outgoing import Outgoing
from models.ticket import Note, Ticket
from triage.desk.asked import Asked, folded_words
from triage.desk.fulltext import LEAST_BEGINNING, holding
from triage.desk.indexing import WRITTEN
from triage.desk.marking import Part
from triage.desk.visible import Viewer, seen_by

PAGE = 50  # tickets
_ROUND = 60  # characters shown before and behind what was found
_LONGEST_TEXT = 20_000  # characters of one message looked through for a passage to show


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A ticket with the passage that was found; empty when only its fields match."""

    ticket: Ticket
    passage: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """One page, newest tickets first."""

    found: tuple[Found, ...]
    next: int | None  # id below which the next page begins


def search(db: Session, viewer: Viewer, asked: Asked, zone: ZoneInfo, below: int | None = None) -> Results:
    """Up to PAGE tickets this viewer may see that meet all parts of the query; none for an empty one."""
    if asked.empty:
        return Results(found=(), next=None)
    query = seen_by(viewer).where(*_conditions(asked, zone)).order_by(col(Ticket.id).desc())
    if below is not None:
        query = query.where(col(Ticket.id) < below)
    query = holding(query, asked, is_sqlite=db.get_bind().dialect.name == "sqlite")
    rows: list[Ticket] = list(db.exec(query.limit(PAGE + 1)).all())
    shown = rows[:PAGE]
    passages = _passages(db, shown, asked)
    return Results(
        found=tuple(Found(ticket=ticket, passage=passages.get(ticket.id or 0, ())) for ticket in shown),
        next=shown[-1].id if len(rows) > PAGE else None,
    )


def _conditions(asked: Asked, zone: ZoneInfo) -> Iterator[ColumnElement[bool]]:
    for column, value in (
        (col(Ticket.topic), asked.topic),
        (col(Ticket.channel), asked.channel),
        (col(Ticket.status), asked.status),
        (col(Ticket.language), asked.language),
    ):
        if value:
            yield column == value
    if asked.municipality:
        town = col(Ticket.municipality)
        yield town.is_(None) if asked.municipality == "none" else town == asked.municipality
    if asked.since:
        yield col(Ticket.opened_at) >= datetime.combine(asked.since, time.min, zone)
    if asked.until:
        yield col(Ticket.opened_at) < datetime.combine(asked.until + timedelta(days=1), time.min, zone)


def _passages(db: Session, tickets: Sequence[Ticket], asked: Asked) -> dict[int, tuple[Part, ...]]:
    """Ticket → the first passage in its messages, else notes, else replies, that holds a word looked for."""
    wanted = {*asked.words, *(word for phrase in asked.phrases for word in phrase)}
    keys = [ticket.id for ticket in tickets]
    found: dict[int, tuple[Part, ...]] = {}
    if not wanted or not keys:
        return found
    for key, ticket, text, ours in (
        (col(Message.id), col(Message.ticket_id), col(Message.text), true()),
        (col(Note.id), col(Note.ticket_id), col(Note.text), true()),
        (col(Outgoing.id), col(Outgoing.ticket_id), col(Outgoing.body), WRITTEN),
    ):
        rows = db.exec(select(ticket, text).where(ticket.in_(keys), ours).order_by(key))
        for ticket_id, said in rows:
            if ticket_id not in found and (passage := passage_of(said[:_LONGEST_TEXT], wanted)):
                found[ticket_id] = passage
    return found


def passage_of(said: str, wanted: set[str]) -> tuple[Part, ...]:
    """The words round the first one looked for, those looked for marked; () when none stands there.

    Cut between words; "…" stands where something was cut off.
    """
    marks = ((start, end) for start, end, piece in _pieces(said) if any(_meets(w, wanted) for w in folded_words(piece)))
    found = next(marks, None)
    if found is None:
        return ()
    first, last = _window(said, *found)
    parts = [Part(text="… " if first else "")]
    at = first
    for start, end in chain([found], takewhile(lambda mark: mark[1] <= last, marks)):
        parts += (Part(text=said[at:start]), Part(text=said[start:end], marked=True))
        at = end
    parts += (Part(text=said[at:last]), Part(text=" …" if last < len(said) else ""))
    return tuple(part for part in parts if part.text)


def _window(said: str, start: int, end: int) -> tuple[int, int]:
    """Where a passage round this word begins and ends: at blanks, if there are any."""
    first = 0 if start <= _ROUND else said.find(" ", start - _ROUND, start) + 1 or start
    last = len(said) if end + _ROUND >= len(said) else max(said.rfind(" ", end, end + _ROUND), end)
    return first, last


def _pieces(said: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, text) of what stands between blanks, signs at its edges taken off."""
    at = 0
    for piece in said.split():
        start = said.index(piece, at)
        at = start + len(piece)
        bare = piece.lstrip(_SIGNS)
        start += len(piece) - len(bare)
        bare = bare.rstrip(_SIGNS)
        yield start, start + len(bare), bare


_SIGNS = ".,;:!?()[]{}<>\"'„“”‚‘’«»…-–—*/\\|،؛؟"


def _meets(word: str, wanted: set[str]) -> bool:
    return word in wanted or any(len(w) >= LEAST_BEGINNING and word.startswith(w) for w in wanted)
