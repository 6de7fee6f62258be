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

from models.arrival import Blob
from models.columns import table_of
from models.outgoing import Outgoing, OutgoingFile
from triage.errors import BadInput
from triage.respond.written import File, Written
from triage.values import Acknowledgement

CLAIM_LASTS = timedelta(minutes=5)
GIVE_UP_AFTER = timedelta(days=5)
_MOST_ATTEMPTS = 35  # with the pauses below, five days; a person's mail may have been written long before it was due
_OUTGOING = table_of(Outgoing)
_NEW = _OUTGOING.insert()
_LOWER = func.lower(_OUTGOING.c.to_address)
_LAST_TO = (
    sa_select(_LOWER.label("address"), func.max(_OUTGOING.c.created_at).label("at"))
    .where(_OUTGOING.c.automatic, _LOWER.in_(bindparam("addresses", expanding=True)))
    .group_by(_LOWER)
)
_WRITTEN = col(Outgoing.automatic).is_(False)  # an acknowledgement is never touched by hand, and never resent
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A mail a person wrote, to queue."""

    ticket_id: int
    mailbox: str  # whose mode decides whether it may go
    kind: str  # "reply", …
    author: str  # sign-in name
    to: str
    subject: str
    body: str
    message_id: str  # ours, without angle brackets
    at: datetime  # aware; when it was written
    next_try: datetime  # aware; when it goes, so that it can be taken back before
    cc: tuple[str, ...] = ()
    in_reply_to: str = ""
    cites: tuple[str, ...] = ()  # ids, oldest first
    language: str = "de"


def new_message_id(domain: str) -> str:
    """Unguessable, so that whoever cites it has received the mail (promises L2, L6)."""
    return f"{secrets.token_hex(20)}.kim@{domain}"


def enqueue(db: Session, answers: Sequence[Due]) -> None:
    """Queue acknowledgements in the transaction of their tickets. A second one for a ticket breaks a unique key."""
    if answers:
        db.connection().execute(_NEW, [_row(due) for due in answers])


def post(db: Session, mail: Post) -> int:
    """Queue what a person wrote; its row's id."""
    row = Outgoing(
        ticket_id=mail.ticket_id,
        mailbox=mail.mailbox,
        to_address=mail.to,
        cc=" ".join(mail.cc),
        language=mail.language,
        subject=mail.subject,
        body=mail.body,
        message_id=mail.message_id,
        in_reply_to=mail.in_reply_to,
        cites=" ".join(mail.cites),
        automatic=False,
        kind=mail.kind,
        author=mail.author,
        next_try=mail.next_try,
        created_at=mail.at,
    )
    db.add(row)
    db.flush()
    assert row.id is not None
    return row.id


def cancel(db: Session, key: int) -> bool:
    """queued → cancelled. False: a sender has it, or had it."""
    swap = update(Outgoing).where(col(Outgoing.id) == key, col(Outgoing.state) == "queued", _WRITTEN)
    return _changed(db.exec(swap.values(state="cancelled"))) == 1


def again(db: Session, key: int, now: datetime) -> bool:
    """unklar or failed → queued, because a person asks. Under the same Message-ID: who has it already sees one mail."""
    swap = update(Outgoing).where(col(Outgoing.id) == key, col(Outgoing.state).in_(("unklar", "failed")), _WRITTEN)
    return _changed(db.exec(swap.values(state="queued", next_try=now, attempts=0, reason="", claim=None))) == 1


def note_arrived(db: Session, key: int, now: datetime) -> bool:
    """unklar → sent: a person knows that it arrived."""
    swap = update(Outgoing).where(col(Outgoing.id) == key, col(Outgoing.state) == "unklar", _WRITTEN)
    at = func.coalesce(Outgoing.claimed_at, now)
    return _changed(db.exec(swap.values(state="sent", sent_at=at, copy_state="due"))) == 1


def copies_due(db: Session, mailbox: str, most: int) -> list[Outgoing]:
    """What people sent from this mailbox and no copy lies there of, oldest first."""
    due = col(Outgoing.copy_state) == "due", col(Outgoing.mailbox) == mailbox
    return list(db.exec(select(Outgoing).where(*due).order_by(col(Outgoing.id)).limit(most)))


def note_copy(db: Session, key: int, state: str) -> None:
    """due → kept or refused."""
    mine = update(Outgoing).where(col(Outgoing.id) == key, col(Outgoing.copy_state) == "due")
    db.exec(mine.values(copy_state=state))


def copies(db: Session, mailbox: str) -> dict[str, int]:
    """State of a copy → how many of this mailbox are in it."""
    counted = select(Outgoing.copy_state, func.count()).where(
        col(Outgoing.copy_state).in_(("due", "refused")), col(Outgoing.mailbox) == mailbox
    )
    return dict(db.exec(counted.group_by(col(Outgoing.copy_state))).all())


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Swept:
    """What was left behind by senders that died."""

    requeued: int  # broken off before the dot: they go again
    lost: tuple[Outgoing, ...]  # after it: now `unklar`, as they are now


def sweep(db: Session, now: datetime) -> Swept:
    """Claims whose sender died: before the dot back to the queue, after it `unklar` (RFC 1047)."""
    stale = col(Outgoing.claimed_at) < now - CLAIM_LASTS
    back = update(Outgoing).where(col(Outgoing.state) == "claimed", stale).values(state="queued", claim=None)
    lost = db.exec(select(Outgoing).where(col(Outgoing.state) == "dot_sent", stale)).all()
    return Swept(requeued=_changed(db.exec(back)), lost=tuple(row for row in lost if _give_up(db, row)))


def _give_up(db: Session, row: Outgoing) -> bool:
    reason = "Beim Senden unterbrochen: Es ist unklar, ob die Mail ankam. Sie wird nicht von selbst wiederholt."
    mine = update(Outgoing).where(
        col(Outgoing.id) == row.id, col(Outgoing.state) == "dot_sent", col(Outgoing.claim) == row.claim
    )
    return _changed(db.exec(mine.values(state="unklar", reason=reason, claim=None))) == 1


def due(db: Session, now: datetime, most: int, *, automatic: bool = True) -> list[int]:
    """Ids of acknowledgements, or of what people wrote, to send now, oldest first."""
    query = (
        select(Outgoing.id)
        .where(Outgoing.state == "queued", Outgoing.next_try <= now, col(Outgoing.automatic).is_(automatic))
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
    """dot_sent → sent. Of what a person wrote the mailbox gets a copy."""
    copy = "" if claimed.row.automatic else "due"
    return _swap(db, claimed, "dot_sent", state="sent", sent_at=now, claim=None, copy_state=copy)


def note_failed(db: Session, claimed: Claimed, reason: str) -> bool:
    """→ failed, for ever. Shown on the ticket."""
    return _swap(db, claimed, "claimed", "dot_sent", state="failed", reason=reason, claim=None)


def note_doubtful(db: Session, claimed: Claimed, reason: str) -> bool:
    """dot_sent → unklar, for ever: an acknowledgement is never resent."""
    return _swap(db, claimed, "dot_sent", state="unklar", reason=reason, claim=None)


def gave_up(row: Outgoing, now: datetime) -> bool:
    """Whether it was tried for five days."""
    return now - row.created_at > GIVE_UP_AFTER if row.automatic else row.attempts >= _MOST_ATTEMPTS


def note_later(db: Session, claimed: Claimed, now: datetime, reason: str) -> bool:
    """Back to the queue with a growing pause."""
    pause = min(_LONGEST_RETRY, _FIRST_RETRY * 2 ** min(claimed.row.attempts, 12))
    # A 4xx answer to the dot is a refusal (RFC 5321 §4.2.1): the mail was not taken, so it may go again.
    return _swap(db, claimed, "claimed", "dot_sent", state="queued", claim=None, next_try=now + pause, reason=reason)


def as_written(db: Session, row: Outgoing) -> Written:
    """A person's mail with its files, to be put on the wire. Raises BadInput when a file is no longer kept."""
    kept = (
        select(OutgoingFile.name, OutgoingFile.type, Blob.data)
        .join(Blob, col(Blob.sha256) == col(OutgoingFile.sha256), isouter=True)
        .where(OutgoingFile.outgoing_id == row.id)
        .order_by(col(OutgoingFile.position))
    )
    files = [File(name=name, type=kind, octets=octets) for name, kind, octets in db.exec(kept) if octets is not None]
    if len(files) != db.exec(select(func.count()).where(OutgoingFile.outgoing_id == row.id)).one():
        raise BadInput(["a file of the mail is gone"])
    return Written(
        to=row.to_address,
        cc=tuple(row.cc.split()),
        subject=row.subject,
        body=row.body,
        message_id=row.message_id,
        in_reply_to=row.in_reply_to,
        cites=tuple(row.cites.split()),
        files=tuple(files),
    )


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
