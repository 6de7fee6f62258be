"""Which lines are ours coming back: our address block, our quoted acknowledgement?"""

from __future__ import annotations

from triage.message.header_block import role_of
from triage.message.own import OwnSigns
from triage.message.phrases import words
from triage.values import ZoneKind

_FILLERS = words(
    "tel telefon fon fax e-mail email mail web internet www ihr ihre team kim das dem der und im des t f m e w d- "
    "postfach anschrift adresse der landrat die landrätin"
)
_MARKS = "> \t*|·•–-,;:.()/_<[]\u00a0"
_LONGEST = 200


def mark(heads: list[str], kinds: list[ZoneKind], own: OwnSigns) -> None:
    """Mark as own: lines made of our phrases alone, and quoted stretches that hold our acknowledgement."""
    _mark_acknowledgements(heads, kinds, own)
    low = "\n".join(heads).casefold()
    shown = [phrase for phrase in own.block_phrases if phrase in low]
    if not shown:
        return
    for at, line in enumerate(low.split("\n")):
        if line and len(line) <= _LONGEST and line[-1] != ":" and _is_own_line(line, own, shown):
            kinds[at] = "own"


def _is_own_line(low: str, own: OwnSigns, shown: list[str]) -> bool:
    """Whether nothing is left of a casefolded line once our phrases and fillers are taken out. `shown`: in the text."""
    if not any(phrase in low for phrase in shown):
        return False
    for phrase in own.block_phrases:
        low = low.replace(phrase, " ")
    left = [word for word in (word.strip(_MARKS) for word in low.split()) if word and word not in _FILLERS]
    return not left


def _mark_acknowledgements(heads: list[str], kinds: list[ZoneKind], own: OwnSigns) -> None:
    for start, end in _stretches(heads, kinds):
        text = "\n".join(heads[start:end]).casefold()
        if own.ticket_prefix.casefold() in text and any(phrase in text for phrase in own.acknowledgement_phrases):
            kinds[start:end] = ["own"] * (end - start)


def _stretches(heads: list[str], kinds: list[ZoneKind]) -> list[tuple[int, int]]:
    """Quoted stretches of one mail each: a change of quote depth or a From line starts the next."""
    found: list[tuple[int, int]] = []
    start, depth = -1, 0
    for at, head in enumerate(heads):
        if kinds[at] != "quote":
            start = -1
            continue
        content = head.lstrip("> ")
        level = head[: len(head) - len(content)].count(">")
        if start < 0 or (content and level != depth) or role_of(content) == "from":
            found.append((at, at + 1))
            start, depth = at, level
        else:
            found[-1] = (start, at + 1)
    return found
