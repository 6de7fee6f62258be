"""How do messages of a ticket become a ticket of their own, and its messages again?"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlmodel import Session, col, select

from models.label import LabelRow
from models.message import Message
from models.ticket import Event, Participant, Ticket
from triage.desk.change import Edit, Values, editing
from triage.desk.columns import noted, taken_back
from triage.desk.indexing import make_anew
from triage.desk.merge import receive
from triage.desk.moving import move_back, move_messages, rows_of
from triage.desk.ranked import ranked
from triage.desk.visible import Viewer, ticket_by_id
from triage.errors import BadInput
from triage.filing.lookup import fold_address
from triage.filing.merged import heads
from triage.filing.number import next_numbers
from triage.office import Office

SPLIT, SPLIT_FROM = "split", "split_from"


def split(office: Office, viewer: Viewer, number: str, messages: Collection[int], *, version: int) -> str:
    """Make a ticket of its own of these messages (row ids); its number.

    It is labelled by what the rules or people said of those messages, and nobody's yet. Raises NotFound, Conflict,
    BadInput with "split_none" when no message of this ticket is named, "split_all" when none would be left.
    """
    with editing(office, viewer, number, version=version) as edit:
        chosen, left = _chosen(edit.db, edit.ticket, messages)
        if not chosen:
            raise BadInput(["split_none"])
        if not left:
            raise BadInput(["split_all"])
        [given] = next_numbers(edit.db, office.number_prefix, [edit.now], office.zone)
        own = Edit(db=edit.db, ticket=_opened(edit, chosen, given), viewer=viewer, now=edit.now)
        _split(edit, own, chosen)
        return given


def unsplit(office: Office, viewer: Viewer, number: str, *, version: int) -> str:
    """Put a ticket that was split off back into the one it came from, exactly; that one's number.

    Raises NotFound, Conflict, BadInput with "split_absent" when it was not split off, "split_worked_on" when something
    came to it since: then it can be merged.
    """
    with editing(office, viewer, number, version=version) as edit:
        told = split_from(edit.db, edit.ticket)
        if told is None:
            raise BadInput(["split_absent"])
        held = heads(edit.db, [told["ticket"]], lock=True)[told["ticket"]]
        if held != told["ticket"] or _worked_on(edit, told):
            raise BadInput(["split_worked_on"])
        home = Edit(db=edit.db, ticket=ticket_by_id(edit.db, viewer, held), viewer=viewer, now=edit.now)
        edit.db.refresh(home.ticket)
        move_back(edit.db, told["moved"], held)
        values = taken_back(home.ticket, told["home"]) | {"messages": home.ticket.messages + told["messages"]}
        if told["home"]["before"].keys() - values.keys():  # somebody went on with it: the sum is another
            values |= ranked(home.ticket, home.now, **values)
        receive(edit, home, moved=told["moved"], values=values, filled={})
        return home.ticket.number


def split_from(db: Session, ticket: Ticket) -> Mapping[str, Any] | None:
    """What the history says of how this ticket was split off; None when it was not."""
    told = select(Event.detail).where(Event.ticket_id == ticket.id, Event.action == SPLIT_FROM)
    return db.exec(told.order_by(col(Event.id).desc()).limit(1)).first()


def _chosen(db: Session, ticket: Ticket, messages: Collection[int]) -> tuple[list[Message], bool]:
    """The messages named, oldest first, and whether others are left."""
    rows = db.exec(select(Message).where(Message.ticket_id == ticket.id).order_by(col(Message.id))).all()
    chosen = [row for row in rows if row.id in messages]
    return chosen, len(chosen) < len(rows)


def _split(edit: Edit, own: Edit, chosen: Sequence[Message]) -> None:
    db, home, new = edit.db, edit.ticket, own.ticket
    assert home.id is not None
    assert new.id is not None
    moved = move_messages(db, chosen, new.id)
    _let_take_part(db, home.id, new.id, chosen)
    left = max(1, home.messages - new.messages)
    values: Values = {"messages": left}
    values |= ranked(home, edit.now, **values)
    sums = noted(home, {name: value for name, value in values.items() if name != "messages"})
    told = {"ticket": home.id, "number": home.number, "moved": moved, "home": sums}
    own.tell(SPLIT_FROM, f"abgetrennt von {home.number}", messages=home.messages - left, **told)
    edit.tell(SPLIT, f"{new.number} abgetrennt", number=new.number, moved=moved)
    edit.write(values)
    make_anew(db, [home.id, new.id])


def _opened(edit: Edit, chosen: Sequence[Message], number: str) -> Ticket:
    """A new ticket, as if the first of these messages had opened it."""
    first, home = chosen[0], edit.ticket
    labels = _labels(edit.db, chosen)
    new = Ticket(
        number=number,
        silence=f"die Nachricht schon zu {home.number} kam",
        marks=list(first.marks),
        alarm=home.alarm,  # promises P20: whether these words raised it is not known any more
        due_at=home.due_at if home.status == "open" else None,
        protected=home.protected,
        certain=home.certain and bool(labels["topics"]) and labels["topic"] == home.topic,
        opened_at=first.received_at,
        changed_at=edit.now,
        messages=max(1, sum(message.automatic is None for message in chosen)),
        **labels,
        **{name: getattr(first, name) for name in _FROM_MESSAGE},
    )
    for name, value in ranked(new, edit.now).items():
        setattr(new, name, value)
    edit.db.add(new)
    edit.db.flush()
    return new


_FROM_MESSAGE = (
    "mailbox", "channel", "subject", "sender_name", "sender_address", "phone", "language", "kind", "sender_role",
)  # fmt: skip


def _labels(db: Session, chosen: Sequence[Message]) -> dict[str, Any]:
    """What was said of the first message; as urgent as the most urgent."""
    rows = db.exec(select(LabelRow).where(col(LabelRow.message_id).in_([m.id for m in chosen]))).all()
    ranks = sorted((row for row in rows if row.message_id == chosen[0].id), key=lambda row: row.rank)
    topics = [row.value for row in ranks if row.field == "topic" and row.value]
    town = next((row.value for row in ranks if row.field == "municipality"), None)
    urgent = {row.value for row in rows if row.field == "urgency"}
    return {
        "topic": topics[0] if topics else "sonstiges",
        "topics": topics,
        "municipality": town,
        "urgency": next((level for level in ("high", "normal", "low") if level in urgent), "normal"),
    }


def _let_take_part(db: Session, home: int, new: int, chosen: Sequence[Message]) -> None:
    """Who wrote these messages and might add to the ticket may add to the new one."""
    writers = {fold_address(message.sender_address) for message in chosen if message.sender_address}
    known = select(Participant.address).where(
        Participant.ticket_id == home, col(Participant.address).in_(sorted(writers))
    )
    db.add_all(Participant(ticket_id=new, address=address) for address in db.exec(known).all())
    db.flush()


def _worked_on(edit: Edit, told: Mapping[str, Any]) -> bool:
    """Whether the ticket holds anything but what was split off, or lacks some of that."""
    assert edit.ticket.id is not None
    held = rows_of(edit.db, edit.ticket.id)
    held.pop("participant", None)
    came: dict[str, list[int]] = told["moved"]
    return held != came
