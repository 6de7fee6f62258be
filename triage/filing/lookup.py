"""What does the database already know about this message?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from models.arrival import Arrival
from models.columns import table_of
from models.message import Message
from models.outgoing import Outgoing
from models.ticket import Participant, Ticket
from triage.filing.number import numbers_in
from triage.values import ParsedMessage

_MOST_REFERENCES = 50
# Built once: making a statement costs more than running it, and every mail asks these.
_ARRIVAL, _MESSAGE, _OUTGOING = table_of(Arrival).c, table_of(Message).c, table_of(Outgoing).c
_EARLIER = (
    sa_select(_ARRIVAL.ticket_id, _ARRIVAL.d2, _ARRIVAL.state, _ARRIVAL.human_hand)
    .where(
        _ARRIVAL.mailbox == bindparam("mailbox"), _ARRIVAL.id != bindparam("arrival_id"), _ARRIVAL.state != "received"
    )
    .order_by(_ARRIVAL.id)
    .limit(1)
)
_SAME_BYTES = _EARLIER.where(_ARRIVAL.d2 == bindparam("d2"))
_SAME_CONTENT = _EARLIER.where(_ARRIVAL.d3 == bindparam("d3"))
_OUR_ID = sa_select(_OUTGOING.id).where(_OUTGOING.message_id == bindparam("message_id"))
_KNOWN_ID = (
    sa_select(_MESSAGE.id)
    .where(_MESSAGE.mailbox == bindparam("mailbox"), _MESSAGE.message_id == bindparam("message_id"))
    .limit(1)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadCandidate:
    """A ticket this message points at."""

    ticket_id: int
    by: str  # "reference" to our mail or to a mail of the ticket, or "number" in the subject
    sender_known: bool  # the sender is a participant of that ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """The same mail as it arrived before."""

    ticket_id: int | None  # None: it was ignored
    same_bytes: bool  # D2; otherwise D3
    shelved: bool  # we had moved it away: the same bytes in the inbox again were put there by a person
    hands_off: bool = False  # a person had touched it


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything the decision needs to know; gathered once."""

    twin: Twin | None = None
    own_mail: bool = False  # its Message-ID is one we gave
    same_id: bool = False  # another mail of this mailbox has the same Message-ID but other content
    answered: int | None = None  # ticket of the mail of ours that it cites
    threads: tuple[ThreadCandidate, ...] = ()


def look_up(db: Session, arrival: Arrival, message: ParsedMessage, *, prefix: str) -> Facts:
    """Read-only. Twins are searched in the same mailbox only: another mailbox is another team."""
    if message.channel == "phone":
        return Facts()
    twin = _twin(db, arrival, message.content_digest)
    if twin is not None:
        return Facts(twin=twin)
    own_mail = bool(message.message_id) and _is_ours(db, message.message_id)
    cited = _cited(message)
    answered = _answered(db, cited)
    return Facts(
        own_mail=own_mail,
        same_id=bool(message.message_id) and _id_taken(db, arrival.mailbox, message.message_id),
        answered=answered,
        threads=_threads(db, arrival.mailbox, message, cited=cited, answered=answered, prefix=prefix),
    )


def _twin(db: Session, arrival: Arrival, d3: str) -> Twin | None:
    asked = {"mailbox": arrival.mailbox, "d2": arrival.d2, "arrival_id": arrival.id}
    found = db.connection().execute(_SAME_BYTES, asked).first()
    if found is None and d3:
        found = db.connection().execute(_SAME_CONTENT, asked | {"d3": d3}).first()
    if found is None:
        return None
    return Twin(
        ticket_id=found.ticket_id,
        same_bytes=found.d2 == arrival.d2,
        shelved=found.state == "archived",
        hands_off=found.human_hand,
    )


def _is_ours(db: Session, message_id: str) -> bool:
    return db.connection().execute(_OUR_ID, {"message_id": message_id}).first() is not None


def _id_taken(db: Session, mailbox: str, message_id: str) -> bool:
    asked = {"mailbox": mailbox, "message_id": message_id}
    return db.connection().execute(_KNOWN_ID, asked).first() is not None


def _cited(message: ParsedMessage) -> tuple[str, ...]:
    # RFC 5322 §3.6.4: References hold the whole thread, In-Reply-To its parent. The newest are at the end.
    return tuple(dict.fromkeys((*message.in_reply_to, *reversed(message.references))))[:_MOST_REFERENCES]


def _answered(db: Session, cited: Sequence[str]) -> int | None:
    if not cited:
        return None
    return db.exec(select(Outgoing.ticket_id).where(col(Outgoing.message_id).in_(cited)).limit(1)).first()


def _threads(
    db: Session, mailbox: str, message: ParsedMessage, *, cited: Sequence[str], answered: int | None, prefix: str
) -> tuple[ThreadCandidate, ...]:
    found: dict[int, str] = {}
    if answered is not None:
        found[answered] = "reference"
    if cited:
        query = select(Message.ticket_id).where(Message.mailbox == mailbox, col(Message.message_id).in_(cited))
        for ticket_id in db.exec(query):
            found.setdefault(ticket_id, "reference")
    numbers = numbers_in(message.subject, prefix)
    if numbers:
        for number_id in db.exec(select(Ticket.id).where(col(Ticket.number).in_(numbers), Ticket.mailbox == mailbox)):
            assert number_id is not None
            found.setdefault(number_id, "number")
    return tuple(
        ThreadCandidate(ticket_id=ticket_id, by=by, sender_known=_takes_part(db, ticket_id, message))
        for ticket_id, by in found.items()
    )


def _takes_part(db: Session, ticket_id: int, message: ParsedMessage) -> bool:
    if message.sender is None or message.ambiguous_sender or not message.sender.address:
        return False
    address = fold_address(message.sender.address)
    query = select(Participant.id).where(Participant.ticket_id == ticket_id, Participant.address == address)
    return db.exec(query).first() is not None


def fold_address(address: str) -> str:
    """The form in which addresses are compared. Local parts are compared without case, as every server in use does."""
    return address.strip().casefold()
