"""Does a call's note ask us to ring back?"""

from __future__ import annotations

import re

from triage.values import Evidence

RULE = "anruf.rueckruf"
_WISH = re.compile(
    r"\b(?:(?:um|bittet\s+um|möchte|wünscht|will|braucht)\s+)?(?:telefonischen\s+)?rückruf\w*"
    r"|\b(?:ruft|rufen|ruf|rufe)\s+(?:(?!nicht\b)\w+\s+){0,4}zurück\b"
    r"|\bzurück\s?(?:zu)?rufen\b|\b(?:um|bittet\s+um)\s+(?:einen\s+)?anruf\b|\bbitte\s+(?:\w+\s+){0,2}anrufen\b"
    r"|\bcall(?:ed)?\s+(?:(?:him|her|them|me|us)\s+)?back\b|\brappel(?:er|ez)\b",
    re.IGNORECASE,
)
_NO = re.compile(r"\b(?:kein(?:en|e)?|ohne|nicht|no|not)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_NEEDLESS = re.compile(r"^\s*(?:ist\s+|war\s+)?(?:nicht|erledigt|unnötig|erfolgt)\b", re.IGNORECASE)
# it is the caller who rings again: "ruft selbst zurück", "wird sich zurückrufen"
_THEMSELVES = re.compile(r"\b(?:selbst|selber|wieder|erneut|sich)\b", re.IGNORECASE)


def callback_wish(note: str) -> Evidence | None:
    """The words that ask for it; None when there are none or they are taken back. Offsets count in the note."""
    for found in _WISH.finditer(note):
        before, after = note[max(0, found.start() - 40) : found.start()], note[found.end() :]
        if _NO.search(before) or _NEEDLESS.match(after) or _THEMSELVES.search(found[0]):
            continue
        return Evidence(field="body", start=found.start(), end=found.end(), text=found[0], rule=RULE, weight=1.0)
    return None
