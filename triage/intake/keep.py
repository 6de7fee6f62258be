"""Are the bytes safe? Everything that arrives is stored under its keys before anybody looks into it (tx A)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Table, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel, col

from models.arrival import Arrival, Blob
from models.columns import table_of
from triage.failpoints import failpoint
from triage.store import Store
from triage.values import CallNote, RawMail

_ARRIVAL, _BLOB = table_of(Arrival).c, table_of(Blob).c
_OCTETS = select(_BLOB.sha256, _BLOB.data).where(_BLOB.sha256.in_(bindparam("wanted", expanding=True)))
_PLACES = (
    select(_ARRIVAL.id)
    .where(
        _ARRIVAL.mailbox == bindparam("mailbox"),
        _ARRIVAL.folder == bindparam("folder"),
        _ARRIVAL.uidvalidity == bindparam("uidvalidity"),
        _ARRIVAL.uid.in_(bindparam("uids", expanding=True)),
    )
    .order_by(_ARRIVAL.id)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepPolicy:
    """What the arrival's row says beside the bytes."""

    mailbox: str  # whose mail it is; for files the mailbox they are filed for
    may_acknowledge: bool = True
    archive_before: datetime | None = None  # mail received before this is filed closed


def keep_mails(store: Store, mails: Sequence[RawMail], policy: KeepPolicy, now: datetime) -> list[int]:
    """Store mails and their keys in one transaction; ids of the arrivals that are new, in order.

    A mail whose place (D1) is known already is left alone: another pass was faster.
    """
    if not mails:
        return []
    with store.transaction() as db:
        _put_blobs(db, mails)
        keys = _put_arrivals(db, [_mail_row(m, policy, now) for m in mails])
        failpoint("keep.open")
    failpoint("keep.done")
    return keys


def keep_call(store: Store, call: CallNote, *, key: str, now: datetime) -> int | None:
    """Store one call under its key; None when that call is kept already."""
    with store.transaction() as db:
        keys = _put_arrivals(db, [_call_row(call, key, now)])
        failpoint("keep.open")
    failpoint("keep.done")
    return keys[0] if keys else None


def raws_of(db: Session, arrivals: Sequence[Arrival]) -> list[RawMail | CallNote]:
    """The arrivals as they came in, in order, for the stages that read them."""
    wanted = {arrival.d2 for arrival in arrivals if arrival.call is None}
    octets = {
        row.sha256: row.data for row in db.connection().execute(_OCTETS, {"wanted": sorted(filter(None, wanted))})
    }
    return [_raw(arrival, octets) for arrival in arrivals]


def _raw(arrival: Arrival, octets: Mapping[str, bytes]) -> RawMail | CallNote:
    if arrival.call is not None:
        return call_from_json(arrival.call)
    assert arrival.d2 is not None
    return RawMail(
        data=octets[arrival.d2],
        received_at=arrival.received_at,
        size=arrival.size,
        truncated=arrival.truncated,
    )


def call_from_json(call: dict[str, Any]) -> CallNote:
    """The inverse of what `keep_call` stores."""
    until = call.get("callback_until")
    times = {
        "received_at": datetime.fromisoformat(call["received_at"]),
        "callback_until": datetime.fromisoformat(until) if until else None,
    }
    return CallNote(**{**call, **times})


def _mail_row(mail: RawMail, policy: KeepPolicy, now: datetime) -> dict[str, Any]:
    origin = mail.origin
    old = policy.archive_before is not None and mail.received_at < policy.archive_before
    return {
        "channel": "email",
        "mailbox": policy.mailbox,
        "folder": origin.folder if origin else None,
        "uidvalidity": origin.uidvalidity if origin else None,
        "uid": origin.uid if origin else None,
        "d2": hashlib.sha256(mail.data).hexdigest(),
        "size": mail.size or len(mail.data),
        "truncated": mail.truncated,
        "received_at": mail.received_at,
        "kept_at": now,
        "state": "received",
        "attempts": 0,
        "may_acknowledge": policy.may_acknowledge,
        "archive": old,
        "reason": "",
        "human_hand": mail.deleted,
    }


def _call_row(call: CallNote, key: str, now: datetime) -> dict[str, Any]:
    as_json = asdict(call)
    for name in ("received_at", "callback_until"):
        as_json[name] = as_json[name].isoformat() if as_json[name] else None
    return {
        "channel": "phone",
        "mailbox": "phone",
        "call_key": key,
        "call": as_json,
        "size": len(call.note),
        "truncated": False,
        "received_at": call.received_at,
        "kept_at": now,
        "state": "received",
        "attempts": 0,
        "may_acknowledge": False,
        "archive": False,
        "reason": "",
        "human_hand": False,
    }


def _put_blobs(db: Session, mails: Iterable[RawMail]) -> None:
    rows = {hashlib.sha256(m.data).hexdigest(): m.data for m in mails}
    values = [{"sha256": key, "data": data} for key, data in rows.items()]
    db.execute(_insert_if_new(db, Blob), values)


def _put_arrivals(db: Session, rows: list[dict[str, Any]]) -> list[int]:
    """Ids of the rows that are new, in order. With a place in a mailbox all at once, else one by one."""
    statement = _insert_if_new(db, Arrival)
    if not all(row.get("uid") for row in rows):
        found = [db.execute(statement.returning(col(Arrival.id)), row).scalar_one_or_none() for row in rows]
        return [key for key in found if key is not None]
    asked = {name: rows[0][name] for name in ("mailbox", "folder", "uidvalidity")} | {"uids": [r["uid"] for r in rows]}
    known = {row.id for row in db.connection().execute(_PLACES, asked)}
    db.connection().execute(statement, rows)
    return [row.id for row in db.connection().execute(_PLACES, asked) if row.id not in known]


def _insert_if_new(db: Session, table: type[SQLModel]) -> Any:
    dialect: Any = sqlite if db.get_bind().dialect.name == "sqlite" else postgresql
    inner: Table = table.__table__  # type: ignore[attr-defined]  # SQLModel hides the Table its metaclass made
    return dialect.insert(inner).on_conflict_do_nothing()
