"""A house with two mailboxes, a circle and every role, and one in-process client for each person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from fastapi import FastAPI
from sqlmodel import select, update
from starlette.testclient import TestClient

from models.message import AttachmentRow, Message
from models.person import Staff, StaffSession
from models.ticket import Ticket
from tests.web.seed import Request, office_in, ticket, user
from tests.web.serving import session_of
from triage.desk import sessions
from triage.desk.indexing import index_new
from triage.desk.tokens import issue
from triage.office import Office
from triage.web.app import create_app
from triage.web.settings import WebSettings

ABSENT = 9  # a row id nothing has, as long as those that are there
NOBODY = "KIM-2026-999999"
PEOPLE = {  # sign-in name → role, mailboxes, circle
    "anna": ("mitarbeit", ["kim"], False),
    "berta": ("mitarbeit", ["zweites"], False),
    "clara": ("mitarbeit", [], True),
    "leitung": ("leitung", [], False),
    "chef": ("admin", [], False),
}
SEES = {  # tickets of the house each of them may see
    "anna": {"own"},
    "berta": {"foreign"},
    "clara": {"own", "foreign", "protected"},
    "leitung": {"own", "foreign"},
    "chef": {"own", "foreign"},
}
TICKETS = {
    "own": Request(subject="Rosenkohl", text="Rosenkohl bitte", sender_name="Ottilie Kraus", notes=["Notiz"]),
    "foreign": Request(subject="Petersilie", text="Petersilie bitte", sender_name="Gundula Nolte", mailbox="zweites"),
    "protected": Request(
        subject="Sauerampfer", text="Sauerampfer bitte", sender_name="Walburga Ritter", protected=True,
        topic="gewalt_notfall", urgency="high", alarm=True, priority=120,
    ),
}  # fmt: skip
CANARIES = {"own": "Kraus", "foreign": "Nolte", "protected": "Ritter"}  # in name, address and file name


@dataclass(frozen=True, kw_only=True)
class Object:
    """A ticket with the ids its parts are reached by."""

    number: str
    message: int
    attachment: int


@dataclass(frozen=True, kw_only=True)
class House:
    """Everything a test of who sees what starts from."""

    app: FastAPI
    office: Office
    browsers: dict[str, TestClient]  # by person; "nobody" is not signed in
    programs: dict[str, TestClient]  # the same people's, with tokens
    csrf: dict[str, str]
    tickets: dict[str, Object]

    def shut(self, name: str) -> list[str]:
        """Tickets this person must not see."""
        return [key for key in self.tickets if key not in SEES.get(name, ())]


def add_ticket(office: Office, key: str) -> Object:
    request = TICKETS[key]
    request.sender_address = f"{CANARIES[key].lower()}@example.org"
    request.attachments = [(f"{CANARIES[key]}.pdf", CANARIES[key].encode())]
    number = ticket(office, request)
    with office.store.reading() as db:
        row = db.exec(select(Ticket).where(Ticket.number == number)).one()
        message = db.exec(select(Message.id).where(Message.ticket_id == row.id)).one()
        attachment = db.exec(select(AttachmentRow.id).where(AttachmentRow.message_id == message)).one()
    assert message is not None
    assert attachment is not None
    index_new(office)
    return Object(number=number, message=message, attachment=attachment)


def add_people(office: Office) -> None:
    for name, (role, mailboxes, circle) in PEOPLE.items():
        user(office, name, name.title(), role)
        with office.store.transaction() as db:
            db.exec(update(Staff).where(Staff.name == name).values(mailboxes=mailboxes, circle=circle))  # type: ignore[arg-type]  # SQLModel's own column types


@contextmanager
def house(folder: Path, *keys: str) -> Iterator[House]:
    """A desk with these tickets, one client for each person; all in this process."""
    office = office_in(folder)
    add_people(office)
    tickets = {key: add_ticket(office, key) for key in keys}
    web = WebSettings(secure_cookies=False)
    app = create_app(office, web)
    browsers, programs, tokens = {}, {}, {}
    with ExitStack() as open_clients:
        for name in (*PEOPLE, "nobody"):
            browser, program = TestClient(app, follow_redirects=False), TestClient(app, follow_redirects=False)
            program.base_url = program.base_url.join("/api/v1/")
            if name != "nobody":
                tokens[name] = _sign_in(office, browser, name, web)
                program.headers["Authorization"] = f"Bearer {issue(office, name, 'test', ['read', 'write', 'calls'])}"
            browsers[name], programs[name] = browser, open_clients.enter_context(program)
            open_clients.enter_context(browser)
        yield House(app=app, office=office, browsers=browsers, programs=programs, csrf=tokens, tickets=tickets)
    office.store.close()


def _sign_in(office: Office, browser: TestClient, name: str, web: WebSettings) -> str:
    token = session_of(office, name, web)
    browser.cookies.set(web.cookie, token)
    with office.store.reading() as db:
        return db.exec(select(StaffSession.csrf).where(StaffSession.token == sessions.hashed(token))).one()


def alike(text: str, *ids: object) -> str:
    """An answer without what two requests may differ in: the ids asked for, and the id of the refusal."""
    for one in sorted(map(str, ids), key=len, reverse=True):
        text = text.replace(one, "N")
    return re.sub(r"Fehler-Nr\. [2-9A-Z]{6}", "Fehler-Nr.", text)
