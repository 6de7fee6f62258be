"""Which tickets come from the same person?"""

from __future__ import annotations

from sqlmodel import Session, col, or_, select

from models.message import Message
from models.ticket import Participant, Ticket
from triage.desk.visible import Viewer, seen_by
from triage.filing.lookup import fold_address
from triage.filing.phone import e164

MOST = 10  # tickets shown of one person


def known(db: Session, viewer: Viewer, *, address: str = "", phone: str = "") -> tuple[Ticket, ...]:
    """Earlier requests of whoever writes from this address or rings from this number, newest first, at most MOST.

    Mails and calls alike; numbers are compared under E.164, addresses without case. Machine mail and tickets merged
    into others are left out. () when neither is given or nobody is known.
    """
    ways = []
    if address.strip():
        writes = select(Participant.ticket_id).where(Participant.address == fold_address(address))
        ways += [col(Ticket.sender_address) == address.strip(), col(Ticket.id).in_(writes)]
    if key := e164(phone):
        ways.append(col(Ticket.id).in_(select(Message.ticket_id).where(Message.phone_key == key)))
    if not ways:
        return ()
    wanted = seen_by(viewer).where(or_(*ways), col(Ticket.hidden).is_(False), col(Ticket.merged_into).is_(None))
    return tuple(db.exec(wanted.order_by(col(Ticket.opened_at).desc(), col(Ticket.id).desc()).limit(MOST)).all())
