"""How do the words of new messages, notes and replies get into the search?"""

from __future__ import annotations

from collections import Counter as Counted
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import and_, true
from sqlmodel import Session, col, func, select, update

from models.columns import table_of
from models.message import AttachmentRow, Message
from models.outgoing import Outgoing
from models.searchtext import SearchText
from models.ticket import Counter, Note, Ticket
from triage.desk.asked import folded_words, phone_digits, phones_in
from triage.office import Office

_ARTICLE = "ال"
BATCH = 200  # messages, and as many notes and replies, looked at together: nobody waits long for the write lock
OVERLAP = 300  # of those looked at before, looked at again: PostgreSQL may commit a row after one with a higher number
_MESSAGES, _NOTES, _REPLIES = "searched messages", "searched notes", "searched replies"  # series of Counter: last row

WRITTEN = and_(col(Outgoing.automatic).is_(False), col(Outgoing.state) != "cancelled")  # by people, not taken back


def index_new(office: Office) -> int:
    """Make searchable what is not yet; how many messages, notes and replies that were.

    A ticket's words stand beside the number of pieces they are made from, so a kill leaves nothing out.
    """
    done = 0
    while True:
        with office.store.reading() as db:  # without the write lock: mostly nothing is new
            window = _window(db)
            stale = _stale(db, window.tickets)
        if not stale and not window.moves:
            return done
        with office.store.transaction() as db:
            for ticket in db.exec(select(Ticket).where(col(Ticket.id).in_(stale))):
                _write(db, ticket)
            for name, value in window.marks.items():
                db.merge(Counter(name=name, value=value))
        done += sum(stale.values())


def index_anew(office: Office) -> int:
    """Forget the index and make it from what is stored."""
    with office.store.transaction() as db:
        db.connection().execute(table_of(SearchText).delete())
        for name in (_MESSAGES, _NOTES, _REPLIES):
            db.merge(Counter(name=name, value=0))
    return index_new(office)


def make_anew(db: Session, tickets: Collection[int]) -> None:
    """Messages of these tickets moved: the next pass makes their words anew, in the caller's transaction."""
    db.exec(update(SearchText).where(col(SearchText.ticket_id).in_(tickets)).values(said=-1))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Window:
    """Tickets to be made anew, the newest messages, notes and replies, and some looked at before."""

    tickets: frozenset[int]
    marks: dict[str, int]  # series → the last row in it
    moves: bool  # whether a row is in it that was not looked at


def _window(db: Session) -> _Window:
    anew = select(SearchText.ticket_id).where(SearchText.said < 0).limit(BATCH)
    tickets = {ticket for ticket in db.exec(anew) if ticket is not None}
    marks: dict[str, int] = {}
    moves = False
    for table, name in ((Message, _MESSAGES), (Note, _NOTES), (Outgoing, _REPLIES)):
        mark = db.get(Counter, name)
        before = mark.value if mark else 0
        query = select(table.id, table.ticket_id).where(col(table.id) > before - OVERLAP).order_by(col(table.id))
        rows = db.exec(query.limit(OVERLAP + BATCH)).all()
        tickets.update(ticket_id for _, ticket_id in rows)
        marks[name] = max([before, *(key for key, _ in rows if key is not None)])
        moves = moves or marks[name] > before
    return _Window(tickets=frozenset(tickets), marks=marks, moves=moves)


def _stale(db: Session, tickets: Collection[int]) -> dict[int, int]:
    """Ticket whose words do not hold just what was said → how many pieces are missing, or were taken back."""
    said = Counted[int]()
    for table, ours in ((Message, true()), (Note, true()), (Outgoing, WRITTEN)):
        key = col(table.ticket_id)
        counted = db.exec(select(key, func.count()).where(key.in_(tickets), ours).group_by(key))
        said.update(dict(counted.all()))
    known = db.exec(select(SearchText.ticket_id, SearchText.said).where(col(SearchText.ticket_id).in_(tickets)))
    said.subtract({ticket: count for ticket, count in known if ticket is not None})
    return {ticket: abs(missing) for ticket, missing in said.items() if missing}


def _write(db: Session, ticket: Ticket) -> None:
    """All words of a ticket, from all its messages, notes and replies."""
    messages = db.exec(select(Message).where(Message.ticket_id == ticket.id).order_by(col(Message.id))).all()
    notes = db.exec(select(Note.text).where(Note.ticket_id == ticket.id).order_by(col(Note.id))).all()
    sent = db.exec(select(Outgoing).where(Outgoing.ticket_id == ticket.id, WRITTEN).order_by(col(Outgoing.id))).all()
    files = db.exec(
        select(AttachmentRow.name).where(col(AttachmentRow.message_id).in_([message.id for message in messages]))
    ).all()
    people = list(dict.fromkeys(word for message in messages for word in _people(message)))
    texts = (part for message in messages for part in (message.subject, message.text))
    ours = (part for mail in sent for part in (mail.subject, mail.body))
    words = (*people, *_number(ticket.number), *_words(texts), *_words(notes), *_words(ours), *_words(files))
    said = len(messages) + len(notes) + len(sent)
    db.merge(SearchText(ticket_id=ticket.id, people=" ".join(people), words=" ".join(words), said=said))


def _people(message: Message) -> list[str]:
    names = folded_words(f"{message.sender_name} {message.sender_address}")
    return [*names, phone_digits(message.phone)] if message.phone else names


def _number(number: str) -> list[str]:
    """KIM-2026-000123 is also found as 123."""
    words = folded_words(number)
    return [*words, words[-1].lstrip("0")]


def _words(texts: Iterable[str]) -> list[str]:
    """Also numbers in one piece, and Arabic words without their article."""
    found: list[str] = []
    for text in texts:
        words = folded_words(text)
        found += (*words, *phones_in(text))
        found += (word.removeprefix(_ARTICLE) for word in words if word.startswith(_ARTICLE))
    return found
