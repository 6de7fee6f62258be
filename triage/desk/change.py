"""How is a ticket changed without overwriting what somebody else just did?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session, col, select, update

from models.ticket import Event, Ticket
from triage.desk.visible import Viewer, holder_of
from triage.errors import Conflict
from triage.filing.record import event
from triage.office import Office

Values = dict[str, object]
# What a step back may restore: labels and states, no word of a mail, since it is kept in the history.
REVERSIBLE = frozenset(
    ("assigned_to", "status", "closed_at", "due_at", "responded_at", "topic", "topics", "certain", "municipality",
     "urgency", "factors", "priority", "respond_by")
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One person changing one ticket, inside one transaction."""

    db: Session
    ticket: Ticket  # as it was read
    viewer: Viewer
    now: datetime
    batch: str = ""  # of which common step it is a part
    undoing: Values = field(default_factory=dict)  # what the history keeps so that the step can be taken back

    def write(self, values: Values) -> None:
        """Write columns if nobody did since the ticket was read, and raise its version. Raises Conflict otherwise."""
        read = self.ticket
        target = update(Ticket).where(col(Ticket.id) == read.id, col(Ticket.version) == read.version)
        # compare-and-swap: the row count says whether this hand was first
        changed = target.values(**values, version=read.version + 1, changed_at=self.now)
        swapped = self.db.exec(changed, execution_options={"synchronize_session": False}).rowcount
        if swapped != 1:
            raise conflict(self.db, read)
        if REVERSIBLE.issuperset(values):
            self.undoing["was"] = {name: _as_json(getattr(read, name)) for name in values}
            self.undoing["version"] = read.version + 1

    def tell(self, action: str, why: str, **detail: object) -> None:
        """Append one line to the ticket's history in the viewer's name."""
        assert self.ticket.id is not None
        kept = detail | self.undoing | ({"batch": self.batch} if self.batch else {})
        event(self.db, self.ticket.id, at=self.now, action=action, why=why, actor=self.viewer.name, **kept)


@contextmanager
def editing(office: Office, viewer: Viewer, number: str, *, version: int | None, batch: str = "") -> Iterator[Edit]:
    """Open a ticket for change; commits at the end. `version` is what the viewer had read, None when it is no matter.

    What was merged into another ticket is changed there. Raises NotFound, and Conflict when the ticket has another
    version or was merged.
    """
    with office.store.transaction() as db:
        ticket = holder_of(db, viewer, number, lock=True)
        if version is not None and (ticket.version != version or ticket.number != number):
            raise conflict(db, ticket)
        yield Edit(db=db, ticket=ticket, viewer=viewer, now=office.clock.now(), batch=batch)


def conflict(db: Session, ticket: Ticket) -> Conflict:
    """Says who wrote the newest event, and what it was; "triage" when nobody did."""
    newest = select(Event.actor, Event.action).where(Event.ticket_id == ticket.id).order_by(col(Event.id).desc())
    actor, action = db.exec(newest.limit(1)).first() or ("triage", "")
    return Conflict(ticket.number, actor, action)


def _as_json(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
