"""Was this already asked for under the same key, and what was answered?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, delete, select, update

from models.person import Receipt
from triage.errors import BadInput, Conflict
from triage.office import Office

KEPT = timedelta(days=2)  # afterwards a key may be used anew
STUCK = timedelta(minutes=2)  # a request without an answer for so long was killed on the way


def once(office: Office, staff_id: int, key: str, asked: str, work: Callable[[], str]) -> str:
    """The answer of `work`, done at most once for a key: asked again, the first answer is given.

    IETF draft "The Idempotency-Key HTTP Header Field".

    `asked`: a digest of the request. What `work` raises passes, and the key is free again: nothing was done. Raises
    BadInput with "key_reused" for another request under the same key, Conflict while the first is still being done.
    """
    found = _receipt(office, staff_id, key)
    if found is not None and found.asked != asked:
        raise BadInput(["key_reused"])
    if found is not None and found.answer is not None:
        return found.answer
    if found is None:
        _reserve(office, staff_id, key, asked)
    else:
        _take_over(office, found)
    try:
        answer = work()
    except Exception:
        _forget(office, staff_id, key)
        raise
    with office.store.transaction() as db:
        mine = update(Receipt).where(col(Receipt.staff_id) == staff_id, col(Receipt.key) == key)
        db.exec(mine.values(answer=answer))
    return answer


def _receipt(office: Office, staff_id: int, key: str) -> Receipt | None:
    with office.store.reading() as db:
        return db.exec(select(Receipt).where(Receipt.staff_id == staff_id, Receipt.key == key)).first()


def _reserve(office: Office, staff_id: int, key: str, asked: str) -> None:
    now = office.clock.now()
    try:
        with office.store.transaction() as db:
            db.exec(delete(Receipt).where(col(Receipt.at) < now - KEPT))
            db.add(Receipt(staff_id=staff_id, key=key, asked=asked, at=now))
    except IntegrityError:
        raise Conflict("the request", "itself") from None


def _take_over(office: Office, stuck: Receipt) -> None:
    """Of several who ask again for what was killed on the way, one does it. Raises Conflict for the others."""
    now = office.clock.now()
    if now - stuck.at < STUCK:
        raise Conflict("the request", "itself")
    mine = update(Receipt).where(
        col(Receipt.id) == stuck.id, col(Receipt.at) == stuck.at, col(Receipt.answer).is_(None)
    )
    with office.store.transaction() as db:
        if db.exec(mine.values(at=now)).rowcount != 1:
            raise Conflict("the request", "itself")


def _forget(office: Office, staff_id: int, key: str) -> None:
    with office.store.transaction() as db:
        db.exec(delete(Receipt).where(col(Receipt.staff_id) == staff_id, col(Receipt.key) == key))
