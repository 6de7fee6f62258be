"""Where does a writer's own text stop and the signature, the phone's footer or the disclaimer begin?"""

from __future__ import annotations

from triage.message.farewells import CONFIDENTIAL, DISCLAIMER_STARTS, FOOTERS, POSTSCRIPTS, SIGN_OFFS
from triage.message.phrases import by_start
from triage.values import ZoneKind

_SIGN_OFFS, _FOOTERS, _DISCLAIMERS = by_start(SIGN_OFFS), by_start(FOOTERS), by_start(DISCLAIMER_STARTS)
_LONGEST_SIGN_OFF = 60
_LONGEST_FOOTER = 140
_OFFICE_SIGNS = ("www.", "http", "@", "|", "·", "•", "datenschutz", "privacy", "geschäftsführ")
_NAME_LINES = 2  # closing formula and name; a signature with more is an office's
_TALK_WORDS = 9  # a line of so many words is a sentence, not a name or address
_LONGEST_AFTER_DASHES = 40  # lines; more is no signature but a text with a dash in it


def mark(lines: list[str], heads: list[str], kinds: list[ZoneKind], start: int, end: int) -> None:
    """Mark signature lines among the fresh lines [start, end). A sentence after a greeting is fresh again."""
    is_signature = False
    signed = 0  # signature lines since the closing formula
    for at in range(start, end):
        head = heads[at]
        if not head:
            continue
        low = head.casefold()
        if _is_final(lines[at], heads, at, low) and (lines[at] == "-- " or end - at <= _LONGEST_AFTER_DASHES):
            kinds[at:end] = ["signature"] * (end - at)
            return
        if _is_footer(low):
            kinds[at] = "signature"
            continue
        is_signature = is_sign_off(low) or (is_signature and not _is_talk(head, low, signed))
        signed = signed + 1 if is_signature else 0
        if is_signature:
            kinds[at] = "signature"


def _is_final(line: str, heads: list[str], at: int, low: str) -> bool:
    """From here on nothing is fresh: the dashes of RFC 3676 §4.3, or a disclaimer."""
    return line in ("-- ", "--", "—") or is_disclaimer(heads, at, low)


def is_sign_off(low: str) -> bool:
    """Whether a line (casefolded) is a closing formula with at most a name after it."""
    if len(low) > _LONGEST_SIGN_OFF:
        return False
    phrase = next((phrase for phrase in _SIGN_OFFS.get(low[:2], ()) if low.startswith(phrase)), "")
    if not phrase:
        return False
    return phrase[-1] == "…" or not low[len(phrase) : len(phrase) + 1].isalpha() or len(phrase) > 4  # noqa: PLR2004 - short ones are whole words


def _is_footer(low: str) -> bool:
    if len(low) > _LONGEST_FOOTER:
        return False
    low = low.lstrip("[(<-– \u200e\u200f")
    return low.startswith(_FOOTERS.get(low[:2], ())) or (
        low.startswith(("von meinem", "von meiner")) and "gesendet" in low
    )


def is_disclaimer(heads: list[str], at: int, low: str) -> bool:
    """Whether a confidentiality notice begins here: a known start and a known word within three lines."""
    if not low.startswith(_DISCLAIMERS.get(low[:2], ())):
        return False
    around = " ".join(heads[at : at + 3]).casefold()
    return any(word in around for word in CONFIDENTIAL)


def _is_talk(head: str, low: str, signed: int) -> bool:
    """A postscript, a question, or a whole sentence soon after the closing formula (later ones: an office's notes)."""
    if low.startswith(POSTSCRIPTS) or head.endswith(("?", "؟")) or head.startswith(">"):
        return True
    if signed > _NAME_LINES or len(low.split()) < _TALK_WORDS:
        return False
    return not any(sign in low for sign in _OFFICE_SIGNS)
