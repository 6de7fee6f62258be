"""An office with the real five stages on any database, in this process, and the mails to feed it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from models.outgoing import Outgoing
from models.ticket import Event, Ticket
from tests.web.copies import migrated
from triage import pipeline
from triage.adapters import reading
from triage.errors import NotUnderstood
from triage.intake.keep import KeepPolicy, keep_mails
from triage.office import Office
from triage.pipeline import Report
from triage.respond.plan import AnswerPolicy
from triage.respond.templates import Templates, load
from triage.schema import upgrade
from triage.store import Store
from triage.testing import MemoryMailbox, MemoryMailer, MemoryServer, SettableClock
from triage.values import Arrival, Classification, ParsedMessage, RawMail, Understood


class Here:
    """Understands in this process: no worker to wait for."""

    def __call__(self, arrivals: Sequence[Arrival]) -> Iterator[Understood | NotUnderstood]:
        yield from reading.understand(arrivals)

    def salvage(self, arrival: Arrival, why: str) -> Understood:
        return reading.salvage(arrival, why)

    def relabel(self, messages: Sequence[ParsedMessage]) -> list[Classification | None]:
        return list(reading.relabel(messages))


class Failing(Here):
    """Loses its worker on every mail that holds the word."""

    def __init__(self, word: bytes, error: NotUnderstood) -> None:
        self.word, self.error = word, error

    def __call__(self, arrivals: Sequence[Arrival]) -> Iterator[Understood | NotUnderstood]:
        for arrival in arrivals:
            if isinstance(arrival, RawMail) and self.word in arrival.data:
                yield self.error
            else:
                yield from super().__call__([arrival])


@cache
def shipped_templates() -> Templates:
    return load(files("config") / "mail")


def office_on(url: str, *, clock: SettableClock | None = None, **how: Any) -> Office:
    """An office on a migrated database; its mailboxes are live, its mail servers in memory."""
    store = Store(url)
    upgrade(store)
    server, mailer = MemoryServer(), MemoryMailer()
    office = Office(
        store=store,
        clock=clock or SettableClock(),
        understand=Here(),
        connect=lambda _name: MemoryMailbox(server),
        mailer=lambda: mailer,
        mode=lambda _name: "live",
        templates=shipped_templates(),
        answers=AnswerPolicy(),
    )
    return replace(office, **how) if how else office


def office_in(folder: Path, **how: Any) -> Office:
    file = folder / "office.db"
    folder.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        file.write_bytes(migrated())
    return office_on(f"sqlite:///{file}", **how)


def mail(body: str = "Guten Tag, ich suche einen Deutschkurs in Nettetal.", **headers: str | None) -> bytes:
    """A mail; `In_Reply_To="…"` sets a header, None leaves one of the usual out."""
    usual: dict[str, str | None] = {
        "From": "Amira Haddad <amira@example.org>",
        "To": "kim@kreis-viersen.de",
        "Subject": "Deutschkurs",
        "Date": "Fri, 20 Nov 2026 08:15:00 +0100",
        "Message-ID": "<eins@example.org>",
    }
    given = usual | {name.replace("_", "-"): value for name, value in headers.items()}
    given = given | ({"Message-ID": given.pop("Message-Id")} if "Message-Id" in given else {})
    head = "".join(f"{name}: {value}\r\n" for name, value in given.items() if value is not None)
    return (head + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + body).encode()


def file(
    office: Office, *mails: bytes, mailbox: str = "kim", at: datetime | None = None, **policy: Any
) -> list[Report]:
    """Keep these mails and take them through the stages, in order."""
    now = office.clock.now()
    raws = [RawMail(data=data, received_at=at or now) for data in mails]
    keys = keep_mails(office.store, raws, KeepPolicy(mailbox=mailbox, **policy), now)
    return sorted(pipeline.process(office, [keys]), key=lambda report: report.arrival_id)


def file_one(office: Office, data: bytes, **how: Any) -> Report:
    [report] = file(office, data, **how)
    return report


def ticket(office: Office, number: str | None) -> Ticket:
    with office.store.reading() as db:
        return db.exec(select(Ticket).where(Ticket.number == number)).one()


def tickets(office: Office) -> list[Ticket]:
    with office.store.reading() as db:
        return list(db.exec(select(Ticket).order_by(col(Ticket.id))))


def events(office: Office, number: str | None) -> list[str]:
    key = ticket(office, number).id
    with office.store.reading() as db:
        return list(db.exec(select(Event.action).where(Event.ticket_id == key).order_by(col(Event.id))))


def outgoing(office: Office) -> list[Outgoing]:
    with office.store.reading() as db:
        return _all_outgoing(db)


def _all_outgoing(db: Session) -> list[Outgoing]:
    return list(db.exec(select(Outgoing).order_by(col(Outgoing.id))))
