"""How do label rows become a classification again?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from models.label import LabelRow
from models.message import Message
from triage.desk.why import evidence_of
from triage.values import Classification, Kind, Label, SenderRole


def classification(message: Message, rows: Sequence[LabelRow]) -> Classification:
    """What the rules said about one message, from its rows in any order."""
    by_field = {field: [row for row in rows if row.field == field] for field in {row.field for row in rows}}
    topics = sorted(by_field.get("topic", []), key=lambda row: row.rank)
    cancelled = by_field.get("cancelled", [])
    return Classification(
        language=message.language,
        kind=cast("Kind", message.kind),
        sender_role=cast("SenderRole", message.sender_role),
        topics=tuple(_label(row) for row in topics) or (Label(id="sonstiges", score=0.0),),
        municipality=_first(by_field.get("municipality", [])),
        urgency=_first(by_field.get("urgency", [])) or Label(id="normal", score=0.0),
        certain=True,
        rulebook=next((row.rulebook for row in rows), ""),
        runner_up=_first(by_field.get("runner_up", [])),
        runner_up_place=_first(by_field.get("runner_up_place", [])),
        cancelled=evidence_of(cancelled[0]) if cancelled else (),
    )


def _first(rows: Sequence[LabelRow]) -> Label | None:
    return _label(rows[0]) if rows else None


def _label(row: LabelRow) -> Label:
    return Label(id=row.value or "", score=row.score, evidence=evidence_of(row))
