"""Why did the machine decide so, in words staff and programs can read?"""

from __future__ import annotations

from typing import Any

from triage.values import Classification, Evidence, Label

_LEVELS = {"high": "hoch", "normal": "normal", "low": "niedrig"}
TOPIC_NAMES = {
    "aufenthalt": "Aufenthalt", "einbuergerung": "Einbürgerung", "sprache": "Sprache", "arbeit": "Arbeit",
    "bildung": "Bildung", "wohnen": "Wohnen", "gesundheit": "Gesundheit", "familie": "Familie", "finanzen": "Finanzen",
    "dokumente": "Dokumente", "gewalt_notfall": "Gewalt/Notfall", "ehrenamt_netzwerk": "Ehrenamt/Netzwerk",
    "sonstiges": "Sonstiges",
}  # fmt: skip
PLACE_NAMES = {
    "brueggen": "Brüggen", "grefrath": "Grefrath", "kempen": "Kempen", "nettetal": "Nettetal",
    "niederkruechten": "Niederkrüchten", "schwalmtal": "Schwalmtal", "toenisvorst": "Tönisvorst", "viersen": "Viersen",
    "willich": "Willich", "outside": "außerhalb des Kreises",
}  # fmt: skip
_WHERE = {"subject": "im Betreff", "body": "im Text", "from": "im Absender", "phone": "in der Rufnummer"}


def reasons(found: Classification) -> list[str]:
    """One plain German line per reason, sums included, the main topic first."""
    lines = [line for label in found.topics for line in _topic(label)]
    if found.runner_up is not None:
        lines.append(f"Nicht gewählt: {TOPIC_NAMES[found.runner_up.id]} ({_points(found.runner_up.score)}).")
    lines.extend(_place(found))
    lines.append(f"Dringlichkeit {_LEVELS[found.urgency.id]}{_because(found.urgency)}.")
    lines.extend(f"{_quoted(p)} zählt nicht (Regel {p.rule}): im selben Satz aufgehoben." for p in found.cancelled[:5])
    if not found.certain:
        lines.append("Unsicher: bitte das Thema prüfen.")
    return lines


def _topic(label: Label) -> list[str]:
    if not label.evidence:
        return [f"Thema {TOPIC_NAMES[label.id]}: kein anderes Thema passt."]
    head = f"Thema {TOPIC_NAMES[label.id]}: zusammen {_points(label.score)}."
    return [head, *(f"{_quoted(p)} {_WHERE[p.field]}: {_signed(p.weight)} (Regel {p.rule})" for p in label.evidence)]


def _place(found: Classification) -> list[str]:
    lines = []
    if found.municipality is not None:
        place = found.municipality
        lines.append(f"Ort {PLACE_NAMES[place.id]}: {_points(place.score)}{_because(place)}.")
    elif found.runner_up_place is not None:
        lines.append(f"Ort offen: {PLACE_NAMES[found.runner_up_place.id]} genannt, aber nicht eindeutig.")
    else:
        lines.append("Ort offen: keiner genannt.")
    if found.municipality is not None and found.runner_up_place is not None:
        lines.append(
            f"Auch genannt: {PLACE_NAMES[found.runner_up_place.id]} mit {_points(found.runner_up_place.score)}."
        )
    return lines


def _because(label: Label) -> str:
    words = [_quoted(piece) for piece in label.evidence[:3] if piece.text]
    return f" wegen {', '.join(words)}" if words else ""


def _quoted(piece: Evidence) -> str:
    return f"„{' '.join(piece.text.split())}“"


def _points(score: float) -> str:
    number = f"{score:.2f}".rstrip("0").rstrip(".").replace(".", ",")
    return f"{number} Punkt" if number == "1" else f"{number} Punkte"


def _signed(weight: float) -> str:
    return ("+" if weight >= 0 else "−") + f"{abs(weight):.2f}".rstrip("0").rstrip(".").replace(".", ",")


def as_json(found: Classification, id: str) -> dict[str, Any]:  # noqa: A002  the contract's word
    """The object `triage classify` prints; scores rounded to two decimals."""
    return {
        "id": id,
        "language": found.language,
        "kind": found.kind,
        "sender_role": found.sender_role,
        "topics": [_label(label) for label in found.topics],
        "municipality": _label(found.municipality) if found.municipality else None,
        "urgency": {"level": found.urgency.id, "evidence": [_piece(piece) for piece in found.urgency.evidence]},
        "certain": found.certain,
        "rulebook": found.rulebook,
    }


def _label(label: Label) -> dict[str, Any]:
    return {
        "id": label.id,
        "score": round(label.score, 2),
        "evidence": [_piece(piece) for piece in label.evidence],
    }


def _piece(piece: Evidence) -> dict[str, Any]:
    return {
        "field": piece.field,
        "start": piece.start,
        "end": piece.end,
        "text": piece.text,
        "rule": piece.rule,
        "weight": round(piece.weight, 2),
    }
