"""How are the open tickets put under the rules in force, as one batch that can be stopped and taken back?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from models.resort import Resort, ResortItem
from models.rulebook import RulebookVersion
from models.ticket import Ticket
from triage.errors import BadInput, Conflict, NotFound
from triage.failpoints import failpoint
from triage.office import Office
from triage.tuning import relabel, restore, rewrite
from triage.tuning.stored import as_read
from triage.tuning.versions import live, live_key

AT_ONCE = 20  # tickets in one transaction: nobody waits long for the write lock
PER_RUN = 100  # tickets a job looks at before it lets others go on
_UNDER_WAY = ("running", "undoing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """How far a batch is."""

    id: int
    version: int  # of the rules
    author: str
    state: str  # running | done | stopped | undoing | undone
    total: int  # tickets that were open when it began
    done: int  # of them looked at so far
    changed: int  # tickets whose labels are other ones since
    kept: int  # of these, tickets that were left as they are when it was taken back: somebody went on with them
    at: datetime
    ended_at: datetime | None
    undone_by: str | None

    @property
    def under_way(self) -> bool:
        """Whether the job is at it."""
        return self.state in _UNDER_WAY


def waiting(db: Session) -> int:
    """How many open tickets a batch would look at now."""
    return db.exec(select(func.count()).select_from(Ticket).where(*_open())).one()


def batches(db: Session, limit: int = 20) -> tuple[Batch, ...]:
    """The newest batches, newest first."""
    return tuple(_batch(db, row) for row in db.exec(select(Resort).order_by(col(Resort.id).desc()).limit(limit)))


def newest(db: Session) -> Batch | None:
    """The batch begun last."""
    return next(iter(batches(db, 1)), None)


def begin(office: Office, author: str, version: int) -> Batch:
    """Put every open ticket under this version of the rules; the job does it, or `run`.

    Raises BadInput while nothing is published or another batch is under way, Conflict when another version is in force.
    """
    with office.store.transaction() as db:
        now = live(db)
        if not now.number:
            raise BadInput(["Es gelten die mitgelieferten Regeln: Es gibt nichts neu einzuordnen."])
        # whoever begins a batch at the same time waits here
        db.exec(select(RulebookVersion.id).where(RulebookVersion.id == now.number).with_for_update()).one()
        if now.number != version:
            raise Conflict(f"version {version} of the rules", now.author)
        if _under_way(db) is not None:
            raise BadInput(["Es wird schon neu eingeordnet. Bitte warten Sie, bis das fertig ist."])
        row = Resort(
            version=version, digest=now.digest, author=author, total=waiting(db), at=office.clock.now()
        )  # fmt: skip
        db.add(row)
        db.flush()
        return _batch(db, row)


def stop(office: Office, batch_id: int) -> Batch:
    """End it where it is; what it changed stays, and can be taken back. Raises NotFound."""
    with office.store.transaction() as db:
        row = _locked(db, batch_id)
        if row.state == "running":
            row.state, row.ended_at = "stopped", office.clock.now()
        return _batch(db, row)


def take_back(office: Office, author: str, batch_id: int) -> Batch:
    """Let the job put everything back as it was, where nobody went on with it.

    Raises NotFound, BadInput when it was taken back before, or a newer batch has to be first.
    """
    with office.store.transaction() as db:
        row = _locked(db, batch_id)
        later = select(Resort.id).where(col(Resort.id) > batch_id, Resort.state != "undone").limit(1)
        if row.state in ("undoing", "undone"):
            raise BadInput(["Diese Einordnung ist schon zurückgenommen."])
        if db.exec(later).first() is not None:
            raise BadInput(["Danach wurde noch einmal neu eingeordnet. Bitte nehmen Sie das zuerst zurück."])
        row.state, row.after_id = "undoing", 0
        row.undone_by, row.undone_at = author, office.clock.now()
        row.ended_at = row.ended_at or row.undone_at
        return _batch(db, row)


def undo(office: Office, author: str, batch_id: int) -> Batch:
    """`take_back`, and wait until all is as it was."""
    take_back(office, author, batch_id)
    return run(office, batch_id)


def run(office: Office, batch_id: int) -> Batch:
    """Go on with it until it has ended. Raises NotFound."""
    while True:
        with office.store.reading() as db:
            found = db.get(Resort, batch_id)
            if found is None:
                raise NotFound(f"batch {batch_id}")
            if found.state not in _UNDER_WAY:
                return _batch(db, found)
        step(office)


def step(office: Office, limit: int = PER_RUN) -> int:
    """Go on with whatever batch is under way, from where it was, whoever was killed; how many tickets it looked at."""
    seen = 0
    while seen < limit:
        with office.store.reading() as db:
            row = _under_way(db)
        if row is None:
            return seen
        further = _forward(office, row) if row.state == "running" else _backward(office, row)
        if not further:
            return seen
        seen += further
    return seen


def _forward(office: Office, row: Resort) -> int:
    """Some tickets under the new rules. They are understood before anything is locked."""
    with office.store.reading() as db:
        tickets = db.exec(
            select(Ticket).where(*_open(), col(Ticket.id) > row.after_id).order_by(col(Ticket.id)).limit(AT_ONCE)
        ).all()
        asked = [relabel.standing(db, ticket) for ticket in tickets]
        overtaken = live_key(db)[1] != row.digest
    found = {} if overtaken else _understood(office, asked)
    overtaken = overtaken or any(said.rulebook != row.digest for said in found.values() if said)
    with office.store.transaction() as db:
        mine = _locked(db, _id(row))
        if (mine.state, mine.after_id) != ("running", row.after_id):
            return 1  # somebody else did these, or stopped it: look again
        if overtaken or not tickets:
            mine.state, mine.ended_at = "stopped" if overtaken else "done", office.clock.now()
            return 0
        for ticket in tickets:
            if not rewrite.ticket(office, db, mine, _id(ticket), found):
                break  # from there once more, with the message that has come
            mine.after_id, mine.done = _id(ticket), min(mine.total, mine.done + 1)
        db.flush()
        failpoint("resort.open")
    failpoint("resort.done")
    return len(tickets)


def _understood(office: Office, asked: Sequence[relabel.Standing]) -> rewrite.Found:
    messages = [message for at in asked for message in at.own]
    said = office.understand.relabel([as_read(message) for message in messages]) if messages else []
    return {cast("int", message.id): labels for message, labels in zip(messages, said, strict=True)}


def _backward(office: Office, row: Resort) -> int:
    """Some tickets as they were."""
    with office.store.transaction() as db:
        mine = _locked(db, _id(row))
        if mine.state != "undoing":
            return 1
        left = select(ResortItem).where(ResortItem.resort_id == mine.id, col(ResortItem.ticket_id) > mine.after_id)
        items = db.exec(left.order_by(col(ResortItem.ticket_id)).limit(AT_ONCE)).all()
        for item in items:
            restore.ticket(office, db, mine, item)
        if items:
            mine.after_id = items[-1].ticket_id
        else:
            mine.state = "undone"
        db.flush()
        failpoint("resort.back")
    return len(items)


def _under_way(db: Session) -> Resort | None:
    return db.exec(select(Resort).where(col(Resort.state).in_(_UNDER_WAY)).order_by(col(Resort.id)).limit(1)).first()


def _open() -> tuple[ColumnElement[bool], ...]:
    return col(Ticket.status) != "closed", col(Ticket.merged_into).is_(None)


def _locked(db: Session, batch_id: int) -> Resort:
    found = db.exec(select(Resort).where(Resort.id == batch_id).with_for_update()).first()
    if found is None:
        raise NotFound(f"batch {batch_id}")
    return found


def _batch(db: Session, row: Resort) -> Batch:
    items = select(func.count()).select_from(ResortItem).where(ResortItem.resort_id == row.id)
    changed, back = db.exec(items).one(), db.exec(items.where(col(ResortItem.undone).is_(True))).one()
    return Batch(
        id=_id(row), version=row.version, author=row.author, state=row.state, total=row.total, done=row.done,
        changed=changed, kept=changed - back if row.state == "undone" else 0, at=row.at, ended_at=row.ended_at,
        undone_by=row.undone_by,
    )  # fmt: skip


def _id(row: Resort | Ticket) -> int:
    assert row.id is not None
    return row.id
