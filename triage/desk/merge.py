"""How do two tickets become one, and two again?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from models.label import LabelRow
from models.ticket import Event, Ticket
from triage.desk.change import Edit, Values, conflict
from triage.desk.columns import changed, noted, taken_back
from triage.desk.indexing import make_anew
from triage.desk.moving import all_there, move_all, move_back, move_drafts
from triage.desk.ranked import ranked
from triage.desk.visible import Viewer, holder_of, ticket_of
from triage.errors import BadInput, NotFound
from triage.filing.merged import heads
from triage.office import Office

MERGED, MERGED_IN, UNMERGED = "merged", "merged_in", "unmerged"
_WHO = ("sender_name", "sender_address", "phone")  # taken over where the other ticket does not know it
_EARLIEST = ("due_at", "callback_until", "respond_by", "opened_at")


def merge(
    office: Office, viewer: Viewer, number: str, *, into: str, version: int, into_version: int | None = None
) -> str:
    """Put all of a ticket into another, close it there, and say where it went; the number of the ticket that holds it.

    Labels of the receiving ticket stay; alarm, the earlier deadline and whoever waits longer count; the priority is
    summed anew. `into` may itself have been merged: then the ticket that holds it receives. Raises NotFound, Conflict
    when either was changed or merged meanwhile, BadInput with "merge_unknown" or "merge_itself".
    """
    with office.store.transaction() as db:
        ticket_of(db, viewer, number)
        source, target = _both(db, viewer, office.clock.now(), number, _existing(db, viewer, into))
        if source.ticket.id == target.ticket.id:
            raise BadInput(["merge_itself"])
        _as_read(source, version)
        _as_read(target, into_version)
        _merge(source, target)
        return target.ticket.number


def unmerge(office: Office, viewer: Viewer, number: str, *, merged: str, version: int) -> None:
    """Take a ticket out again that was merged into this one: exactly the rows that came, wherever they were.

    What either ticket was changed to since stays. Raises NotFound, Conflict, BadInput with "merge_absent" when it is
    not in this ticket, "merge_moved_on" when its rows have gone further.
    """
    with office.store.transaction() as db:
        source, target = _both(db, viewer, office.clock.now(), merged, number)
        _as_read(target, version)
        told = told_of(db, target.ticket, source.ticket)
        if source.ticket.merged_into != target.ticket.id or told is None:
            raise BadInput(["merge_absent"])
        if not all_there(db, told["moved"], _id(target.ticket)):
            raise BadInput(["merge_moved_on"])
        _unmerge(source, target, told)


def told_of(db: Session, target: Ticket, source: Ticket) -> Mapping[str, Any] | None:
    """What the history of a ticket says of how another came into it last; None when it never did."""
    came = select(Event.detail).where(Event.ticket_id == target.id, Event.action == MERGED_IN)
    return next((told for told in db.exec(came.order_by(col(Event.id).desc())) if told["ticket"] == source.id), None)


def receive(source: Edit, target: Edit, *, moved: Mapping[str, Any], values: Values, filled: Values) -> None:
    """Close a ticket whose rows are in another now, write that one's columns, and tell both histories all of it.

    `values` holds "messages"; `filled` are columns that were empty, so that no name or number stands in the history.
    """
    closed = {"status": "closed", "closed_at": source.now, "merged_into": _id(target.ticket), "messages": 0}
    gone = changed(source.ticket, closed)
    source.tell(MERGED, f"zusammengeführt in {target.ticket.number}", number=target.ticket.number)
    target.tell(
        MERGED_IN,
        f"{source.ticket.number} hierher zusammengeführt",
        ticket=source.ticket.id,
        number=source.ticket.number,
        moved=moved,
        messages=int(str(values["messages"])) - target.ticket.messages,
        source=noted(source.ticket, gone),
        target=noted(target.ticket, {k: v for k, v in values.items() if k != "messages"}),
        filled=list(filled),
    )
    source.write(gone)
    target.write(values | filled)
    make_anew(source.db, [_id(source.ticket), _id(target.ticket)])


def _existing(db: Session, viewer: Viewer, number: str) -> str:
    try:
        return holder_of(db, viewer, number.strip().upper()).number
    except NotFound:
        raise BadInput(["merge_unknown"]) from None


def _both(db: Session, viewer: Viewer, now: datetime, source: str, target: str) -> tuple[Edit, Edit]:
    """Two tickets for change in one transaction, as they are once nobody else can change them. Raises NotFound."""
    tickets = [ticket_of(db, viewer, number) for number in (source, target)]
    heads(db, {_id(ticket) for ticket in tickets}, lock=True)  # both at once, the lower id first: no two wait crosswise
    for ticket in tickets:
        db.refresh(ticket)
    one, other = (Edit(db=db, ticket=ticket, viewer=viewer, now=now) for ticket in tickets)
    return one, other


def _as_read(edit: Edit, version: int | None) -> None:
    """Raises Conflict when it was merged, or is not what somebody had read."""
    ticket = edit.ticket
    if ticket.merged_into is not None or (version is not None and ticket.version != version):
        raise conflict(edit.db, ticket)


def _merge(source: Edit, target: Edit) -> None:
    by_hand = _urgency_by_hand(target.db, target.ticket)
    values = changed(target.ticket, _joined(source.ticket, target.ticket, by_hand=by_hand))
    values["messages"] = target.ticket.messages + source.ticket.messages
    filled: Values = {name: getattr(source.ticket, name) for name in _WHO if not getattr(target.ticket, name)}
    values |= ranked(
        target.ticket, target.now, **values
    )  # noted even when the sum is the same: a later one is not ours
    moved = move_all(source.db, _id(source.ticket), _id(target.ticket))
    move_drafts(source.db, _id(source.ticket), _id(target.ticket))
    receive(source, target, moved=moved, values=values, filled=changed(target.ticket, filled))


def _unmerge(source: Edit, target: Edit, told: Mapping[str, Any]) -> None:
    move_back(source.db, told["moved"], _id(source.ticket))
    values: Values = taken_back(target.ticket, told["target"]) | dict.fromkeys(told["filled"], "")
    values["messages"] = target.ticket.messages - told["messages"]
    if told["target"]["before"].keys() - values.keys():  # somebody went on with it: the sum is another
        values |= ranked(target.ticket, target.now, **values)
    source.tell(UNMERGED, f"wieder getrennt von {target.ticket.number}", number=target.ticket.number)
    target.tell(UNMERGED, f"{source.ticket.number} wieder getrennt", number=source.ticket.number)
    target.write(values)
    source.write(taken_back(source.ticket, told["source"]))
    make_anew(source.db, [_id(source.ticket), _id(target.ticket)])


def _urgency_by_hand(db: Session, ticket: Ticket) -> bool:
    said = select(LabelRow.id).where(LabelRow.ticket_id == ticket.id, LabelRow.field == "urgency")
    return db.exec(said.where(LabelRow.author != "rules").limit(1)).first() is not None


def _joined(source: Ticket, target: Ticket, *, by_hand: bool) -> Values:
    """What the receiving ticket reads then. What was done with already asks for nothing any more."""
    values: Values = {
        "alarm": target.alarm or source.alarm,
        "protected": target.protected or source.protected,
        "hidden": target.hidden and source.hidden,
        "assigned_to": target.assigned_to or source.assigned_to,
    }
    if source.status == "closed":
        return values
    values |= {name: _earliest(getattr(source, name), getattr(target, name)) for name in _EARLIEST}
    if "open" in (source.status, target.status) or target.status == "closed":
        values |= {"status": "open" if "open" in (source.status, target.status) else source.status, "closed_at": None}
    if source.urgency == "high" and not by_hand:
        values["urgency"] = "high"
    return values


def _earliest(one: datetime | None, other: datetime | None) -> datetime | None:
    return min((at for at in (one, other) if at is not None), default=None)


def _id(ticket: Ticket) -> int:
    assert ticket.id is not None
    return ticket.id
