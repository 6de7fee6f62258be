"""What is due to be sent, who holds it, and what became of it: outbox states as compare-and-swaps."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CursorResult, bindparam, func
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select, update

from models.columns import table_of
from models.outgoing import Outgoing
from triage.values import Acknowledgement

CLAIM_LASTS = timedelta(minutes=5)
GIVE_UP_AFTER = timedelta(days=5)
_OUTGOING = table_of(Outgoing)
_NEW = _OUTGOING.insert()
_LOWER = func.lower(_OUTGOING.c.to_address)
_LAST_TO = (
    sa_select(_LOWER.label("address"), func.max(_OUTGOING.c.created_at).label("at"))
    .where(_OUTGOING.c.automatic, _LOWER.in_(bindparam("addresses", expanding=True)))
    .group_by(_LOWER)
)
_FIRST_RETRY = timedelta(minutes=2)
_LONGEST_RETRY = timedelta(hours=4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A row this sender holds, with its claim's token."""

    row: Outgoing
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """An acknowledgement to queue."""

    acknowledgement: Acknowledgement
    ticket_id: int
    mailbox: str  # from whose server it is sent
    at: datetime  # aware


def new_message_id(domain: str) -> str:
    """Unguessable, so that whoever cites it has received the mail (promises L2, L6)."""
    return f"{secrets.token_hex(20)}.kim@{domain}"


def enqueue(db: Session, answers: Sequence[Due]) -> None:
    """Queue acknowledgements in the transaction of their tickets. A second one for a ticket breaks a unique key."""
    if answers:
        db.connection().execute(_NEW, [_row(due) for due in answers])


def _row(due: Due) -> dict[str, Any]:
    ack = due.acknowledgement
    return {
        "ticket_id": due.ticket_id,
        "acknowledges": due.ticket_id,
        "mailbox": due.mailbox,
        "to_address": ack.to,
        "language": ack.language,
        "subject": ack.subject,
        "body": ack.body,
        "message_id": ack.message_id,
        "in_reply_to": ack.in_reply_to,
        "automatic": True,
        "state": "queued",
        "reason": "",
        "attempts": 0,
        "next_try": due.at,
        "created_at": due.at,
    }


def last_acknowledged(db: Session, addresses: Iterable[str]) -> dict[str, datetime]:
    """Lower-case address → when it last was to get an acknowledgement, in whatever state that ended."""
    wanted = sorted({address.lower() for address in addresses if address})
    if not wanted:
        return {}
    return {row.address: row.at for row in db.connection().execute(_LAST_TO, {"addresses": wanted})}


def sent_since(db: Session, since: datetime) -> int:
    """How many automatic mails went out, or may have, since then."""
    query = select(func.count()).where(
        Outgoing.automatic, col(Outgoing.state).in_(("dot_sent", "sent", "unklar")), col(Outgoing.claimed_at) >= since
    )
    return int(db.exec(query).one())


def sweep(db: Session, now: datetime) -> int:
    """Claims whose sender died: before the dot back to the queue, after it `unklar` (RFC 1047). Rows changed."""
    stale = col(Outgoing.claimed_at) < now - CLAIM_LASTS
    back = update(Outgoing).where(col(Outgoing.state) == "claimed", stale).values(state="queued", claim=None)
    doubtful = "Beim Senden unterbrochen: Es ist unklar, ob die Mail ankam. Sie wird nicht noch einmal gesendet."
    lost = (
        update(Outgoing)
        .where(col(Outgoing.state) == "dot_sent", stale)
        .values(state="unklar", reason=doubtful, claim=None)
    )
    return _changed(db.exec(back)) + _changed(db.exec(lost))


def due(db: Session, now: datetime, most: int) -> list[int]:
    """Ids to send now, oldest first."""
    query = (
        select(Outgoing.id)
        .where(Outgoing.state == "queued", Outgoing.next_try <= now)
        .order_by(col(Outgoing.id))
        .limit(most)
    )
    return [key for key in db.exec(query) if key is not None]


def claim(db: Session, key: int, now: datetime) -> Claimed | None:
    """Take a queued row; None when another sender was faster."""
    token = secrets.token_hex(16)
    taken = (
        update(Outgoing)
        .where(col(Outgoing.id) == key, col(Outgoing.state) == "queued")
        .values(state="claimed", claim=token, claimed_at=now, attempts=Outgoing.attempts + 1)
    )
    if _changed(db.exec(taken)) == 0:
        return None
    row = db.exec(select(Outgoing).where(Outgoing.id == key)).one()
    return Claimed(row=row, token=token)


def note_dot(db: Session, claimed: Claimed, now: datetime) -> bool:
    """claimed → dot_sent, the commit before the final dot. False: the claim was lost, hang up without the dot."""
    return _swap(db, claimed, "claimed", state="dot_sent", claimed_at=now)


def note_sent(db: Session, claimed: Claimed, now: datetime) -> bool:
    """dot_sent → sent."""
    return _swap(db, claimed, "dot_sent", state="sent", sent_at=now, claim=None)


def note_failed(db: Session, claimed: Claimed, reason: str) -> bool:
    """→ failed, for ever. Shown on the ticket."""
    return _swap(db, claimed, "claimed", "dot_sent", state="failed", reason=reason, claim=None)


def note_doubtful(db: Session, claimed: Claimed, reason: str) -> bool:
    """dot_sent → unklar, for ever: an acknowledgement is never resent."""
    return _swap(db, claimed, "dot_sent", state="unklar", reason=reason, claim=None)


def note_later(db: Session, claimed: Claimed, now: datetime, reason: str) -> bool:
    """Back to the queue with a growing pause; failed after five days."""
    if now - claimed.row.created_at > GIVE_UP_AFTER:
        return note_failed(db, claimed, f"fünf Tage lang nicht zustellbar: {reason}")
    pause = min(_LONGEST_RETRY, _FIRST_RETRY * 2 ** min(claimed.row.attempts, 12))
    # A 4xx answer to the dot is a refusal (RFC 5321 §4.2.1): the mail was not taken, so it may go again.
    return _swap(db, claimed, "claimed", "dot_sent", state="queued", claim=None, next_try=now + pause, reason=reason)


def _swap(db: Session, claimed: Claimed, *expected: str, **values: Any) -> bool:
    swap = (
        update(Outgoing)
        .where(
            col(Outgoing.id) == claimed.row.id, col(Outgoing.claim) == claimed.token, col(Outgoing.state).in_(expected)
        )
        .values(**values)
    )
    return _changed(db.exec(swap)) == 1


def _changed(result: Any) -> int:
    assert isinstance(result, CursorResult)
    return result.rowcount
