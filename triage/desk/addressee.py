"""To whom does a reply to this ticket go?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from models.message import Message
from models.ticket import Participant, Ticket
from triage.errors import BadInput
from triage.filing.lookup import fold_address
from triage.respond.plan import is_address, is_machine


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressees:
    """Who can be written to. Reply-To is never among them: it proves nothing and would lead our words elsewhere."""

    known: tuple[str, ...]  # who wrote last first, then the others who take part
    doubt: str  # German: why the newest sender is perhaps not who they say; "" when nothing speaks against them

    @property
    def first(self) -> str:
        """Whom a reply goes to unless somebody chooses; "" when nobody is known."""
        return self.known[0] if self.known else ""

    def chosen(self, address: str) -> str:
        """The address a reply goes to. One typed by hand only where none is known.

        Raises BadInput: "to_missing", "to_unknown", "to_machine", "to_wrong".
        """
        if not address:
            if not self.known:
                raise BadInput(["to_missing"])
            return self.first
        if is_machine(address):
            raise BadInput(["to_machine"])
        if self.known:
            found = next((each for each in self.known if fold_address(each) == fold_address(address)), None)
            if found is None:
                raise BadInput(["to_unknown"])
            return found
        if not is_address(address):
            raise BadInput(["to_wrong"])
        return address


def addressees(
    db: Session, ticket: Ticket, messages: Sequence[Message], own: frozenset[str] = frozenset()
) -> Addressees:
    """Everybody who takes part in the ticket by mail. `messages`: newest first; `own`: our addresses, lower-case."""
    mails = [m for m in messages if m.channel == "email" and not m.automatic]
    joined = select(Participant.address).where(Participant.ticket_id == ticket.id).order_by(col(Participant.id))
    every = [*(m.sender_address for m in mails), ticket.sender_address, *db.exec(joined)]
    by_folded: dict[str, str] = {}
    for address in every:
        if is_address(address) and not is_machine(address) and address.lower() not in own:
            by_folded.setdefault(fold_address(address), address)
    doubt = next((m.trust_reason or "Absender unklar" for m in mails[:1] if m.trust == "failed"), "")
    return Addressees(known=tuple(by_folded.values()), doubt=doubt)
