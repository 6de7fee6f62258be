"""What does a ticket learn of the fate of a mail we sent?"""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, select, update

from models.outgoing import Outgoing
from models.ticket import Ticket
from triage.filing.record import event

_SENT = {
    "acknowledgement": ("acknowledged", "Eingangsbestätigung gesendet."),
    "reply": ("replied", "Antwort gesendet."),
}
_DOUBTFUL = "Die Verbindung brach nach dem Senden ab: Es ist unklar, ob die Mail ankam."
_ASKED = {True: "Sie wird nicht wiederholt.", False: "Bitte entscheiden Sie, ob sie noch einmal gesendet wird."}


def doubtful(row: Outgoing) -> str:
    """Why nobody knows whether it arrived, and what follows."""
    return f"{_DOUBTFUL} {_ASKED[row.automatic]}"


def sent(db: Session, row: Outgoing, now: datetime) -> None:
    """It was taken. A person's answer ends the wait for one."""
    action, why = _SENT.get(row.kind, ("sent", "Mail gesendet."))
    event(db, row.ticket_id, at=now, action=action, why=why, outgoing=row.id)
    if row.kind == "reply":
        answered(db, row.ticket_id, now)


def answered(db: Session, ticket_id: int, now: datetime) -> None:
    """The first answer counts."""
    first = update(Ticket).where(col(Ticket.id) == ticket_id, col(Ticket.responded_at).is_(None))
    db.exec(first.values(responded_at=now), execution_options={"synchronize_session": False})


def unclear(db: Session, row: Outgoing, why: str, now: datetime) -> None:
    """Nobody knows whether it was taken."""
    event(db, row.ticket_id, at=now, action="unclear", why=why, outgoing=row.id)
    _bring_back(db, row, now)


def failed(db: Session, row: Outgoing, why: str, now: datetime) -> None:
    """It will not be sent by itself."""
    event(db, row.ticket_id, at=now, action="send_failed", why=why, outgoing=row.id)
    _bring_back(db, row, now)


def _bring_back(db: Session, row: Outgoing, now: datetime) -> None:
    """Who closed a ticket with an answer that did not get through has to see it again."""
    if row.automatic:
        return
    ticket = db.exec(select(Ticket).where(Ticket.id == row.ticket_id)).one()
    done = update(Ticket).where(
        col(Ticket.id) == ticket.id, col(Ticket.status) != "open", col(Ticket.hidden).is_(False)
    )
    opened = done.values(status="open", closed_at=None, changed_at=now, version=Ticket.version + 1)
    if db.exec(opened, execution_options={"synchronize_session": False}).rowcount:
        why = "wieder geöffnet: Unsere Mail ist vielleicht nicht angekommen"
        event(db, row.ticket_id, at=now, action="status", why=why, before=ticket.status, after="open")
