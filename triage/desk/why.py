"""Which words put this ticket where it is?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from models.label import LabelRow
from models.ticket import Ticket
from triage.values import Evidence

Field = Literal["topic", "municipality", "urgency"]
FIELDS: tuple[Field, ...] = ("topic", "municipality", "urgency")
_RUNNER_UP: dict[Field, str] = {"topic": "runner_up", "municipality": "runner_up_place"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One value the rules found, with the words and weights that add up to its score."""

    value: str | None
    score: float
    evidence: tuple[Evidence, ...]
    rulebook: str  # digest of the rules that decided


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a label reads as it does."""

    field: Field
    author: str  # "rules", or whoever decided last
    value: str | None  # what holds now
    answers: tuple[Answer, ...]  # by the rules, main one first
    runner_up: Answer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """The whole explanation of a ticket."""

    reasons: tuple[Reason, ...]  # one for each of FIELDS
    cancelled: tuple[Evidence, ...]  # words that were found and did not count
    rulebook: str  # of the first message; "" when no rule ran

    @property
    def strongest(self) -> tuple[Evidence, ...]:
        """Up to three hits with the largest weights, for a line."""
        hits = [e for r in self.reasons for a in r.answers[:1] for e in a.evidence if e.weight > 0]
        once: dict[str, Evidence] = {}
        for hit in sorted(hits, key=lambda e: -e.weight):
            once.setdefault(hit.text.casefold(), hit)
        return tuple(once.values())[:3]


def explain(ticket: Ticket, rows: Sequence[LabelRow]) -> Why:
    """The explanation from a ticket's label rows, any order."""
    ordered = sorted(rows, key=lambda r: r.id or 0)
    by_rules = [r for r in ordered if r.author == "rules"]
    first = [r for r in by_rules if r.message_id == by_rules[0].message_id] if by_rules else []
    return Why(
        reasons=tuple(_reason(ticket, field, ordered, first) for field in FIELDS),
        cancelled=tuple(e for r in first if r.field == "cancelled" for e in evidence_of(r)),
        rulebook=first[0].rulebook if first else "",
    )


def evidence_of(row: LabelRow) -> tuple[Evidence, ...]:
    """A row's proof as values."""
    return tuple(_evidence(item) for item in row.evidence)


def _reason(ticket: Ticket, field: Field, rows: Sequence[LabelRow], first: Sequence[LabelRow]) -> Reason:
    value: str | None = getattr(ticket, field)
    by_hand = [r for r in rows if r.field == field and r.author != "rules"]
    source = [r for r in first if r.field == field]
    if not by_hand and not any(r.value == value for r in source):
        # a later message decided, e.g. it was more urgent
        source = [r for r in rows if r.field == field and r.value == value][-1:] or source
    second = [r for r in first if r.field == _RUNNER_UP.get(field)]
    return Reason(
        field=field,
        author=by_hand[-1].author if by_hand else "rules",
        value=value,
        answers=tuple(_answer(r) for r in sorted(source, key=lambda r: r.rank)),
        runner_up=_answer(second[0]) if second else None,
    )


def _answer(row: LabelRow) -> Answer:
    return Answer(value=row.value, score=row.score, evidence=evidence_of(row), rulebook=row.rulebook)


def _evidence(item: dict[str, object]) -> Evidence:
    return Evidence(
        field=item["field"],  # type: ignore[arg-type]  # written by asdict(Evidence), read back from JSON
        start=int(str(item["start"])),
        end=int(str(item["end"])),
        text=str(item["text"]),
        rule=str(item["rule"]),
        weight=float(str(item["weight"])),
    )
