"""What does the database already know about these messages?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from sqlalchemy import Row, bindparam, func, select
from sqlmodel import Session

from models.arrival import Arrival
from models.citation import Citation
from models.columns import table_of
from models.message import Message
from models.outgoing import Outgoing
from models.ticket import Participant, Ticket
from triage.filing.merged import heads
from triage.filing.number import numbers_in
from triage.values import ParsedMessage

_MOST_REFERENCES = 50
# Built once, each asked once for a whole wave: making a statement costs more than running it.
_ARRIVAL, _MESSAGE, _OUTGOING = table_of(Arrival).c, table_of(Message).c, table_of(Outgoing).c
_TICKET, _PARTICIPANT, _CITATION = table_of(Ticket).c, table_of(Participant).c, table_of(Citation).c


def _any_of(name: str) -> Any:
    return bindparam(name, expanding=True)


_TWIN = select(_ARRIVAL.id, _ARRIVAL.mailbox, _ARRIVAL.d2, _ARRIVAL.d3, _ARRIVAL.ticket_id, _ARRIVAL.state).add_columns(
    _ARRIVAL.human_hand
)


def _first_with(digest: Any) -> Any:
    """The earliest arrival with each digest: however often a mail comes again, one row is read of it."""
    earliest = select(func.min(_ARRIVAL.id)).where(
        _ARRIVAL.mailbox.in_(_any_of("mailboxes")), _ARRIVAL.state != "received", digest.in_(_any_of("digests"))
    )
    return _TWIN.where(_ARRIVAL.id.in_(earliest.group_by(_ARRIVAL.mailbox, digest)))


_SAME_BYTES = _first_with(_ARRIVAL.d2)
_SAME_CONTENT = _first_with(_ARRIVAL.d3)
_OURS = select(_OUTGOING.message_id, _OUTGOING.ticket_id).where(_OUTGOING.message_id.in_(_any_of("ids")))
_THEIRS = (
    select(_MESSAGE.mailbox, _MESSAGE.message_id, _MESSAGE.ticket_id)
    .where(_MESSAGE.mailbox.in_(_any_of("mailboxes")), _MESSAGE.message_id.in_(_any_of("ids")))
    .order_by(_MESSAGE.id)
)
_CITING = (
    select(_CITATION.mailbox, _CITATION.cited, _CITATION.ticket_id)
    .where(_CITATION.mailbox.in_(_any_of("mailboxes")), _CITATION.cited.in_(_any_of("ids")))
    .distinct()
    .order_by(_CITATION.ticket_id)
)
_NUMBERED = select(_TICKET.mailbox, _TICKET.number, _TICKET.id).where(_TICKET.number.in_(_any_of("numbers")))
_NAMED = select(_TICKET.number, _TICKET.id).where(_TICKET.number.in_(_any_of("numbers")))
_TAKING_PART = select(_PARTICIPANT.ticket_id, _PARTICIPANT.address).where(
    _PARTICIPANT.ticket_id.in_(_any_of("tickets")), _PARTICIPANT.address.in_(_any_of("addresses"))
)


Sign = Literal[
    "reference",  # it cites a mail of ours or of the ticket
    "answer",  # a mail of the ticket cites it
    "number",  # the ticket's number stands in the subject
    "shared",  # it and a mail of the ticket cite the same mail
    "conversation",  # Outlook counts it and a mail of the ticket to one conversation
    "named",  # whoever took the call said so
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadCandidate:
    """A ticket this message points at."""

    ticket_id: int
    by: Sign
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


@dataclass(frozen=True, slots=True)
class Asked:
    """One message of a wave."""

    arrival: Arrival
    message: ParsedMessage

    @property
    def sender(self) -> str:
        """The folded address of the one person who wrote it; "" when that is nobody or not certain."""
        sender = self.message.sender
        return "" if sender is None or self.message.ambiguous_sender else fold_address(sender.address)


def look_up(db: Session, wave: Sequence[Asked], *, prefix: str) -> list[Facts]:
    """The facts of each, in order; a few statements for all. Read-only.

    No message of the wave may depend on another of it (`waves`). Twins are searched in the same mailbox only:
    another mailbox is another team.
    """
    mails = [asked for asked in wave if asked.message.channel == "email"]
    twins = _twins(db, mails)
    known = _known(db, [asked for asked in mails if asked.arrival.id not in twins], prefix)
    named = _named(db, wave)
    return [
        _facts(asked, twins, known) if asked.message.channel == "email" else _of_call(asked, named) for asked in wave
    ]


def cited(message: ParsedMessage) -> tuple[str, ...]:
    """Ids the message says it answers, the nearest first.

    RFC 5322 §3.6.4: References hold the whole thread, In-Reply-To its parent. The newest are at the end.
    """
    return tuple(dict.fromkeys((*message.in_reply_to, *reversed(message.references))))[:_MOST_REFERENCES]


def belongs(message: ParsedMessage) -> tuple[str, ...]:
    """What it shares with others of its conversation, wherever in it they stand: the ids it cites, Outlook's key."""
    return (*cited(message), message.conversation) if message.conversation else cited(message)


def fold_address(address: str) -> str:
    """The form in which addresses are compared. Local parts are compared without case, as every server in use does."""
    return address.strip().casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    ours: Mapping[str, int] = field(default_factory=dict)  # our Message-ID → its ticket
    theirs: Mapping[tuple[str, str], list[int]] = field(default_factory=dict)  # mailbox, Message-ID → tickets
    citing: Mapping[tuple[str, str], list[int]] = field(default_factory=dict)  # mailbox, id or conversation → tickets
    numbered: Mapping[tuple[str, str], int] = field(default_factory=dict)  # mailbox, number → ticket
    taking_part: frozenset[tuple[int, str]] = frozenset()  # ticket, address
    prefix: str = ""


def _facts(asked: Asked, twins: Mapping[int | None, Twin], known: _Known) -> Facts:
    message, mailbox = asked.message, asked.arrival.mailbox
    twin = twins.get(asked.arrival.id)
    if twin is not None:
        return Facts(twin=twin)
    return Facts(
        own_mail=message.message_id in known.ours,
        same_id=(mailbox, message.message_id) in known.theirs,
        answered=next((known.ours[key] for key in cited(message) if key in known.ours), None),
        threads=tuple(
            ThreadCandidate(ticket_id=ticket, by=by, sender_known=(ticket, asked.sender) in known.taking_part)
            for ticket, by in _pointed_at(asked, known).items()
        ),
    )


def _of_call(asked: Asked, named: Mapping[str, int]) -> Facts:
    """A call has no thread but the ticket somebody named for it."""
    ticket = named.get(_adds_to(asked))
    return Facts(threads=(ThreadCandidate(ticket_id=ticket, by="named", sender_known=True),)) if ticket else Facts()


def _named(db: Session, wave: Sequence[Asked]) -> dict[str, int]:
    numbers = sorted({_adds_to(asked) for asked in wave} - {""})
    rows = db.connection().execute(_NAMED, {"numbers": numbers}) if numbers else ()
    return {row.number: row.id for row in rows}


def _adds_to(asked: Asked) -> str:
    return str((asked.arrival.call or {}).get("adds_to", ""))


def _pointed_at(asked: Asked, known: _Known) -> dict[int, Sign]:
    """Tickets the message points at → by what, the best sign first."""
    found: dict[int, Sign] = {}
    for ticket, sign in _signs(asked, known):
        found.setdefault(ticket, sign)
    return found


def _signs(asked: Asked, known: _Known) -> Iterator[tuple[int, Sign]]:
    """(ticket, sign), the best first."""
    message, mailbox = asked.message, asked.arrival.mailbox
    ids = cited(message)
    yield from ((known.ours[key], "reference") for key in ids if key in known.ours)
    yield from ((ticket, "reference") for key in ids for ticket in known.theirs.get((mailbox, key), ()))
    yield from ((ticket, "answer") for ticket in known.citing.get((mailbox, message.message_id), ()))
    numbers = ((mailbox, number) for number in numbers_in(message.subject, known.prefix))
    yield from ((known.numbered[key], "number") for key in numbers if key in known.numbered)
    yield from ((ticket, "shared") for key in ids for ticket in known.citing.get((mailbox, key), ()))
    yield from ((ticket, "conversation") for ticket in known.citing.get((mailbox, message.conversation), ()))


def _twins(db: Session, mails: Sequence[Asked]) -> dict[int | None, Twin]:
    """Arrival → the same mail as it arrived before, by its bytes or else by its content."""
    by_bytes = _earlier(db, _SAME_BYTES, mails, [asked.arrival.d2 for asked in mails])
    found = {
        asked.arrival.id: _twin(row, same_bytes=True)
        for asked, row in _first(mails, by_bytes, lambda row: row.d2, lambda asked: asked.arrival.d2)
    }
    others = [asked for asked in mails if asked.arrival.id not in found]
    by_content = _earlier(db, _SAME_CONTENT, others, [asked.message.content_digest for asked in others])
    for asked, row in _first(others, by_content, lambda row: row.d3, lambda asked: asked.message.content_digest):
        found[asked.arrival.id] = _twin(row, same_bytes=row.d2 == asked.arrival.d2)
    return found


def _earlier(db: Session, query: Any, mails: Sequence[Asked], digests: Iterable[str | None]) -> list[Row[Any]]:
    wanted = sorted({digest for digest in digests if digest})
    if not wanted:
        return []
    boxes = sorted({asked.arrival.mailbox for asked in mails})
    return list(db.connection().execute(query, {"mailboxes": boxes, "digests": wanted}))


def _first(mails: Sequence[Asked], rows: Sequence[Row[Any]], of_row: Any, of_mail: Any) -> Iterator[tuple[Asked, Any]]:
    """The earliest arrival of the same mailbox with the same digest, where there is one."""
    for asked in mails:
        wanted = of_mail(asked)
        for row in rows if wanted else ():
            if of_row(row) == wanted and row.mailbox == asked.arrival.mailbox and row.id != asked.arrival.id:
                yield asked, row
                break


def _twin(row: Any, *, same_bytes: bool) -> Twin:
    return Twin(
        ticket_id=row.ticket_id, same_bytes=same_bytes, shelved=row.state == "archived", hands_off=row.human_hand
    )


def _known(db: Session, mails: Sequence[Asked], prefix: str) -> _Known:
    ids = sorted({key for asked in mails for key in (asked.message.message_id, *cited(asked.message)) if key})
    numbers = sorted({number for asked in mails for number in numbers_in(asked.message.subject, prefix)})
    boxes = sorted({asked.arrival.mailbox for asked in mails})
    execute = db.connection().execute
    ours = {row.message_id: row.ticket_id for row in execute(_OURS, {"ids": ids})} if ids else {}
    theirs = _tickets(execute(_THEIRS, {"ids": ids, "mailboxes": boxes})) if ids else {}
    shared = sorted({*ids, *(asked.message.conversation for asked in mails)} - {""})
    citing = _tickets(execute(_CITING, {"ids": shared, "mailboxes": boxes})) if shared else {}
    numbered = _numbered(db, numbers) if numbers else {}
    known = _Known(ours=ours, theirs=theirs, citing=citing, numbered=numbered, prefix=prefix)
    tickets = sorted({ticket for asked in mails for ticket in _pointed_at(asked, known)})
    if not tickets:
        return known
    wanted = {"tickets": tickets, "addresses": sorted({asked.sender for asked in mails if asked.sender})}
    pairs = frozenset((row.ticket_id, row.address) for row in execute(_TAKING_PART, wanted))
    return replace(known, taking_part=pairs)


def _numbered(db: Session, numbers: Sequence[str]) -> dict[tuple[str, str], int]:
    """(mailbox, number) → the ticket of that number, or the one it was merged into."""
    rows = list(db.connection().execute(_NUMBERED, {"numbers": numbers}))
    held = heads(db, [row.id for row in rows])
    return {(row.mailbox, row.number): held[row.id] for row in rows}


def _tickets(rows: Iterable[Any]) -> dict[tuple[str, str], list[int]]:
    """(mailbox, key) → tickets, from rows of mailbox, key, ticket."""
    found: dict[tuple[str, str], list[int]] = {}
    for mailbox, key, ticket in rows:
        found.setdefault((mailbox, key), []).append(ticket)
    return found
