"""Is this line small print: a confidentiality notice, a virus scanner's mark, the footer of a mailing list?"""

from __future__ import annotations

from triage.message.openings import opens
from triage.message.small_print import HEADINGS, LINE_STARTS, LINES, NOTICE_OPENINGS, NOTICE_WORDS, NOTICES
from triage.message.voice import speaks_of_self

OPENINGS: tuple[str, ...] = (*LINES, *NOTICES)
_ENOUGH = 2  # different words of a notice in its first lines
_LINES = 5
_SENTENCE = 3  # blanks in a line that can be a piece of a notice
_LONGEST = 1_200
_RULES = ("**", "--", "==", "__", "##")
_TRIM = "*_ \t|#>-–—•\u00a0"


def is_notice(heads: list[str], at: int, low: str) -> bool:
    """Whether small print begins at line `at` (`low`: the line casefolded). Nobody says "I" in it."""
    low = low.lstrip(_TRIM)
    if is_heading(heads[at], low):
        return True
    if opens(low, LINE_STARTS):
        return not speaks_of_self("", low)
    if not opens(low, NOTICE_OPENINGS):
        return False
    return not speaks_of_self("", low[:_LONGEST]) and _words(_paragraph(heads, at)) >= _ENOUGH


def is_heading(head: str, low: str) -> bool:
    """A rule with the word in it: "*** DISCLAIMER ***"."""
    return head.startswith(_RULES) and low.strip(_TRIM + "=:") in HEADINGS


def is_inside(low: str) -> bool:
    """Whether a line goes on with a notice: at least two of its words, or the mark of a list."""
    if low.count(" ") < _SENTENCE:
        return False  # a name, a number, an address: no need to look for two hundred words
    return _words(low[:_LONGEST]) >= _ENOUGH or "mailing list" in low or "unsubscribe" in low


def _paragraph(heads: list[str], at: int) -> str:
    return " ".join(heads[at : at + _LINES])[:_LONGEST].casefold()


def _words(text: str) -> int:
    return sum(word in text for word in NOTICE_WORDS)
