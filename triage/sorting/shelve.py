"""Does the mailbox look as the tickets say? Moves filed mails to their folders, resuming what was interrupted."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, bindparam
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, update

from models.arrival import Arrival
from models.columns import table_of
from models.ticket import Ticket
from triage.errors import FolderRefused
from triage.filing.record import event, events
from triage.intake.poll import Account
from triage.office import Office
from triage.ports import FolderView, Mailbox
from triage.sorting.folders import shelf

_MOST_AT_ONCE = 100
_GONE = "Die Mail wurde von anderer Hand aus dem Posteingang genommen; der Vorgang bleibt."
_ARRIVAL, _TICKET = table_of(Arrival).c, table_of(Ticket).c
_PLACED = table_of(Arrival).update().where(_ARRIVAL.id == bindparam("arrival_id"))
# Only what a move needs: making whole objects of all that came in costs more than the moves.
_PLANNED = (
    sa_select(_ARRIVAL.id, _ARRIVAL.uid, _ARRIVAL.ticket_id, _ARRIVAL.size, _ARRIVAL.d2)
    .add_columns(_ARRIVAL.shelf_folder, _ARRIVAL.shelf_uidnext)
    .add_columns(_TICKET.topic, _TICKET.municipality, _TICKET.urgency, _TICKET.opened_at)
    .join(table_of(Ticket), _ARRIVAL.ticket_id == _TICKET.id)
    .where(
        _ARRIVAL.mailbox == bindparam("mailbox"),
        _ARRIVAL.folder == bindparam("folder"),
        _ARRIVAL.uidvalidity == bindparam("uidvalidity"),
        _ARRIVAL.state == "filed",
        _ARRIVAL.human_hand.is_(False),
        _ARRIVAL.truncated.is_(False),
    )
    .order_by(_ARRIVAL.id)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One mail that should lie elsewhere."""

    arrival_id: int
    uid: int
    ticket_id: int
    target: str
    size: int
    digest: str  # SHA-256 of its bytes
    begun: tuple[str, int] | None  # folder and its UIDNEXT noted by an earlier try


def shelve(office: Office, account: Account, mailbox: Mailbox, view: FolderView) -> int:
    """Move what is filed and still lies in the folder just looked at. Mails moved. Raises MailboxDown.

    Only in live mode, asked again before every write, so that a change of mode holds from the next command on.
    """
    here = frozenset(view.uids)
    moved = 0
    for target, moves in _by_target(planned(office, account, view)):
        waiting = [m for m in moves if not m.begun or not _finished(office, account, mailbox, m, here)]
        moved += len(moves) - len(waiting)
        for start in range(0, len(waiting), _MOST_AT_ONCE):
            if office.mode(account.name) != "live":
                return moved
            moved += _carry(office, mailbox, target, waiting[start : start + _MOST_AT_ONCE])
    return moved


def planned(office: Office, account: Account, view: FolderView) -> list[Move]:
    """Filed mails of this folder that are not where their labels say. A mail a person touched is never among them."""
    folder = {"mailbox": account.name, "folder": view.folder, "uidvalidity": view.uidvalidity}
    with office.store.reading() as db:
        return [_move(office, account, row) for row in db.connection().execute(_PLANNED, folder)]


def settle_leftovers(office: Office, account: Account, view: FolderView) -> None:
    """Mails that stay where they are by decision: a person's hand, over the size limit, or no ticket."""
    stays = (col(Arrival.human_hand), col(Arrival.truncated), col(Arrival.ticket_id).is_(None))
    with office.store.transaction() as db:
        for reason in stays:
            mine = (
                col(Arrival.mailbox) == account.name,
                col(Arrival.folder) == view.folder,
                col(Arrival.state) == "filed",
                reason,
            )
            db.exec(update(Arrival).where(*mine).values(state="left"))


def _move(office: Office, account: Account, row: Row[Any]) -> Move:
    begun = None
    if row.shelf_folder is not None and row.shelf_uidnext is not None:
        begun = (row.shelf_folder, row.shelf_uidnext)
    target = shelf(
        account.shelves,
        topic=row.topic,
        municipality=row.municipality,
        urgency=row.urgency,
        year=row.opened_at.astimezone(ZoneInfo(office.zone)).year,
        folder_map=account.folder_map,
    )
    return Move(
        arrival_id=row.id,
        uid=row.uid,
        ticket_id=row.ticket_id,
        target=begun[0] if begun else target,
        size=row.size,
        digest=row.d2 or "",
        begun=begun,
    )


def _by_target(moves: Sequence[Move]) -> Iterator[tuple[str, list[Move]]]:
    groups: defaultdict[str, list[Move]] = defaultdict(list)
    for move in moves:
        groups[move.target].append(move)
    yield from groups.items()


def _carry(office: Office, mailbox: Mailbox, target: str, moves: Sequence[Move]) -> int:
    """promises 2.2 step 6: note the target's UIDNEXT, move, note the place."""
    try:
        uidnext = mailbox.prepare(target)
        with office.store.transaction() as db:
            ids = [m.arrival_id for m in moves]
            db.exec(update(Arrival).where(col(Arrival.id).in_(ids)).values(shelf_folder=target, shelf_uidnext=uidnext))
        places = mailbox.move([m.uid for m in moves], target)
    except FolderRefused:
        _leave(office, moves)
        return 0
    if not places:  # the server tells nothing, or every mail was gone already: look
        begun = (target, uidnext)
        found = {m.uid: _copy_of(mailbox, replace(m, begun=begun)) for m in moves}
        places = {uid: copy for uid, copy in found.items() if copy is not None}
    # RFC 4315 §3: COPYUID names what was copied. What it leaves out was taken by another hand before, or is still
    # here because the server broke the command off half-way: that is moved with the next look.
    missing = [m for m in moves if m.uid not in places]
    still = {mail.uid for mail in mailbox.listed([m.uid for m in missing])} if missing else set()
    kept = [m for m in moves if m.uid in places]
    gone = [m for m in missing if m.uid not in still]
    with office.store.transaction() as db:
        _note(db, office, kept, "archived", places)
        _note(db, office, gone, "gone", {})
    return len(kept) + len(gone)


def _finished(office: Office, account: Account, mailbox: Mailbox, move: Move, here: frozenset[int]) -> bool:
    """An earlier try noted the target and broke off. Look for its copy before anything else (promises R4).

    True when the mail is settled now; False when it still has to be moved.
    """
    copy = _copy_of(mailbox, move)
    still_here = move.uid in here
    if still_here and copy is None:
        return False
    if still_here:
        if office.mode(account.name) != "live":
            return True
        mailbox.withdraw([move.uid])
    with office.store.transaction() as db:
        _note(db, office, [move], "archived" if copy is not None else "gone", {move.uid: copy} if copy else {})
    return True


def _copy_of(mailbox: Mailbox, move: Move) -> int | None:
    """Our copy in the target: at or above the UIDNEXT noted then, of the same size, of the same bytes."""
    assert move.begun is not None
    folder, uidnext = move.begun
    for uid in mailbox.find(folder, from_uid=uidnext, size=move.size):
        data = mailbox.read_from(folder, uid)
        if data is not None and hashlib.sha256(data).hexdigest() == move.digest:
            return uid
    return None


def _note(db: Session, office: Office, moves: Sequence[Move], state: str, places: Mapping[int, int]) -> None:
    """tx C: where the mails lie now, on the arrivals and in the tickets' histories."""
    if not moves:
        return
    rows = [{"arrival_id": m.arrival_id, "state": state, "shelf_uid": places.get(m.uid)} for m in moves]
    db.connection().execute(_PLACED, rows)
    if state == "gone":
        told = {m.ticket_id: _GONE for m in moves}
    else:
        told = {m.ticket_id: f"Mail liegt jetzt in „{m.target}“." for m in moves}
    events(db, told, at=office.clock.now(), action="gone" if state == "gone" else "shelved")


def _leave(office: Office, moves: Sequence[Move]) -> None:
    """The server refuses: the mail stays, filed; `triage doctor` says so."""
    why = "Der Mailserver nimmt den Zielordner nicht an. Die Mail bleibt im Posteingang."
    with office.store.transaction() as db:
        for move in moves:
            db.exec(update(Arrival).where(col(Arrival.id) == move.arrival_id).values(state="left"))
            event(db, move.ticket_id, at=office.clock.now(), action="left", why=why)
