"""Tickets with a row in every table that can hang on one, and pictures of whole tables to compare."""

from __future__ import annotations

import itertools
from typing import Any

from sqlalchemy import select as sa_select
from sqlmodel import col, select

from models.citation import Citation
from models.columns import METADATA
from models.draft import Draft
from models.message import Message
from models.outgoing import Outgoing
from models.partner import CallAttempt, HandOver
from models.task import Mention, Task
from models.ticket import Event, Note, Participant, Ticket
from tests.web.seed import Request, message, ticket
from triage.desk.merge import merge, unmerge
from triage.desk.visible import Viewer
from triage.office import Office

WEBER = Viewer(name="weber", shown="A. Weber", role="mitarbeit")

_AS_THEY_LIKE = {"version", "changed_at"}
_LEFT_OUT = ("event", "counter", "searchtext", "staff", "draft")
_ids = itertools.count(1)


def rich(office: Office, request: Request, *, further: int = 0) -> str:
    """The ticket's number. `further`: messages beside the first."""
    number = ticket(office, request)
    for _ in range(further):
        message(office, number, Request(sender_address=request.sender_address, text="Und noch etwas."))
    now = office.clock.now()
    with office.store.transaction() as db:
        row = db.exec(select(Ticket).where(Ticket.number == number)).one()
        assert row.id is not None
        note = Note(ticket_id=row.id, author="weber", at=now, text="angerufen")
        db.add(note)
        db.flush()
        assert note.id is not None
        first = db.exec(select(Message).where(Message.ticket_id == row.id)).first()
        assert first is not None
        first.message_id = f"{number}@example.org"
        db.add_all(
            [
                Mention(note_id=note.id, ticket_id=row.id, staff="klein", at=now),
                Task(ticket_id=row.id, text="nachfragen", author="weber", at=now),
                Participant(ticket_id=row.id, address=request.sender_address),
                Citation(ticket_id=row.id, mailbox="kim", cited=f"frage-{number}@example.org"),
                CallAttempt(ticket_id=row.id, at=now, author="weber", outcome="reached"),
                Draft(author="weber", slot=f"reply:{row.id}", ticket_id=row.id, saved_at=now),
                HandOver(
                    ticket_id=row.id, at=now, author="weber", receiver="Beratung", way="phone", scope="alles",
                    consent="oral", consent_at=now, consent_language="de", wording="1",
                ),
                Outgoing(
                    ticket_id=row.id, mailbox="kim", to_address=request.sender_address, subject="Antwort",
                    body="Guten Tag", message_id=f"antwort-{next(_ids)}@test", in_reply_to=first.message_id,
                    kind="reply", automatic=False, author="weber", next_try=now, created_at=now,
                ),
            ]
        )  # fmt: skip
    return number


def picture(office: Office) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, but what any change leaves behind: versions, times of change, the histories."""
    found = {}
    with office.store.reading() as db:
        for table in METADATA.sorted_tables:
            if table.name not in _LEFT_OUT:
                rows = db.connection().execute(sa_select(table).order_by(*table.primary_key.columns)).mappings()
                found[table.name] = [{k: v for k, v in row.items() if k not in _AS_THEY_LIKE} for row in rows]
    return found


def only(whole: dict[str, list[dict[str, Any]]], tickets: set[int]) -> dict[str, list[dict[str, Any]]]:
    """The rows of these tickets."""
    return {
        name: [row for row in rows if row.get("ticket_id", row["id"] if name == "ticket" else None) in {*tickets, None}]
        for name, rows in whole.items()
    }


def ticket_row(office: Office, number: str) -> Ticket:
    with office.store.reading() as db:
        return db.exec(select(Ticket).where(Ticket.number == number)).one()


def message_ids(office: Office, number: str) -> list[int]:
    key = ticket_row(office, number).id
    with office.store.reading() as db:
        found = db.exec(select(Message.id).where(Message.ticket_id == key).order_by(col(Message.id)))
        return [key for key in found if key is not None]


def version(office: Office, number: str) -> int:
    return ticket_row(office, number).version


def join(office: Office, number: str, into: str) -> str:
    return merge(office, WEBER, number, into=into, version=version(office, number))


def part(office: Office, number: str, merged: str) -> None:
    unmerge(office, WEBER, number, merged=merged, version=version(office, number))


def actions(office: Office, number: str) -> list[str]:
    key = ticket_row(office, number).id
    with office.store.reading() as db:
        return list(db.exec(select(Event.action).where(Event.ticket_id == key).order_by(col(Event.id))))
