"""What is a message in another language about, as far as words that were recognised say it in German?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from models.label import LabelRow
from models.ticket import Ticket
from rules.fold import fold
from triage.classify.explain import PLACE_NAMES
from triage.desk.why import evidence_of
from triage.values import Evidence

LONG = 1_500  # characters of new text from which German is summed up too
_MOST_MATTERS = 4
_MOST_WORDS = 6
_SPOKEN_HERE = ("de", "und", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """Words of the message and what they are called in German."""

    text: str  # as the stranger wrote it
    meaning: str  # "" when the words are German themselves


@dataclass(frozen=True, slots=True, kw_only=True)
class Gist:
    """What was recognised. Never a translation: what no rule knows is not in it."""

    language: str  # ISO 639-1, "und" when it is not known
    matters: tuple[str, ...]  # German, strongest first
    town: str  # German name; "" when none is known
    spot: str  # the words that name a place inside the town, as written; "" when the town itself was named
    due_at: datetime | None
    words: tuple[Word, ...]  # strongest first


def gist(ticket: Ticket, labels: Sequence[LabelRow], heads: Mapping[str, str], *, length: int) -> Gist | None:
    """The gist of a ticket in another language, or with so much new German text; else None.

    `labels`: its label rows, any order. `heads`: rule id → German head word. `length`: characters of new text.
    """
    if ticket.language in _SPOKEN_HERE and length < LONG:
        return None
    found = _strongest(labels)
    return Gist(
        language=ticket.language,
        matters=tuple(_matters(found, heads))[:_MOST_MATTERS],
        town=PLACE_NAMES.get(ticket.municipality or "", ""),
        spot=_spot(ticket.municipality, labels),
        due_at=None if ticket.status == "waiting" else ticket.due_at,
        words=tuple(_words(found, heads))[:_MOST_WORDS],
    )


def _strongest(labels: Sequence[LabelRow]) -> list[Evidence]:
    rows = [row for row in labels if row.author == "rules" and row.field in ("topic", "urgency")]
    pieces = [piece for row in rows for piece in evidence_of(row) if piece.weight > 0]
    return sorted(pieces, key=lambda piece: -piece.weight)


def _matters(found: Sequence[Evidence], heads: Mapping[str, str]) -> list[str]:
    """Head words that are nouns: a verb alone says nothing. Of words inside each other the longer one stays."""
    nouns = dict.fromkeys(head for piece in found if (head := heads.get(piece.rule, ""))[:1].isupper())
    return [noun for noun in nouns if not any(noun != other and fold(noun) in fold(other) for other in nouns)]


def _words(found: Sequence[Evidence], heads: Mapping[str, str]) -> Iterator[Word]:
    seen: set[str] = set()
    for piece in found:
        text, head = " ".join(piece.text.split()), heads.get(piece.rule, "")
        if head and fold(text) not in seen:
            seen.add(fold(text))
            yield Word(text=text, meaning="" if _same(text, head) else head)


def _same(text: str, head: str) -> bool:
    return fold(text) in fold(head) or fold(head) in fold(text)


def _spot(town: str | None, labels: Sequence[LabelRow]) -> str:
    rows = [row for row in labels if row.author == "rules" and row.field == "municipality" and row.value == town]
    pieces = [piece for row in rows for piece in evidence_of(row) if piece.field in ("subject", "body")]
    name = PLACE_NAMES.get(town or "", "")
    named = [" ".join(piece.text.split()) for piece in sorted(pieces, key=lambda piece: -piece.weight)]
    return next((text for text in named if text and not _same(text, name)), "")
