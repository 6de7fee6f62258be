"""One pass over what other programs have to be told: gather what happened, hand it over, note what became of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, and_, func, or_
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, delete, select, update

from models.delivery import Delivery
from models.ticket import Counter, Event, Ticket
from triage.errors import NotTold
from triage.office import Hook, Office

KINDS = {"opened": "ticket", "replied": "reply"}  # action of an event → what a hook subscribes to; all else: change
MOST = 200  # messages of one pass and hook
GIVE_UP_AFTER = timedelta(days=3)
KEPT = timedelta(days=30)  # how long what was taken or given up can be looked up
CLAIM_LASTS = timedelta(minutes=5)
# PostgreSQL hands row ids out before it commits: an event may appear behind others, but not so far behind.
_LOOK_BACK, _LATE = 5_000, timedelta(hours=1)  # row ids, and by the clock
_FIRST_RETRY = timedelta(seconds=30)
_LONGEST_RETRY = timedelta(hours=4)


@dataclass(slots=True)
class TellCounts:
    """How a pass ended."""

    delivered: int = 0
    later: int = 0
    failed: int = 0

    def summary(self) -> dict[str, int]:
        """One number per end."""
        return {f.name: getattr(self, f.name) for f in fields(self)}


def tell_pass(office: Office) -> TellCounts:
    """Tell every hook what it has not heard yet, each thing at least once and under one key."""
    counts = TellCounts()
    for name, hook in office.hooks.items():
        gather(office, name, hook)
        _hand_over(office, name, hook, counts)
    return counts


def gather(office: Office, name: str, hook: Hook) -> int:
    """Queue what happened since the last look; how many. A new hook begins with what happens from now on."""
    now = office.clock.now()
    try:
        with office.store.transaction() as db:
            newest = db.exec(select(func.max(Event.id))).one() or 0
            first, seen = (_counter(db, f"{kind}:{name}", newest) for kind in ("first", "seen"))
            late = and_(col(Event.id) > max(first.value, seen.value - _LOOK_BACK), col(Event.at) > now - _LATE)
            news = _news(db, name, hook, or_(col(Event.id) > seen.value, late))
            db.add_all(_row(name, event, ticket, now) for event, ticket in news)
            seen.value = newest if len(news) < MOST else news[-1][0].id or seen.value
            _forget(db, name, now)
    except IntegrityError:  # another worker gathered the same; its rows stand
        return 0
    return len(news)


def undelivered(office: Office, name: str) -> tuple[int, str]:
    """How many messages a hook refused at least once and has not taken since, and why the newest of them."""
    refused = Delivery.hook == name, col(Delivery.reason) != ""
    with office.store.reading() as db:
        waiting = db.exec(select(func.count()).select_from(Delivery).where(*refused)).one()
        newest = select(Delivery.reason).where(*refused).order_by(col(Delivery.event_id).desc()).limit(1)
        return waiting, db.exec(newest).first() or ""


def _counter(db: Session, name: str, otherwise: int) -> Counter:
    found = db.get(Counter, name)
    if found is None:
        found = Counter(name=name, value=otherwise)
        db.add(found)
    return found


def _news(db: Session, name: str, hook: Hook, new: ColumnElement[bool]) -> Sequence[tuple[Event, Ticket]]:
    """Events the hook has no row for, oldest first. Machine mail and protected tickets are nobody else's business."""
    known = select(Delivery.event_id).where(Delivery.hook == name, Delivery.event_id == Event.id)
    query = (
        select(Event, Ticket)
        .join(Ticket, col(Ticket.id) == col(Event.ticket_id))
        .where(new, ~known.exists(), _wanted(hook))
        .where(col(Ticket.hidden).is_(False), col(Ticket.protected).is_(False))
        .order_by(col(Event.id))
        .limit(MOST)
    )
    return db.exec(query).all()


def _wanted(hook: Hook) -> ColumnElement[bool]:
    named = [action for action, kind in KINDS.items() if kind in hook.events]
    wanted = col(Event.action).in_(named)
    return or_(wanted, col(Event.action).not_in(list(KINDS))) if "change" in hook.events else wanted


def _body(event: Event, ticket: Ticket) -> str:
    """Ids and labels, never a word, name or number of a person."""
    told = {
        "type": f"ticket.{event.action}",
        "timestamp": event.at.isoformat(),
        "data": {
            "number": ticket.number,
            "version": ticket.version,
            "status": ticket.status,
            "channel": ticket.channel,
            "topic": ticket.topic,
            "municipality": ticket.municipality,
            "urgency": ticket.urgency,
        },
    }
    return json.dumps(told)


def _row(name: str, event: Event, ticket: Ticket, now: datetime) -> Delivery:
    assert event.id is not None
    return Delivery(hook=name, event_id=event.id, body=_body(event, ticket), next_try=now, created_at=now)


def _forget(db: Session, name: str, now: datetime) -> None:
    """What was taken or given up long ago."""
    over = col(Delivery.state).in_(("delivered", "failed"))
    db.exec(delete(Delivery).where(col(Delivery.hook) == name, over, col(Delivery.created_at) < now - KEPT))


def _hand_over(office: Office, name: str, hook: Hook, counts: TellCounts) -> None:
    """In order; a program that does not answer is left in peace until the next pass."""
    for key in _due(office, name):
        row = _claim(office, key)
        if row is None:
            continue
        try:
            hook.listener.tell(f"{name}-{row.event_id}", row.body.encode(), office.clock.now())
        except NotTold as refused:
            _again(office, row, refused, counts)
            return
        counts.delivered += 1
        _note(office, row, state="delivered", delivered_at=office.clock.now(), reason="")


def _due(office: Office, name: str) -> Sequence[int]:
    now = office.clock.now()
    with office.store.transaction() as db:
        dead = col(Delivery.claimed_at) < now - CLAIM_LASTS
        db.exec(update(Delivery).where(col(Delivery.state) == "claimed", dead).values(state="queued"))
        due = select(Delivery.id).where(Delivery.hook == name, Delivery.state == "queued", Delivery.next_try <= now)
        return [key for key in db.exec(due.order_by(col(Delivery.event_id)).limit(MOST)) if key is not None]


def _claim(office: Office, key: int) -> Delivery | None:
    """Take a queued row; None when another worker was faster."""
    with office.store.transaction() as db:
        mine = update(Delivery).where(col(Delivery.id) == key, col(Delivery.state) == "queued")
        taken: Any = db.exec(
            mine.values(state="claimed", claimed_at=office.clock.now(), attempts=Delivery.attempts + 1)
        )
        assert isinstance(taken, CursorResult)
        return db.exec(select(Delivery).where(Delivery.id == key)).one() if taken.rowcount else None


def _again(office: Office, row: Delivery, refused: NotTold, counts: TellCounts) -> None:
    now = office.clock.now()
    if refused.permanent or now - row.created_at > GIVE_UP_AFTER:
        counts.failed += 1
        _note(office, row, state="failed", reason=refused.why)
        return
    counts.later += 1
    pause = min(_LONGEST_RETRY, _FIRST_RETRY * 2 ** min(row.attempts, 12))
    _note(office, row, state="queued", next_try=now + pause, reason=refused.why)


def _note(office: Office, row: Delivery, **values: object) -> None:
    with office.store.transaction() as db:
        held = col(Delivery.id) == row.id, col(Delivery.state) == "claimed", col(Delivery.attempts) == row.attempts
        db.exec(update(Delivery).where(*held).values(**values))
