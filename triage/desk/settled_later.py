"""What becomes of the choices made with a call that could not be filed at once?"""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from sqlmodel import col, select

from models.arrival import Arrival
from models.draft import Draft
from models.person import Staff
from models.ticket import Ticket
from triage.desk import drafts
from triage.desk.correct import Field
from triage.desk.taken import Decision, settle
from triage.desk.visible import Viewer, viewer_of
from triage.errors import BadInput, Conflict, NotFound
from triage.office import Office

_SLOT = "later:"
_KEY, _DONE, _PASS = "key", "done", "pass_to"
_LABEL = "label:"
_NO_TOWN = "none"


def keep(office: Office, viewer: Viewer, decision: Decision, *, call: str) -> None:
    """Keep it beside the call (its key) until that is filed."""
    if not decision:
        return
    labels = {f"{_LABEL}{name}": value or _NO_TOWN for name, value in decision.labels.items()}
    fields = labels | {_KEY: call, _DONE: "1" if decision.done else "", _PASS: decision.pass_to}
    drafts.save(office, viewer, _slot(call), fields)


def settle_kept(office: Office) -> int:
    """Carry out what waits for calls that are filed now, each in the name of who took it; how many."""
    with office.store.reading() as db:
        rows = db.exec(select(Draft).where(col(Draft.slot).startswith(_SLOT)).order_by(col(Draft.id))).all()
        keys = [row.fields.get(_KEY, "") for row in rows]
        filed = select(Arrival.call_key, Ticket.number).join(Ticket, col(Ticket.id) == col(Arrival.ticket_id))
        numbers = dict(db.exec(filed.where(col(Arrival.call_key).in_(keys))).all())
        people = {staff.name: viewer_of(staff) for staff in db.exec(select(Staff))}
    done = [row for row in rows if row.fields.get(_KEY) in numbers and row.author in people]
    for row in done:
        key = row.fields[_KEY]
        _settled(office, people[row.author], numbers[key], _decision(row.fields), key)
        drafts.discard(office, people[row.author], row.slot)
    return len(done)


def _settled(office: Office, viewer: Viewer, number: str, decision: Decision, key: str) -> None:
    """A ticket that is not theirs any more keeps what the rules said; a colleague who left gets nothing."""
    try:
        settle(office, viewer, number, decision, call=key)
    except BadInput:
        _settled(office, viewer, number, replace(decision, pass_to=""), key)
    except (NotFound, Conflict):
        return


def _decision(fields: dict[str, str]) -> Decision:
    labels = {name.removeprefix(_LABEL): value for name, value in fields.items() if name.startswith(_LABEL)}
    chosen = {cast("Field", name): None if value == _NO_TOWN else value for name, value in labels.items()}
    return Decision(labels=chosen, done=bool(fields.get(_DONE)), pass_to=fields.get(_PASS, ""))


def _slot(call: str) -> str:
    return _SLOT + call[:32]
