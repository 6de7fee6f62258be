"""What do the tests of replies start from?"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import cast

from sqlmodel import select

from models.outgoing import Outgoing
from models.ticket import Event
from tests.unit.pipeline.offices import file_one, mail, ticket
from triage.desk import answers, reply
from triage.desk.visible import Viewer
from triage.office import Office
from triage.ports import Letter
from triage.respond.modules import Modules
from triage.sending import send_pass
from triage.testing import MemoryMailer, SettableClock

WEBER = Viewer(name="weber", shown="A. Weber", role="mitarbeit")
KLEIN = Viewer(name="klein", shown="B. Klein", role="leitung")
MODULES = Modules(closings={"de": "Mit freundlichen Grüßen\n{name}\nTel. {office_phone}", "tr": "Saygılarımla\n{name}"})
ELEVEN = timedelta(seconds=11)


def live(office: Office) -> Office:
    return replace(office, modules=MODULES)


def opened(office: Office, **how: str | None) -> str:
    number = file_one(office, mail(**how)).ticket
    assert number is not None
    return number


def clock(office: Office) -> SettableClock:
    return cast(SettableClock, office.clock)


def letters(office: Office) -> list[Letter]:
    return [letter for letter in cast(MemoryMailer, office.mailer()).letters if letter.envelope_from]


def parsed(letter: Letter) -> EmailMessage:
    return cast(EmailMessage, message_from_bytes(letter.data, policy=default))


def gone(office: Office) -> EmailMessage:
    """The only reply that was sent, as the citizen's program reads it."""
    clock(office).advance(ELEVEN)
    send_pass(office)
    [letter] = letters(office)
    return parsed(letter)


def draft(office: Office, viewer: Viewer, number: str) -> answers.Begun:
    with office.store.reading() as db:
        return answers.begun(db, viewer, ticket(office, number).id or 0)


def draft_mark(office: Office, number: str) -> str:
    with office.store.reading() as db:
        return reply.mark(db, ticket(office, number).id or 0)


def row(office: Office, key: int) -> Outgoing:
    with office.store.reading() as db:
        return db.exec(select(Outgoing).where(Outgoing.id == key)).one()


def whys(office: Office, number: str, action: str) -> list[tuple[str, str]]:
    with office.store.reading() as db:
        wanted = select(Event.actor, Event.why).where(Event.ticket_id == ticket(office, number).id)
        return list(db.exec(wanted.where(Event.action == action)))
