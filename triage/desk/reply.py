"""How does a person's answer go out, and come back while it can?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import Message as Head
from email.parser import BytesHeaderParser
from email.policy import compat32
from typing import Literal

from sqlalchemy import func
from sqlmodel import Session, col, select

from models.arrival import Arrival, Blob
from models.message import Message
from models.outgoing import Outgoing, OutgoingFile
from models.person import Staff
from models.ticket import Participant, Ticket
from triage.desk import drafts, enclosures, outcome
from triage.desk.addressee import addressees
from triage.desk.change import Edit, Values, editing
from triage.desk.enclosures import Enclosed
from triage.desk.visible import Viewer
from triage.errors import BadInput, Conflict, NotFound
from triage.filing.lookup import fold_address
from triage.message.headers import headers_of
from triage.message.subject import bare
from triage.message.threading import references
from triage.office import Office
from triage.respond import outbox
from triage.respond.outbox import Post
from triage.respond.wire import is_strict_id
from triage.respond.written import bounded

Then = Literal["", "wait", "done"]
LONGEST = 20_000  # characters
LONGEST_SUBJECT = 300
WAIT = timedelta(days=7)
FURTHEST = timedelta(days=366)  # nobody remembers what they meant to send later than that
MOST_CC = 10
_HEAD = 64 * 1024  # octets of a mail in which its header stands
_UNSEEN = "".join(map(chr, (*range(0x20), 0x7F, 0x2028, 0x2029, 0x85)))


class Overtaken(Conflict):
    """Somebody wrote on this ticket since the reply was begun: the writer has to look before it goes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer as somebody wants it sent."""

    text: str
    to: str = ""  # "": whoever wrote last
    cc: tuple[str, ...] = ()
    subject: str = ""  # "": that of the newest mail
    language: str = "de"  # of what stands under it
    files: tuple[Enclosed, ...] = ()
    send_at: datetime | None = None  # aware; None: now, but for the moment in which it can be taken back
    seen: str | None = None  # `mark` of what the writer had read; None: does not matter
    then: Then = ""  # afterwards the ticket waits a week, or is done


def slot(ticket_id: int) -> str:
    """Where the draft of a reply is kept."""
    return f"reply:{ticket_id}"


def send(office: Office, viewer: Viewer, number: str, reply: Reply, *, version: int | None = None) -> int:
    """Queue it; the row's id. Its draft is gone then. `version`: of the ticket as it was read, for programs.

    Raises NotFound; Conflict, of which Overtaken is one; BadInput: "reply_empty", "reply_long", "until_past",
    "until_far", "dry_run", "cc_unknown" and what `Addressees.chosen` says.
    """
    text = tidy(reply.text)
    with editing(office, viewer, number, version=version) as edit:
        ticket = edit.ticket
        assert ticket.id is not None
        _check(office, ticket, text, reply, edit.now)
        _mind(edit, reply.seen)
        messages = messages_of(edit.db, ticket.id)
        people = addressees(edit.db, ticket, messages, office.own_addresses)
        to = people.chosen(reply.to.strip())
        cc = tuple(dict.fromkeys(people.chosen(each) for each in reply.cc if each))
        if (cc and not people.known) or len(cc) > MOST_CC:
            raise BadInput(["cc_unknown"])
        parent = next((m for m in messages if is_strict_id(m.message_id)), None)
        key = outbox.post(
            edit.db,
            Post(
                ticket_id=ticket.id,
                mailbox=ticket.mailbox,
                kind="reply",
                author=viewer.name,
                to=to,
                cc=tuple(each for each in cc if each != to),
                subject=subject(ticket, messages, reply.subject, office.number_prefix),
                body=f"{text}\n\n{closing(office, viewer.shown, number, reply.language)}".rstrip() + "\n",
                message_id=outbox.new_message_id(office.answers.sender.rpartition("@")[2].strip("> ")),
                in_reply_to=parent.message_id if parent else "",
                cites=_cited(edit.db, parent),
                language=reply.language,
                at=edit.now,
                next_try=reply.send_at or edit.now + office.undo,
            ),
        )
        _enclose(edit.db, key, reply.files)
        _let_in(edit.db, ticket.id, to)
        drafts.forget(edit.db, viewer, slot(ticket.id))
        _after(edit, key, reply)
    return key


def take_back(office: Office, viewer: Viewer, number: str, key: int) -> None:
    """Cancel a reply that has not gone; its words are a draft again, and the ticket is open.

    Raises NotFound, Conflict, BadInput with "reply_gone" when it is on its way.
    """
    with editing(office, viewer, number, version=None) as edit:
        row = _row(edit, key)
        if not outbox.cancel(edit.db, key):
            raise BadInput(["reply_gone"])
        edit.write({"status": "open", "closed_at": None} if edit.ticket.status != "open" else {})
        edit.tell("reply_taken_back", "Antwort zurückgeholt", outgoing=key)
        fields = _draft_again(office, edit, row)
        drafts.keep(edit.db, viewer, slot(row.ticket_id), fields, row.ticket_id, at=edit.now)


def send_again(office: Office, viewer: Viewer, number: str, key: int) -> None:
    """A mail nobody knows the fate of, or that was refused, goes once more under its Message-ID.

    Raises NotFound, Conflict, BadInput with "reply_not_open" when nothing is to be decided any more, or "dry_run".
    """
    with editing(office, viewer, number, version=None) as edit:
        row = _row(edit, key)
        if office.mode(row.mailbox) == "dry-run":
            raise BadInput(["dry_run"])
        if not outbox.again(edit.db, key, edit.now):
            raise BadInput(["reply_not_open"])
        edit.write({})
        edit.tell("reply_again", "Mail noch einmal in Auftrag gegeben", outgoing=key)


def has_arrived(office: Office, viewer: Viewer, number: str, key: int) -> None:
    """A person knows that it arrived. Raises NotFound, Conflict, BadInput with "reply_not_open"."""
    with editing(office, viewer, number, version=None) as edit:
        row = _row(edit, key)
        if not outbox.note_arrived(edit.db, key, edit.now):
            raise BadInput(["reply_not_open"])
        edit.write({})
        edit.tell("reply_arrived", "Mail ist angekommen, sagt ein Mensch", outgoing=key)
        if row.kind == "reply":
            outcome.answered(edit.db, row.ticket_id, edit.now)


def mark(db: Session, ticket_id: int) -> str:
    """What there was to read on a ticket at this moment: two marks differ when somebody wrote in between."""
    came = db.exec(select(func.max(Message.id)).where(Message.ticket_id == ticket_id)).one()
    written = col(Outgoing.automatic).is_(False), col(Outgoing.state) != "cancelled"
    went = db.exec(select(func.max(Outgoing.id)).where(Outgoing.ticket_id == ticket_id, *written)).one()
    return marked(came, went)


def marked(came: int | None, went: int | None) -> str:
    """The mark of a ticket whose newest message and newest reply that stands have these row ids."""
    return f"{came or 0}.{went or 0}"


def messages_of(db: Session, ticket_id: int) -> list[Message]:
    """What came in, newest first."""
    return list(db.exec(select(Message).where(Message.ticket_id == ticket_id).order_by(col(Message.id).desc())).all())


def subject(ticket: Ticket, messages: Sequence[Message], given: str, prefix: str) -> str:
    """One line: Re:, what it is about, and the ticket's number once at the end, by which answers find their way."""
    about = given or next((m.subject for m in messages if m.subject), ticket.subject)
    numbers = re.compile(rf"\s*\[?\b{re.escape(prefix)}-\d{{4}}-\d{{1,12}}\b\]?")
    plain = numbers.sub("", about.translate(dict.fromkeys(map(ord, _UNSEEN), " ")).encode(errors="ignore").decode())
    words = bare(plain)[:LONGEST_SUBJECT].strip() or "Ihr Anliegen"
    return f"Re: {words} [{ticket.number}]"


def closing(office: Office, writer: str, number: str, language: str) -> str:
    """What stands under the replies of somebody colleagues call `writer`."""
    phone = office.answers.office_phone
    return office.modules.closing(language, name=writer, number=number, office_phone=phone)


def tidy(text: str) -> str:
    """Typed text as it is kept: no octet a database or a mail refuses, line ends as ours."""
    plain = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    return plain.encode(errors="ignore").decode().strip()


def _check(office: Office, ticket: Ticket, text: str, reply: Reply, now: datetime) -> None:
    problems = []
    if not text:
        problems.append("reply_empty")
    if len(text) > LONGEST:
        problems.append("reply_long")
    if reply.send_at is not None and reply.send_at <= now:
        problems.append("until_past")
    if reply.send_at is not None and reply.send_at > now + FURTHEST:
        problems.append("until_far")
    if office.mode(ticket.mailbox) == "dry-run":
        problems.append("dry_run")
    if problems:
        raise BadInput(problems)


def _mind(edit: Edit, seen: str | None) -> None:
    """Nobody answers past what came in meanwhile."""
    assert edit.ticket.id is not None
    if seen is not None and seen != mark(edit.db, edit.ticket.id):
        raise Overtaken(edit.ticket.number, "somebody")


def _after(edit: Edit, key: int, reply: Reply) -> None:
    """The version rises whatever else changes: of two who send at once, one is told."""
    values: Values = {}
    why = {"wait": "auf Wiedervorlage nach der Antwort", "done": "erledigt mit der Antwort"}
    if reply.then == "done" and edit.ticket.status != "closed":
        values = {"status": "closed", "closed_at": edit.now}
    elif reply.then == "wait":
        values = {"status": "waiting", "due_at": edit.now + WAIT, "closed_at": None}
    edit.write(values)
    edit.tell("answered", "Antwort geschrieben", outgoing=key)
    if values:
        edit.tell("status", why[reply.then], before=edit.ticket.status, after=values["status"])


def _enclose(db: Session, key: int, files: Sequence[Enclosed]) -> None:
    for position, file in enumerate(files):
        row = OutgoingFile(
            outgoing_id=key, position=position, name=file.name, type=file.type, size=file.size, sha256=file.sha256
        )
        db.add(row)


def _let_in(db: Session, ticket_id: int, address: str) -> None:
    """Whom we write to may add to the ticket: their answer has to find it."""
    folded = fold_address(address)
    known = select(Participant.id).where(Participant.ticket_id == ticket_id, Participant.address == folded)
    if db.exec(known).first() is None:
        db.add(Participant(ticket_id=ticket_id, address=folded))


def _cited(db: Session, parent: Message | None) -> tuple[str, ...]:
    """RFC 5322 §3.6.4: the References of the mail that is answered, then its own id."""
    if parent is None:
        return ()
    head = db.exec(
        select(func.substr(Blob.data, 1, _HEAD))
        .join(Arrival, col(Arrival.d2) == col(Blob.sha256))
        .where(Arrival.id == parent.arrival_id)
    ).first()
    parsed: Head[str, str] = BytesHeaderParser(policy=compat32).parsebytes(head or b"")
    return bounded((*references(headers_of(parsed)), parent.message_id))


def _row(edit: Edit, key: int) -> Outgoing:
    """A mail somebody wrote on this ticket. Raises NotFound."""
    mine = select(Outgoing).where(Outgoing.id == key, Outgoing.ticket_id == edit.ticket.id)
    row = edit.db.exec(mine.where(col(Outgoing.automatic).is_(False))).first()
    if row is None:
        raise NotFound("reply")
    return row


def _draft_again(office: Office, edit: Edit, row: Outgoing) -> dict[str, str]:
    """Its words before what somebody already began anew."""
    kept = drafts.kept(edit.db, edit.viewer, slot(row.ticket_id))
    begun = dict(kept.fields) if kept else {}
    files = edit.db.exec(select(OutgoingFile).where(OutgoingFile.outgoing_id == row.id)).all()
    again = [Enclosed(name=f.name, type=f.type, size=f.size, sha256=f.sha256) for f in files]
    everything = {f.sha256 + f.name: f for f in (*again, *enclosures.from_text(begun.get("files", "")))}
    writer = edit.db.exec(select(Staff.shown).where(Staff.name == row.author)).first() or row.author or ""
    under = closing(office, writer, edit.ticket.number, row.language)
    text = row.body.rstrip().removesuffix(under).rstrip()
    return begun | {
        "text": "\n\n".join(part for part in (text, begun.get("text", "")) if part),
        "to": row.to_address,
        "cc": row.cc,
        "subject": row.subject,
        "language": row.language,
        "files": enclosures.as_text(tuple(everything.values())),
        "seen": mark(edit.db, row.ticket_id),
    }
