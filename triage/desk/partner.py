"""What was done with people and offices outside, and what helps to do the next thing?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from models.label import LabelRow
from models.message import Message
from models.outgoing import Outgoing
from models.partner import CallAttempt, HandOver
from models.ticket import Ticket
from rules.heads import shipped_heads
from triage.desk.calls import dialled, missed
from triage.desk.gist import Gist, gist
from triage.desk.sheet import fresh


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A hand-over and what became of its mail."""

    row: HandOver
    mail: Outgoing | None  # None: on paper or by phone


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerView:
    """Everything a ticket's page shows of the world outside."""

    gist: Gist | None
    attempts: tuple[CallAttempt, ...]  # newest first
    missed: int  # calls in a row that reached nobody
    dial: str  # the ticket's number as a telephone dials it, +49…; "" when there is none
    handed: tuple[Handed, ...]  # newest first


def partner_view(db: Session, ticket: Ticket, labels: Sequence[LabelRow], messages: Sequence[Message]) -> PartnerView:
    """Read it. `labels` and `messages`: all rows of the ticket, any order."""
    ours = select(CallAttempt).where(CallAttempt.ticket_id == ticket.id).order_by(col(CallAttempt.id).desc())
    attempts = tuple(db.exec(ours).all())
    return PartnerView(
        gist=gist(ticket, labels, shipped_heads(), length=sum(len(fresh(m)) for m in messages)),
        attempts=attempts,
        missed=missed(attempts),
        dial=dialled(ticket.phone),
        handed=_handed(db, ticket),
    )


def _handed(db: Session, ticket: Ticket) -> tuple[Handed, ...]:
    with_mail = select(HandOver, Outgoing).join(Outgoing, col(Outgoing.id) == col(HandOver.outgoing_id), isouter=True)
    rows = db.exec(with_mail.where(HandOver.ticket_id == ticket.id).order_by(col(HandOver.id).desc())).all()
    return tuple(Handed(row=row, mail=mail) for row, mail in rows)
