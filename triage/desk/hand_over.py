"""May this case go to that office, and how is it remembered that it went?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, func, select, update

from models.message import Message
from models.outgoing import Outgoing
from models.partner import HandOver
from models.ticket import Ticket
from triage.desk.change import Edit, Values, editing
from triage.desk.sheet import LONGEST, PARTS, Choice, sheet
from triage.desk.visible import Viewer
from triage.errors import BadInput, NotFound
from triage.office import Office
from triage.respond import outbox

Way = Literal["mail", "print", "phone"]
Ground = Literal["oral", "written", "danger"]
Then = Literal["open", "close", "wait"]
WAYS: tuple[Way, ...] = get_args(Way)
GROUNDS: tuple[Ground, ...] = get_args(Ground)
THEN: tuple[Then, ...] = get_args(Then)
_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])")
_LONGEST_NAME = 200
_SHORTEST_REASON = 10  # characters; a full stop is no reason
_SLACK = timedelta(minutes=5)  # clocks of browsers go wrong
_OLDEST = timedelta(days=365)  # consent is asked for the matter at hand
_WAY = {"mail": "per Mail", "print": "auf Papier", "phone": "am Telefon"}
_GROUND = {
    "oral": "mit mündlicher Einwilligung",
    "written": "mit schriftlicher Einwilligung",
    "danger": "ohne Einwilligung, wegen Gefahr für Leib oder Leben",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What the hand-over rests on."""

    ground: str = ""  # one of GROUNDS
    at: datetime | None = None  # aware
    language: str = ""  # in which the words were said or read
    reason: str = ""  # for danger: why it cannot wait (§ 34 StGB)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A hand-over as somebody filled it in."""

    receiver: str = ""
    address: str = ""  # for "mail"
    way: str = ""  # one of WAYS
    choice: Choice = field(default_factory=Choice)
    consent: Consent = field(default_factory=Consent)
    then: str = "open"  # one of THEN
    until: datetime | None = None  # aware; for "wait"


def hand_over(office: Office, viewer: Viewer, number: str, *, version: int, wish: Wish) -> int:
    """Record the hand-over, queue its mail, close the ticket or put it aside: all of it or nothing. The row's id.

    Raises NotFound, Conflict, BadInput with an id for everything that is wrong or missing.
    """
    with editing(office, viewer, number, version=version) as edit:
        if problems := list(_problems(office, edit, wish)):
            raise BadInput(problems)
        row = _row(office, edit, wish)
        if wish.way == "mail":
            row.outgoing_id = _queued(office, edit, row)
        edit.db.add(row)
        edit.db.flush()
        assert row.id is not None
        edit.write(_after(edit, wish))
        why = f"{_WAY[wish.way]} weitergegeben, {_GROUND[wish.consent.ground]}"
        edit.tell("handed_over", why, handover=row.id, way=wish.way, consent=wish.consent.ground)
        if wish.then != "open":
            _tell_status(edit, wish)
    return row.id


def revoke(office: Office, viewer: Viewer, number: str, handover_id: int) -> None:
    """Note that consent was taken back; a mail still waiting is not sent. Twice is once.

    Raises NotFound, also for a hand-over of another ticket, and Conflict.
    """
    with editing(office, viewer, number, version=None) as edit:
        row = _of(edit.db, edit.ticket, handover_id)
        if row.revoked_at is not None:
            return
        row.revoked_at = edit.now
        edit.db.add(row)
        stopped = _stopped(edit.db, row)
        edit.write({})
        after = "; die Mail wird nicht gesendet" if stopped else ""
        edit.tell("consent_revoked", f"Einwilligung zurückgenommen{after}", handover=handover_id)


def handed(db: Session, ticket: Ticket, handover_id: int) -> HandOver:
    """One hand-over of that ticket, to be printed. Raises NotFound when it is absent, foreign or revoked."""
    row = _of(db, ticket, handover_id)
    if row.revoked_at is not None:
        raise NotFound("hand-over")
    return row


def _of(db: Session, ticket: Ticket, handover_id: int) -> HandOver:
    row = db.exec(select(HandOver).where(HandOver.id == handover_id, HandOver.ticket_id == ticket.id)).first()
    if row is None:
        raise NotFound("hand-over")
    return row


def _problems(office: Office, edit: Edit, wish: Wish) -> Iterator[str]:
    """The id of everything that stands against it."""
    if not wish.receiver.strip():
        yield "receiver_missing"
    if len(wish.receiver) > _LONGEST_NAME or any(ord(sign) < ord(" ") for sign in wish.receiver):
        yield "receiver_wrong"
    if wish.way not in WAYS:
        yield "way_missing"
    if wish.way == "mail" and not _ADDRESS.fullmatch(wish.address):
        yield "address_wrong"
    if wish.way == "mail" and wish.address.lower() in office.own_addresses:
        yield "address_own"
    if not wish.choice.parts <= set(PARTS):
        yield "part_unknown"
    if not (wish.choice.parts - {"number"} or wish.choice.messages or wish.choice.summary):
        yield "nothing_chosen"
    if len(wish.choice.summary) > LONGEST:
        yield "summary_long"
    yield from _consent_problems(office, edit, wish.consent)
    if wish.then not in THEN or (wish.then == "wait" and not _is_ahead(wish.until, edit.now)):
        yield "until_past"


def _is_ahead(until: datetime | None, now: datetime) -> bool:
    return until is not None and now < until < now + 10 * _OLDEST


def _consent_problems(office: Office, edit: Edit, consent: Consent) -> Iterator[str]:
    if consent.ground not in GROUNDS:
        yield "consent_missing"
    elif consent.ground == "danger":
        if len(consent.reason.strip()) < _SHORTEST_REASON:
            yield "reason_missing"
    else:
        if consent.language not in office.partners.wording.texts:
            yield "consent_language"
        if consent.at is None or not edit.now - _OLDEST < consent.at < edit.now + _SLACK:
            yield "consent_when"
        elif (taken_back := _last_revoked(edit)) is not None and consent.at <= taken_back:
            yield "consent_taken_back"


def _last_revoked(edit: Edit) -> datetime | None:
    newest = select(func.max(HandOver.revoked_at)).where(HandOver.ticket_id == edit.ticket.id)
    return edit.db.exec(newest).one()


def _row(office: Office, edit: Edit, wish: Wish) -> HandOver:
    ticket, consent = edit.ticket, wish.consent
    assert ticket.id is not None
    asked = consent.ground != "danger"
    messages = edit.db.exec(select(Message).where(Message.ticket_id == ticket.id)).all()
    return HandOver(
        ticket_id=ticket.id,
        at=edit.now,
        author=edit.viewer.name,
        receiver=wish.receiver.strip(),
        address=wish.address if wish.way == "mail" else "",
        way=wish.way,
        scope=sheet(ticket, messages, wish.choice, ZoneInfo(office.zone)),
        consent=consent.ground,
        consent_at=consent.at if asked and consent.at else edit.now,
        consent_language=consent.language if asked else "",
        wording=office.partners.wording.version if asked else "",
        reason="" if asked else consent.reason.strip(),
    )


def _queued(office: Office, edit: Edit, row: HandOver) -> int | None:
    """The mail to the partner: from the shared address, written by a person, answered into this ticket."""
    ticket = edit.ticket
    assert ticket.id is not None
    accounts = [account.name for account in office.accounts]
    mail = Outgoing(
        ticket_id=ticket.id,
        mailbox=ticket.mailbox if ticket.mailbox in accounts or not accounts else accounts[0],
        to_address=row.address,
        subject=f"Fall-Übergabe vom KIM Kreis Viersen ({ticket.number})",  # nothing of the case: subjects lie open
        body=letter(row, office),
        message_id=outbox.new_message_id(office.answers.sender.rpartition("@")[2].strip("> ")),
        automatic=False,
        kind="handover",
        author=edit.viewer.name,
        next_try=edit.now,
        created_at=edit.now,
    )
    edit.db.add(mail)
    edit.db.flush()
    return mail.id


def letter(row: HandOver, office: Office) -> str:
    """The mail's text: what it rests on, the sheet, and who sends it."""
    return (
        f"Guten Tag,\n\nwir geben einen Fall an Sie weiter: {row.receiver}.\n{rests_on(row, office)}\n"
        f"Bitte nutzen Sie die Angaben nur, um der Person zu helfen.\n\n{row.scope}\n\n"
        "Mit freundlichen Grüßen\nKommunales Integrationsmanagement (KIM) Kreis Viersen\n"
        f"Telefon {office.answers.office_phone}\n"
    )


def rests_on(row: HandOver, office: Office) -> str:
    """On what the hand-over rests, as the receiver reads it."""
    if row.consent == "danger":
        return "Wir geben die Angaben ohne Einwilligung weiter, weil Gefahr für Leib oder Leben besteht."
    how = {"oral": "mündlich", "written": "schriftlich"}[row.consent]
    day = row.consent_at.astimezone(ZoneInfo(office.zone)).strftime("%d.%m.%Y")
    return f"Die Person hat am {day} {how} zugestimmt, dass Sie diese Angaben bekommen."


def _after(edit: Edit, wish: Wish) -> Values:
    match wish.then:
        case "close":
            return {
                "status": "closed",
                "closed_at": edit.now,
                "responded_at": edit.ticket.responded_at or edit.now,
            }
        case "wait":
            return {"status": "waiting", "due_at": wish.until, "closed_at": None}
        case _:
            return {}


def _tell_status(edit: Edit, wish: Wish) -> None:
    closing = wish.then == "close"
    why = "erledigt: an andere Stelle verwiesen" if closing else "auf Wiedervorlage nach Verweis"
    edit.tell("status", why, before=edit.ticket.status, after="closed" if closing else "waiting")


def _stopped(db: Session, row: HandOver) -> bool:
    """Whether the mail was still waiting, and now never goes."""
    if row.outgoing_id is None:
        return False
    waiting = update(Outgoing).where(col(Outgoing.id) == row.outgoing_id, col(Outgoing.state) == "queued")
    held = waiting.values(state="cancelled", reason="Die Einwilligung wurde zurückgenommen.")
    return db.exec(held).rowcount == 1
