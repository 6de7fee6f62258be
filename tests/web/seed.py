"""Rows a desk can be tested with: builders with defaults, written straight through the models."""

from __future__ import annotations

import hashlib
import itertools
import mimetypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

from sqlmodel import Session, select

from models.arrival import Arrival, Blob
from models.label import LabelRow
from models.mailbox import MailboxState
from models.message import AttachmentRow, Message
from models.outgoing import Outgoing
from models.person import Staff
from models.ticket import Event, Note, Ticket
from tests.web import copies
from triage.errors import NotUnderstood
from triage.filing.phone import e164
from triage.office import Office
from triage.packs import partners
from triage.ports import Mailbox, Mailer
from triage.respond.templates import Template, Templates
from triage.store import Store
from triage.testing import SettableClock
from triage.values import Address, CallNote, Classification, Label, ParsedMessage, Understood, Zone
from triage.values import Arrival as Raw

NOON = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)  # 12:00 in Viersen, a Friday
PASSWORD = "korrekt-pferd-batterie"  # the test accounts' only
_numbers = itertools.count(100_001)  # far from the numbers the pipeline gives


class Unused:
    """Stands where the desk must never reach."""

    def __call__(self, *_args: object) -> Mailbox:
        raise AssertionError("the desk talked to a mail server")


class PlainUnderstanding:
    """Understands a call as a plain request: the rules have their own tests."""

    def __call__(self, arrivals: Sequence[Raw]) -> Iterator[Understood | NotUnderstood]:
        for arrival in arrivals:
            assert isinstance(arrival, CallNote)
            yield _understood(arrival)

    def salvage(self, arrival: Raw, why: str) -> Understood:
        raise AssertionError(f"the desk salvaged something: {why}")

    def relabel(self, messages: Sequence[ParsedMessage]) -> list[Classification | None]:
        raise AssertionError("the desk labelled something anew")


def _understood(call: CallNote) -> Understood:
    text = call.note
    message = ParsedMessage(
        channel="phone",
        text=text,
        zones=(Zone(start=0, end=len(text), kind="fresh"),),
        sender=Address(name=call.caller, address="") if call.caller else None,
        phone=call.phone,
        received_at=call.received_at,
    )
    labels = Classification(
        language=call.language or "de",
        kind="request",
        sender_role="client",
        topics=(Label(id="sonstiges", score=0.0),),
        municipality=None,
        urgency=Label(id="high" if call.urgent else "normal", score=1.0),
        certain=False,
        rulebook="sha256:0123456789abcdef",
    )
    return Understood(message=message, labels=labels)


def no_mailer() -> Mailer:
    raise AssertionError("the desk sent something")


def office_in(folder: Path, clock: SettableClock | None = None) -> Office:
    """An office on a fresh SQLite file, or on the one that is there."""
    file = folder / copies.NAME
    folder.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        file.write_bytes(copies.tables())
    store = Store(f"sqlite:///{file}")
    text = Template(subject="Ihre Anfrage {number}", body="Guten Tag")
    return Office(
        store=store,
        clock=clock or SettableClock(NOON),
        understand=PlainUnderstanding(),
        connect=Unused(),
        mailer=no_mailer,
        mode=lambda _name: "live",
        templates=Templates(plain={"de": text}, urgent={"de": text}),
        partners=partners({}),
    )


def user(office: Office, name: str = "weber", shown: str = "A. Weber", role: str = "mitarbeit") -> None:
    row = Staff(name=name, shown=shown, role=role, password=copies.kept_of(PASSWORD), created_at=office.clock.now())
    with office.store.transaction() as db:
        db.add(row)


@dataclass(kw_only=True)
class Hit:
    """A word that proves a label; found in the text by itself."""

    word: str
    weight: float = 3.0
    rule: str = "test.rule"
    field: str = "body"

    def evidence(self, text: str, subject: str) -> dict[str, object]:
        where = subject if self.field == "subject" else text
        start = where.index(self.word)
        place = {"field": self.field, "start": start, "end": start + len(self.word)}
        return place | {"text": self.word, "rule": self.rule, "weight": self.weight}


@dataclass(kw_only=True)
class Request:
    """One request as it would have been filed. Override what the test is about."""

    subject: str = "Deutschkurs in Nettetal"
    text: str = "Guten Tag, ich suche einen Deutschkurs in Nettetal. Danke!"
    html: str = ""  # beside the text, as mail programs send it
    zones: list[list[object]] = field(default_factory=list)
    sender_name: str = "Olena Kovalenko"
    sender_address: str = "olena@example.org"
    phone: str = ""
    channel: str = "email"
    language: str = "de"
    topic: str = "sprache"
    municipality: str | None = "nettetal"
    urgency: str = "normal"
    certain: bool = True
    alarm: bool = False
    priority: int = 20
    status: str = "open"
    hidden: bool = False
    assigned_to: str | None = None
    age: timedelta = timedelta(minutes=12)
    due_in: timedelta | None = None
    callback_in: timedelta | None = None
    marks: list[str] = field(default_factory=list)
    silence: str = ""
    acknowledged: bool = True
    hits: dict[str, list[Hit]] = field(default_factory=dict)  # topic, municipality, urgency, runner_up …
    attachments: list[tuple[str, bytes]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    related: str | None = None
    mailbox: str = "kim"
    protected: bool = False
    respond_in: timedelta | None = None


def ticket(office: Office, request: Request | None = None) -> str:
    """File it; the ticket's number."""
    r = request or Request()
    now = office.clock.now()
    number = f"KIM-2026-{next(_numbers):06d}"
    raw = _raw(r)
    digest = hashlib.sha256(raw).hexdigest()
    with office.store.transaction() as db:
        related = db.exec(select(Ticket.id).where(Ticket.number == r.related)).first() if r.related else None
        ticket_id = _added(db, _ticket(r, number, now, related))
        db.merge(Blob(sha256=digest, data=raw))
        arrival_id = _added(db, _arrival(r, ticket_id, digest, now))
        message_id = _added(db, _message(r, ticket_id, arrival_id, now))
        db.add_all(_labels(r, ticket_id, message_id, now - r.age))
        files = enumerate(r.attachments, start=1)
        db.add_all(_attachment(message_id, position, name, data) for position, (name, data) in files)
        db.add_all(Note(ticket_id=ticket_id, author="weber", at=now, text=text) for text in r.notes)
        db.add(Event(ticket_id=ticket_id, at=now - r.age, actor="triage", action="opened", why="neue Anfrage"))
        if r.acknowledged and not r.silence and r.sender_address:
            db.add(_outgoing(r, ticket_id, number, now))
    return number


def message(office: Office, number: str, request: Request) -> int:
    """A further message of a ticket; its row id."""
    now = office.clock.now()
    raw = _raw(request)
    digest = hashlib.sha256(raw).hexdigest()
    with office.store.transaction() as db:
        row = db.exec(select(Ticket).where(Ticket.number == number)).one()
        assert row.id is not None
        row.messages += 1
        db.merge(Blob(sha256=digest, data=raw))
        arrival_id = _added(db, _arrival(request, row.id, digest, now))
        message_id = _added(db, _message(request, row.id, arrival_id, now))
        db.add_all(_labels(request, row.id, message_id, now))
    return message_id


def _added(db: Session, row: Ticket | Arrival | Message) -> int:
    db.add(row)
    db.flush()
    assert row.id is not None
    return row.id


def _ticket(r: Request, number: str, now: datetime, related: int | None) -> Ticket:
    return Ticket(
        number=number,
        mailbox=r.mailbox,
        protected=r.protected,
        respond_by=now + r.respond_in if r.respond_in is not None else None,
        channel=r.channel,
        status=r.status,
        hidden=r.hidden,
        subject=r.subject,
        sender_name=r.sender_name,
        sender_address=r.sender_address,
        phone=r.phone,
        language=r.language,
        topic=r.topic,
        topics=[r.topic],
        municipality=r.municipality,
        urgency=r.urgency,
        certain=r.certain,
        alarm=r.alarm,
        priority=r.priority,
        factors=[{"points": r.priority, "reason": "jemand wartet auf Hilfe"}],
        marks=r.marks,
        silence=r.silence,
        related_ticket_id=related,
        assigned_to=r.assigned_to,
        opened_at=now - r.age,
        changed_at=now - r.age,
        due_at=now + r.due_in if r.due_in else None,
        callback_until=now + r.callback_in if r.callback_in else None,
    )


def _arrival(r: Request, ticket_id: int, digest: str, now: datetime) -> Arrival:
    return Arrival(
        channel=r.channel,
        mailbox=r.mailbox,
        d2=digest,
        received_at=now - r.age,
        kept_at=now - r.age,
        state="filed",
        outcome="ticket",
        ticket_id=ticket_id,
    )


def _message(r: Request, ticket_id: int, arrival_id: int, now: datetime) -> Message:
    return Message(
        ticket_id=ticket_id,
        arrival_id=arrival_id,
        mailbox=r.mailbox,
        channel=r.channel,
        received_at=now - r.age,
        sender_name=r.sender_name,
        sender_address=r.sender_address,
        phone=r.phone,
        phone_key=e164(r.phone),
        subject=r.subject,
        text=r.text,
        zones=r.zones or [[0, len(r.text), "fresh"]],
        language=r.language,
    )


def mailbox(office: Office, name: str = "kim", minutes: float | None = 1, paused: bool = False) -> None:
    now = office.clock.now()
    last = None if minutes is None else now - timedelta(minutes=minutes)
    with office.store.transaction() as db:
        db.merge(MailboxState(name=name, last_success=last, last_try=now, paused=paused))


def _labels(r: Request, ticket_id: int, message_id: int, at: datetime) -> Iterator[LabelRow]:
    values: dict[str, str | None] = {"topic": r.topic, "municipality": r.municipality, "urgency": r.urgency}
    for name, value in values.items():
        hits = r.hits.get(name, [])
        if value is not None:
            yield _label(ticket_id, message_id, at, name, value, hits, r)
    for name in ("runner_up", "cancelled"):
        if hits := r.hits.get(name, []):
            yield _label(ticket_id, message_id, at, name, "einbuergerung" if name == "runner_up" else None, hits, r)


def _label(
    ticket_id: int, message_id: int, at: datetime, name: str, value: str | None, hits: list[Hit], r: Request
) -> LabelRow:
    return LabelRow(
        ticket_id=ticket_id,
        message_id=message_id,
        field=name,
        value=value,
        score=sum(h.weight for h in hits),
        evidence=[h.evidence(r.text, r.subject) for h in hits],
        rulebook="sha256:0123456789abcdef",
        at=at,
    )


def _attachment(message_id: int, position: int, name: str, data: bytes) -> AttachmentRow:
    return AttachmentRow(
        message_id=message_id,
        position=position,
        name=name,
        type=mimetypes.guess_type(name)[0] or "application/octet-stream",
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        dangerous=name.endswith((".exe", ".js")),
    )


def _outgoing(r: Request, ticket_id: int, number: str, now: datetime) -> Outgoing:
    return Outgoing(
        ticket_id=ticket_id,
        acknowledges=ticket_id,
        mailbox=r.mailbox,
        to_address=r.sender_address,
        subject=number,
        body="Guten Tag",
        message_id=f"{number}@test",
        state="sent",
        next_try=now,
        created_at=now - r.age,
        sent_at=now - r.age + timedelta(minutes=1),
    )


def _raw(r: Request) -> bytes:
    mail = EmailMessage()
    mail["Subject"] = "Test"
    mail["From"] = "test@example.org"
    mail.set_content(r.text)
    if r.html:
        mail.add_alternative(r.html, subtype="html")
    for name, data in r.attachments:
        plain = "".join(c for c in name if c.isascii() and c.isprintable())
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=plain)
    return mail.as_bytes()
