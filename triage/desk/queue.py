"""What should be worked on next?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, and_, case, func, or_
from sqlmodel import Session, col, select

from models.team import Team
from models.ticket import Event, Ticket
from triage.desk.order import Key, Sort, before, key_of, order_by, order_name
from triage.desk.order import after as beyond
from triage.desk.visible import Viewer, seen_by

View = Literal["open", "waiting", "closed"]
PAGE = 50  # rows
MOST_COUNTED = 1000  # tickets of a list; what is done grows for ever, and nobody needs to know how many exactly


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a list is narrowed to, and its order; what is empty narrows nothing."""

    status: View = "open"
    topic: tuple[str, ...] = ()  # any of them
    municipality: tuple[str, ...] = ()  # ids, or "none" for tickets no place decides
    channel: str = ""
    urgency: str = ""
    language: str = ""  # ISO 639-1
    kind: str = ""
    role: str = ""  # of the sender
    assigned: str = ""  # "me", "nobody", or a sign-in name
    due_by: datetime | None = None  # has a deadline, a promised call back or a promised answer before that moment
    protected: bool = False  # only tickets of the named circle
    team: int | None = None  # row id: only tickets of its towns or in its languages
    unclear: bool = False  # only those the rules were not sure of
    mine: bool = False  # only those assigned to the viewer
    sort: Sort = "work"

    @property
    def order(self) -> str:
        """The order the list really has."""
        return order_name(self.sort, done=self.status == "closed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of the list."""

    tickets: tuple[Ticket, ...]
    next: Key | None  # None: this is the last page
    total: int  # of all pages; MOST_COUNTED + 1 for more than that

    @property
    def uncounted(self) -> bool:
        """Whether there are more than anybody counted."""
        return self.total > MOST_COUNTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The figures beside the lists."""

    open: int
    unclear: int
    mine: int
    waiting: int
    newest: int  # the highest row id; later arrivals have a higher one


def page(
    db: Session, viewer: Viewer, filters: Filters, now: datetime, after: Key | None = None, *, most: int = PAGE
) -> Page:
    """Up to `most` tickets after the key, in the order of the filters; a key of another order begins anew."""
    wanted = conditions(viewer, filters, now, due=filters.status == "open" and _some_are_due(db, viewer, now))
    wanted += _of_team(db, filters.team)
    some = seen_by(viewer, Ticket.id).where(*wanted).limit(MOST_COUNTED + 1).subquery()
    total: int = db.execute(select(func.count()).select_from(some)).scalar_one()
    if after is not None and after.order != filters.order:
        after = None
    at = after.at if after else now
    sorted_by = order_by(filters.order, at)
    # the ids first: they are found in an index alone, and only the rows of this page are read
    ids = seen_by(viewer, Ticket.id).where(*wanted, *([beyond(after)] if after else []))
    chosen = list(db.exec(ids.order_by(*sorted_by).limit(most + 1)).all())
    rows = db.exec(seen_by(viewer).where(col(Ticket.id).in_(chosen[:most])).order_by(*sorted_by)).all()
    shown: tuple[Ticket, ...] = tuple(rows)
    more = len(chosen) > most and bool(shown)
    return Page(tickets=shown, next=key_of(filters.order, at, shown[-1]) if more else None, total=total)


def conditions(viewer: Viewer, filters: Filters, now: datetime, *, due: bool = True) -> list[ColumnElement[bool]]:
    """The filters as bound conditions; machine mail is never listed. `due`: whether any reminder's moment has come."""
    view = _in_view(filters.status, now) if due or filters.status != "open" else col(Ticket.status) == "open"
    wanted: list[ColumnElement[bool]] = [col(Ticket.hidden).is_(False), view]
    wanted += [col(Ticket.merged_into).is_(None)] if filters.status == "closed" else []  # it is listed where it went
    for column, value in (
        (col(Ticket.channel), filters.channel),
        (col(Ticket.urgency), filters.urgency),
        (col(Ticket.language), filters.language),
        (col(Ticket.kind), filters.kind),
        (col(Ticket.sender_role), filters.role),
    ):
        wanted += [column == value] if value else []
    wanted += [col(Ticket.topic).in_(filters.topic)] if filters.topic else []
    wanted += [_in_towns(filters.municipality)] if filters.municipality else []
    wanted += [before(filters.due_by)] if filters.due_by else []
    wanted += [col(Ticket.protected).is_(True)] if filters.protected else []
    wanted += [col(Ticket.certain).is_(False)] if filters.unclear else []
    wanted += [col(Ticket.assigned_to) == viewer.name] if filters.mine else []
    return wanted + _assigned(viewer, filters.assigned)


def counts(db: Session, viewer: Viewer, now: datetime) -> Counts:
    """How many wait in each list."""
    is_open = _in_view("open", now)
    sums: list[Any] = [
        _count(is_open),
        _count(and_(is_open, col(Ticket.certain).is_(False))),
        _count(and_(is_open, col(Ticket.assigned_to) == viewer.name)),
        _count(_in_view("waiting", now)),
    ]
    live = col(Ticket.status).in_(("open", "waiting"))
    last = seen_by(viewer, func.max(Ticket.id)).scalar_subquery()
    base = seen_by(viewer).where(col(Ticket.hidden).is_(False), live).with_only_columns(*sums, last)
    opened, unclear, mine, waiting, newest = db.execute(base).one()
    return Counts(open=opened or 0, unclear=unclear or 0, mine=mine or 0, waiting=waiting or 0, newest=newest or 0)


def arrived_since(db: Session, viewer: Viewer, since: int) -> tuple[str, ...]:
    """Numbers of open tickets with a higher row id, oldest first; at most PAGE."""
    fresh = seen_by(viewer, Ticket.number).where(
        col(Ticket.id) > since, col(Ticket.hidden).is_(False), col(Ticket.status) == "open"
    )
    return tuple(db.exec(fresh.order_by(col(Ticket.id)).limit(PAGE)).all())


def pulse(db: Session) -> int:
    """The newest event's row id: every change of a ticket writes one, so an equal pulse means nothing happened."""
    newest: int | None = db.exec(select(func.max(Event.id))).one()
    return newest or 0


def pulse_for(db: Session, viewer: Viewer) -> int:
    """Same, of the tickets the viewer may see: that something happened elsewhere is nobody else's business."""
    visible = seen_by(viewer, Ticket.id).where(col(Ticket.id) == Event.ticket_id).exists()
    return db.exec(select(Event.id).where(visible).order_by(col(Event.id).desc()).limit(1)).first() or 0


def teams(db: Session) -> dict[int, str]:
    """Row id → name of every team, by name."""
    found = db.exec(select(Team.id, Team.name).order_by(col(Team.name))).all()
    return {key: name for key, name in found if key is not None}


def changed_since(db: Session, viewer: Viewer, event: int) -> tuple[tuple[str, str, str], ...]:
    """What colleagues took or finished after that event: (number, sign-in name, action or new status), newest last."""
    taken = col(Event.action).in_(("claimed", "status"))
    told = (col(Ticket.number), col(Event.actor), col(Event.action), col(Event.detail))
    news = seen_by(viewer).with_only_columns(*told).join(Event, col(Event.ticket_id) == col(Ticket.id))
    news = news.where(col(Event.id) > event, taken, col(Event.actor).not_in((viewer.name, "triage")))
    rows = db.execute(news.order_by(col(Event.id).desc()).limit(PAGE)).all()
    said = ((number, actor, str(detail.get("after", action))) for number, actor, action, detail in rows)
    return tuple(reversed(list(said)))


def _some_are_due(db: Session, viewer: Viewer, now: datetime) -> bool:
    """Asked first because without them one index gives the open tickets in order: 2 ms, not 13, at 8,000 of them."""
    reminded = seen_by(viewer, Ticket.id).where(col(Ticket.status) == "waiting", col(Ticket.due_at) <= now)
    return db.exec(reminded.limit(1)).first() is not None


def _in_view(view: View, now: datetime) -> ColumnElement[bool]:
    """Waiting tickets whose moment has come are open again."""
    due = and_(col(Ticket.status) == "waiting", col(Ticket.due_at) <= now)
    match view:
        case "open":
            return or_(col(Ticket.status) == "open", due)
        case "waiting":
            return and_(col(Ticket.status) == "waiting", or_(col(Ticket.due_at).is_(None), col(Ticket.due_at) > now))
        case "closed":
            return col(Ticket.status) == "closed"


def _count(condition: ColumnElement[bool]) -> Any:
    return func.sum(case((condition, 1), else_=0))


def _in_towns(towns: tuple[str, ...]) -> ColumnElement[bool]:
    named = col(Ticket.municipality).in_([t for t in towns if t != "none"])
    return or_(named, col(Ticket.municipality).is_(None)) if "none" in towns else named


def _assigned(viewer: Viewer, who: str) -> list[ColumnElement[bool]]:
    if who == "nobody":
        return [col(Ticket.assigned_to).is_(None)]
    return [col(Ticket.assigned_to) == (viewer.name if who == "me" else who)] if who else []


def _of_team(db: Session, team_id: int | None) -> list[ColumnElement[bool]]:
    """A team that is gone, or has neither towns nor languages, narrows nothing."""
    team = db.get(Team, team_id) if team_id is not None else None
    if team is None or not (team.towns or team.languages):
        return []
    return [or_(col(Ticket.municipality).in_(team.towns), col(Ticket.language).in_(team.languages))]
