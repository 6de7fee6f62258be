"""What would become of a call while it is still being noted?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import phonenumbers
from sqlmodel import Session, col, func

from models.ticket import Ticket
from triage.classify.callback import callback_wish
from triage.desk.person import known
from triage.desk.ring_back import callback_time
from triage.desk.visible import Viewer, seen_by
from triage.errors import TriageError
from triage.filing.phone import e164
from triage.office import Office
from triage.values import CallNote, Classification, Evidence, Label, Understood

_MOST_WORDS = 2  # shown as proof of one label
_MOST_SIMILAR = 3
_SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """What the rules would say of a call, and what we know of the caller."""

    labels: Classification | None  # None: nothing noted yet, or the rules could not be asked
    callback: Evidence | None  # the words that ask us to ring back
    callback_until: datetime  # aware: when that would sensibly be done
    phone: str  # the number as people write it; "" when it is none
    known: tuple[Ticket, ...]  # earlier requests from this number, newest first
    similar: tuple[Ticket, ...]  # of them and of the same name those still open, newest first

    @property
    def caller(self) -> str:
        """By which name the number is known; "" when it is not."""
        return next((t.sender_name for t in self.known if t.sender_name), "")


def suggest(office: Office, viewer: Viewer, call: CallNote) -> Suggestion:
    """Ask the same rules that file mails and calls; nothing is stored. Never fails because of them."""
    with office.store.reading() as db:
        earlier = known(db, viewer, phone=call.phone) if call.phone else ()
        similar = [*earlier, *_namesakes(db, viewer, call.caller)]
    return Suggestion(
        labels=_labels(office, call) if call.note else None,
        callback=callback_wish(call.note),
        callback_until=callback_time(call.received_at, office.promises.calendar),
        phone=as_written(call.phone),
        known=earlier,
        similar=tuple({t.number: t for t in similar if t.status != "closed"}.values())[:_MOST_SIMILAR],
    )


def as_written(number: str) -> str:
    """02162 391234, or +31 77 3541234 from abroad; "" for what cannot be a number."""
    key = e164(number)
    if not key:
        return ""
    form = phonenumbers.PhoneNumberFormat
    parsed = phonenumbers.parse(key)
    home = key.startswith("+49")
    return phonenumbers.format_number(parsed, form.NATIONAL if home else form.INTERNATIONAL)


def words(label: Label | Evidence | None) -> tuple[str, ...]:
    """The strongest words that prove it, each once, as they were typed."""
    if label is None:
        return ()
    if isinstance(label, Evidence):
        return (" ".join(label.text.split()),)
    strongest = sorted((e for e in label.evidence if e.weight > 0 and e.text.strip()), key=lambda e: -e.weight)
    shown: list[str] = []
    for piece in strongest:
        word = " ".join(piece.text.split())
        if not any(word.casefold() in longer.casefold() for longer in shown):
            shown.append(word)
    return tuple(shown[:_MOST_WORDS])


def _labels(office: Office, call: CallNote) -> Classification | None:
    """None when the rules lost their worker or could not read it: whoever types does not wait for them."""
    try:
        [answer] = office.for_somebody_waiting().understand([call])
    except TriageError:
        return None
    return answer.labels if isinstance(answer, Understood) else None


def _namesakes(db: Session, viewer: Viewer, name: str) -> tuple[Ticket, ...]:
    """Open requests under the very same name."""
    if len(name) < _SHORTEST_NAME:
        return ()
    same = func.lower(Ticket.sender_name) == name.lower()
    here = (col(Ticket.status) != "closed", col(Ticket.hidden).is_(False), col(Ticket.merged_into).is_(None))
    newest = seen_by(viewer).where(*here, same).order_by(col(Ticket.id).desc()).limit(_MOST_SIMILAR)
    return tuple(db.exec(newest).all())
