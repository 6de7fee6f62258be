"""How do the words of new messages and notes get into the search?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from sqlmodel import Session, col, select

from models.message import AttachmentRow, Message
from models.searchtext import SearchText
from models.ticket import Counter, Note, Ticket
from triage.desk.asked import folded_words, phone_digits, phones_in
from triage.office import Office

_ARTICLE = "ال"
BATCH = 200  # messages or notes in one transaction: nobody waits long for the write lock
_MESSAGES, _NOTES = "searched messages", "searched notes"  # series of Counter: the last row that is searchable


def index_new(office: Office) -> int:
    """Make searchable what is not yet; how many messages and notes that were.

    The words and the mark how far we are stand in one transaction: a kill repeats nothing and leaves out nothing.
    """
    done = 0
    while count := _index_batch(office):
        done += count
    return done


def index_anew(office: Office) -> int:
    """Forget the index and make it from what is stored."""
    with office.store.transaction() as db:
        db.connection().execute(SearchText.__table__.delete())  # type: ignore[attr-defined]  # SQLModel hides it
        for name in (_MESSAGES, _NOTES):
            _set_mark(db, name, 0)
    return index_new(office)


def _index_batch(office: Office) -> int:
    with office.store.transaction() as db:
        messages = _next(db, Message, _MESSAGES)
        notes = _next(db, Note, _NOTES)
        touched = {row.ticket_id for row in messages} | {row.ticket_id for row in notes}
        if not touched:
            return 0
        for ticket in db.exec(select(Ticket).where(col(Ticket.id).in_(touched))):
            _write(db, ticket)
        for name, rows in ((_MESSAGES, messages), (_NOTES, notes)):
            if rows:
                _set_mark(db, name, max(row.id or 0 for row in rows))
        return len(messages) + len(notes)


_Row = TypeVar("_Row", Message, Note)


def _next(db: Session, table: type[_Row], name: str) -> Sequence[_Row]:
    mark = db.get(Counter, name)
    since = mark.value if mark else 0
    return db.exec(select(table).where(col(table.id) > since).order_by(col(table.id)).limit(BATCH)).all()


def _set_mark(db: Session, name: str, value: int) -> None:
    mark = db.get(Counter, name) or Counter(name=name)
    mark.value = value
    db.add(mark)


def _write(db: Session, ticket: Ticket) -> None:
    """All words of a ticket, from all its messages and notes."""
    messages = db.exec(select(Message).where(Message.ticket_id == ticket.id).order_by(col(Message.id))).all()
    notes = db.exec(select(Note.text).where(Note.ticket_id == ticket.id).order_by(col(Note.id))).all()
    files = db.exec(
        select(AttachmentRow.name).where(col(AttachmentRow.message_id).in_([message.id for message in messages]))
    ).all()
    people = [word for message in messages for word in _people(message)]
    said = (part for message in messages for part in (message.subject, message.text))
    row = db.get(SearchText, ticket.id) or SearchText(ticket_id=ticket.id, people="", words="")
    row.people = " ".join(dict.fromkeys(people))
    row.words = " ".join(
        (*dict.fromkeys(people), *_number(ticket.number), *_words(said), *_words(notes), *_words(files))
    )
    db.add(row)


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
