"""What can be learned from all that was filed, when there is time?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple

from sqlmodel import Session, col, select

from models.message import Message
from models.ticket import Ticket
from rules.check import failing_examples
from rules.doctor import Archive, Finding, examine
from rules.matcher import Matcher
from rules.rulebook import Rulebook
from triage.desk.visible import Viewer, seen_by
from triage.store import Store
from triage.tuning.cases import cases
from triage.tuning.examples import Proposal, propose
from triage.tuning.rulehealth import Health, health
from triage.tuning.suggest import Suggestion, suggest

_OTHERS = 1_000  # messages nobody spoke about


class Diagnosis(NamedTuple):
    """What ails the rules, and how each of them does."""

    findings: tuple[Finding, ...]
    healths: tuple[Health, ...]
    messages: int  # they were looked at in


def all_examples(_url: str, book: Rulebook) -> tuple[str, ...]:
    """The examples that do not hold."""
    return tuple(str(problem) for problem in failing_examples(book))


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Words and exceptions that corrections ask for, of what this reader may see."""

    viewer: Viewer

    def __call__(self, url: str, book: Rulebook) -> tuple[Suggestion, ...]:
        """The best first."""
        with _reading(url) as db:
            found = cases(db, lambda column: seen_by(self.viewer, column))
        return tuple(suggest(found, Matcher(book, frozenset()), book))


@dataclass(frozen=True, slots=True)
class Examination:
    """The doctor's findings over what this reader may see."""

    viewer: Viewer

    def __call__(self, url: str, book: Rulebook) -> Diagnosis:
        """The gravest first."""
        matcher = Matcher(book)
        with _reading(url) as db:
            found = cases(db, lambda column: seen_by(self.viewer, column), others=_OTHERS)
        healths = health(found, matcher)
        archive = Archive(
            messages=len(found),
            hits={one.rule: one.hits for one in healths},
            cancelled={one.rule: one.cancelled for one in healths},
            micros={one.rule: one.micros for one in healths if one.micros is not None},
        )
        return Diagnosis(tuple(examine(book, matcher, archive)), tuple(healths), len(found))


@contextmanager
def _reading(url: str) -> Iterator[Session]:
    store = Store(url, pool_size=1)
    try:
        with store.reading() as db:
            yield db
    finally:
        store.close()


@dataclass(frozen=True, slots=True)
class ExampleOf:
    """A request's opening message as an example of a rule, with nobody in it."""

    ticket_id: int
    rule: str

    def __call__(self, url: str, book: Rulebook) -> Proposal | None:
        """None when the request or the rule is not there."""
        rule = book.rule(self.rule)
        with _reading(url) as db:
            ticket = db.get(Ticket, self.ticket_id)
            query = select(Message).where(Message.ticket_id == self.ticket_id).order_by(col(Message.id))
            message = db.exec(query).first()
        return propose(ticket, message, rule, book) if ticket and message and rule else None
