"""Which tickets come from the same person?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import union
from sqlmodel import Session, col, delete, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from models.message import Message
from models.partner import SamePerson
from models.ticket import Participant, Ticket
from triage.desk.asked import Asked, phone_digits, phones_in
from triage.desk.change import Edit, editing
from triage.desk.fulltext import holding
from triage.desk.visible import Viewer, holder_of, seen_by
from triage.errors import BadInput, NotFound
from triage.filing.lookup import fold_address
from triage.filing.merged import heads
from triage.filing.phone import e164
from triage.office import Office

MOST = 10  # tickets shown of one person
_MOST_ADDRESSES = 20  # of one ticket, and as many numbers
_MOST_LOOKED_AT = 100  # the newest of a way to find them: half the house may have come over the same form
_MOST_STEPS = 5  # who is the same as somebody who is the same …


@dataclass(frozen=True, slots=True, kw_only=True)
class OnePerson:
    """Other tickets that are, might be, or are not of the same person; each newest first."""

    confirmed: tuple[Ticket, ...]
    suggested: tuple[Ticket, ...]  # nobody was asked yet
    denied: tuple[Ticket, ...]  # somebody said no: never asked again


def known(db: Session, viewer: Viewer, *, address: str = "", phone: str = "") -> tuple[Ticket, ...]:
    """Earlier requests of whoever writes from this address or rings from this number, newest first, at most MOST.

    Mails and calls alike, and mails signed with the number; numbers are compared under E.164, addresses without case.
    Machine mail and tickets merged into others are left out. () when neither is given or nobody is known.
    """
    return _found(db, viewer, [address] if address.strip() else [], [key] if (key := e164(phone)) else [])


def one_person(db: Session, viewer: Viewer, ticket: Ticket, messages: Sequence[Message]) -> OnePerson:
    """What staff said, and whom the same address or number suggests. `messages`: all of the ticket, any order."""
    own = _with_merged(db, [ticket.id or 0])
    same, other = _said(db, own)
    denied = other - same
    confirmed = _shown(db, viewer, _further(db, same) - own - denied)
    asked = own | denied | {t.id for t in confirmed}
    found = _found(db, viewer, _addresses(ticket, messages), _numbers(messages))
    return OnePerson(
        confirmed=confirmed,
        suggested=tuple(t for t in found if t.id not in asked),
        denied=_shown(db, viewer, denied - own),
    )


def say_same(office: Office, viewer: Viewer, number: str, other: str, *, same: bool) -> None:
    """Say that two tickets are of one person, or not; what was said of them before no longer counts.

    Raises NotFound, BadInput with "person_unknown" or "person_itself".
    """
    with editing(office, viewer, number, version=None) as edit:
        try:
            second = holder_of(edit.db, viewer, other)
        except NotFound:
            raise BadInput(["person_unknown"]) from None
        pair = sorted((edit.ticket.id or 0, second.id or 0))
        if pair[0] == pair[1]:
            raise BadInput(["person_itself"])
        _forget(edit.db, *(_with_merged(edit.db, [one]) for one in pair))
        edit.db.add(SamePerson(ticket_id=pair[0], other_id=pair[1], same=same, author=viewer.name, at=edit.now))
        action = "same_person" if same else "other_person"
        for told, to in ((edit, second), (Edit(db=edit.db, ticket=second, viewer=viewer, now=edit.now), edit.ticket)):
            why = f"dieselbe Person wie {to.number}" if same else f"nicht dieselbe Person wie {to.number}"
            told.tell(action, why, number=to.number)


def _found(db: Session, viewer: Viewer, addresses: Sequence[str], numbers: Sequence[str]) -> tuple[Ticket, ...]:
    seen = _standing(viewer, Ticket.id).where(col(Ticket.hidden).is_(False))
    takes_part, holds = col(Participant.ticket_id) == col(Ticket.id), col(Message.ticket_id) == col(Ticket.id)
    ways = []
    if addresses:
        folded = col(Participant.address).in_([fold_address(a) for a in addresses])
        ways.append(seen.where(col(Ticket.sender_address).in_([a.strip() for a in addresses])))
        ways.append(seen.join(Participant, takes_part).where(folded))
    if numbers:
        ways.append(seen.join(Message, holds).where(col(Message.phone_key).in_(numbers)))
        ways.append(seen.where(col(Ticket.id).in_(_signed(db, viewer, numbers))))
    if not ways:
        return ()
    # each way over an index of its own: of one condition with OR the database makes a walk through the whole house
    newest = [select(way.order_by(col(Ticket.id).desc()).limit(_MOST_LOOKED_AT).subquery().c.id) for way in ways]
    return tuple(db.exec(_newest(seen_by(viewer).where(col(Ticket.id).in_(union(*newest))))).all())


def _signed(db: Session, viewer: Viewer, numbers: Sequence[str]) -> list[int]:
    """Tickets with a mail that bears one of these numbers in its signature; looked up where search finds numbers."""
    found: list[int] = []
    for number in numbers:
        query = holding(
            seen_by(viewer, Ticket.id), Asked(words=(phone_digits(number),)), is_sqlite=_is_sqlite(db)
        )  # newest first
        candidates = db.exec(query.limit(MOST * 2)).all()
        rows = db.exec(select(Message).where(col(Message.ticket_id).in_(candidates))).all()
        found += [row.ticket_id for row in rows if number in _in_signature(row)]
    return found


def _in_signature(message: Message) -> set[str]:
    parts = (message.text[_at(start) : _at(end)] for start, end, kind in message.zones if kind == "signature")
    return {key for part in parts for number in phones_in(part) if (key := e164(number))}


def _at(offset: object) -> int:
    assert isinstance(offset, int)
    return offset


def _addresses(ticket: Ticket, messages: Sequence[Message]) -> list[str]:
    """Who wrote, machines aside; whoever else may add to the ticket is not the same person."""
    wrote = dict.fromkeys(m.sender_address for m in messages if m.sender_address and m.automatic is None)
    return [address for address in {*list(wrote)[:_MOST_ADDRESSES], ticket.sender_address} if address]


def _numbers(messages: Sequence[Message]) -> list[str]:
    """From where somebody rang, or what stands below a mail."""
    rows = messages[:_MOST_ADDRESSES]
    return sorted({row.phone_key for row in rows if row.phone_key}.union(*(_in_signature(row) for row in rows)))


def _said(db: Session, tickets: Collection[int]) -> tuple[set[int], set[int]]:
    """Tickets said to be of the same person as any of these, and of another."""
    same: set[int] = set()
    other: set[int] = set()
    pair = (col(SamePerson.ticket_id), col(SamePerson.other_id))
    rows = db.exec(select(SamePerson).where(or_(*(one.in_(tickets) for one in pair)))).all()
    for row in rows:
        (same if row.same else other).update({row.ticket_id, row.other_id} - set(tickets))
    return same, other


def _further(db: Session, tickets: set[int]) -> set[int]:
    """These, and whoever is said to be the same as they are."""
    found, edge = set(tickets), set(tickets)
    for _ in range(_MOST_STEPS):
        if not edge:
            break
        edge = _said(db, edge)[0] - found
        found |= edge
    return found


def _with_merged(db: Session, tickets: Iterable[int]) -> set[int]:
    """These, and what was merged into them."""
    found = edge = set(tickets)
    for _ in range(_MOST_STEPS):
        if not edge:
            break
        rows = db.exec(select(Ticket.id).where(col(Ticket.merged_into).in_(edge))).all()
        edge = {key for key in rows if key is not None} - found
        found = found | edge
    return found


def _shown(db: Session, viewer: Viewer, tickets: Collection[int]) -> tuple[Ticket, ...]:
    held = set(heads(db, tickets).values())
    return tuple(db.exec(_newest(_standing(viewer).where(col(Ticket.id).in_(held)))).all()) if held else ()


def _forget(db: Session, one: Collection[int], other: Collection[int]) -> None:
    first, second = col(SamePerson.ticket_id), col(SamePerson.other_id)
    ways = or_(first.in_(one) & second.in_(other), first.in_(other) & second.in_(one))
    db.exec(delete(SamePerson).where(ways))


def _standing(viewer: Viewer, column: Any = Ticket) -> SelectOfScalar[Any]:
    return seen_by(viewer, column).where(col(Ticket.merged_into).is_(None))


def _newest(query: SelectOfScalar[Any]) -> SelectOfScalar[Any]:
    return query.order_by(col(Ticket.opened_at).desc(), col(Ticket.id).desc()).limit(MOST)


def _is_sqlite(db: Session) -> bool:
    return db.get_bind().dialect.name == "sqlite"
