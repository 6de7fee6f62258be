"""What does the database hold of a ticket now?"""

from __future__ import annotations

from sqlmodel import select

from models.ticket import Ticket
from triage.office import Office


def row(office: Office, number: str) -> Ticket:
    with office.store.reading() as db:
        return db.exec(select(Ticket).where(Ticket.number == number)).one()
