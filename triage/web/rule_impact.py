"""How is what a change would do shown: which requests, which words, and what did people say of them?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import text as sql
from sqlmodel import Session, col, select

from models.label import BY_HAND, LabelRow
from models.message import Message
from models.ticket import Ticket
from models.workbench import RuleVerdict
from triage.desk.visible import Viewer, seen_by
from triage.tuning.impact import Change, Impact

SHOWN = 40  # changes on a page
_AROUND = 60  # characters of text on either side of a word


class Piece(NamedTuple):
    """A stretch of a snippet."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One request that would be labelled otherwise."""

    change: Change
    number: str
    snippet: tuple[Piece, ...]
    language: str
    said: str  # the topic a person gave it; "" when nobody has
    verdict: bool | None  # what this reader said of the new topic

    @property
    def against(self) -> bool:
        """A person gave it the topic it would lose."""
        return bool(self.said) and self.said == self.change.before.topic != self.change.after.topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An impact with what its reader may see of it."""

    impact: Impact
    rows: tuple[Row, ...]
    hidden: int  # of the changes looked at, in protected or foreign requests
    repaired: int  # of these, whose new topic a person has given them
    broken: int  # whose old topic a person has given them


def shown(db: Session, viewer: Viewer, impact: Impact) -> Shown:
    """The newest changes with their words; those that contradict people first."""
    tickets = _tickets(db, viewer, impact.changes)
    seen = [change for change in impact.changes if change.ticket_id in tickets]
    said = _said(db, [change.ticket_id for change in seen])
    messages = _messages(db, [change.message_id for change in seen[: SHOWN * 2]])
    verdicts = _verdicts(db, viewer, list(messages))
    rows = [
        _row(change, tickets[change.ticket_id], messages[change.message_id], said, verdicts)
        for change in seen
        if change.message_id in messages
    ]
    moved = [change for change in seen if change.before.topic != change.after.topic]
    return Shown(
        impact=impact,
        rows=tuple(sorted(rows, key=lambda row: not row.against)[:SHOWN]),
        hidden=len(impact.changes) - len(seen),
        repaired=sum(said.get(change.ticket_id) == change.after.topic for change in moved),
        broken=sum(said.get(change.ticket_id) == change.before.topic for change in moved),
    )


def _row(
    change: Change, number: str, message: Message, said: Mapping[int, str], verdicts: Mapping[tuple[int, str], bool]
) -> Row:
    return Row(
        change=change, number=number, snippet=snippet(message, change), language=message.language,
        said=said.get(change.ticket_id, ""), verdict=verdicts.get((change.message_id, change.after.topic)),
    )  # fmt: skip


def snippet(message: Message, change: Change) -> tuple[Piece, ...]:
    """The words around the first place where a changed rule speaks, all such words in them marked."""
    spots = [spot for spot in change.spots if spot.field == "body"]
    field, text = ("body", message.text) if spots or not change.spots else ("subject", message.subject)
    places = sorted((spot.start, spot.end) for spot in change.spots if spot.field == field)
    first = places[0][0] if places else 0
    start, end = max(0, first - _AROUND), min(len(text), first + 2 * _AROUND)
    pieces, at = [Piece("…" if start else "", marked=False)], start
    for left, right in places:
        if left < at or right > end:
            continue
        pieces += [Piece(text[at:left], marked=False), Piece(text[left:right], marked=True)]
        at = right
    pieces += [Piece(text[at:end], marked=False), Piece("…" if end < len(text) else "", marked=False)]
    return tuple(piece for piece in pieces if piece.text)


def _tickets(db: Session, viewer: Viewer, changes: Sequence[Change]) -> dict[int, str]:
    """Id → number of the requests that may be shown here: protected ones are read on their own page only."""
    wanted = {change.ticket_id for change in changes}
    query = seen_by(viewer, Ticket).where(col(Ticket.id).in_(wanted), col(Ticket.protected).is_(False))
    return {ticket.id: ticket.number for ticket in db.exec(query)}


def _messages(db: Session, ids: Sequence[int]) -> dict[int, Message]:
    return {row.id: row for row in db.exec(select(Message).where(col(Message.id).in_(ids))) if row.id is not None}


def _said(db: Session, tickets: Sequence[int]) -> dict[int, str]:
    """Ticket → the main topic a person gave it last."""
    query = select(LabelRow.ticket_id, LabelRow.value).where(
        col(LabelRow.ticket_id).in_(tickets), LabelRow.field == "topic", sql(BY_HAND)
    )
    return {ticket: value for ticket, value in db.exec(query.order_by(col(LabelRow.id))) if value}


def _verdicts(db: Session, viewer: Viewer, messages: Sequence[int]) -> dict[tuple[int, str], bool]:
    query = select(RuleVerdict.message_id, RuleVerdict.value, RuleVerdict.right).where(
        col(RuleVerdict.message_id).in_(messages), RuleVerdict.author == viewer.name, RuleVerdict.field == "topic"
    )
    return {(message, value): right for message, value, right in db.exec(query)}
