"""Does a line, or up to three, say that somebody wrote what follows ("On … wrote:")?"""

from __future__ import annotations

from itertools import pairwise

from triage.message.markers import WROTE

SHORTEST = 4  # characters of the line with the colon
_LONGEST = 400
_MOST_LINES = 3
_YEAR_DIGITS = 4
_COLONS = (":", "：", ":\u200f", ":\u200e", ":*")


def begins_at(heads: list[str], last: int, *, before_quote: bool) -> int | None:
    """The first line of an attribution that ends at line `last`, None when this is none.

    `heads`: stripped lines. `before_quote`: the next written line is marked as a quote, so fewer signs suffice; without
    it a sentence such as "On Monday the office wrote to me:" must stay what it is, so address or time must be shown.
    """
    if not heads[last].endswith(_COLONS):
        return None
    joined = ""
    for start in range(last, max(-1, last - _MOST_LINES), -1):
        if not heads[start] or heads[start].startswith(">"):
            return None
        joined = f"{heads[start]} {joined}"
        if len(joined) > _LONGEST:
            return None
        if _is_attribution(joined.strip(), before_quote):
            return start if _digits(joined) >= _YEAR_DIGITS else _dated_line_above(heads, start, last)
    return None


def _dated_line_above(heads: list[str], start: int, last: int) -> int:
    """A wrapped introduction has its date further up; a line of prose above is left alone."""
    for above in range(start - 1, max(-1, last - _MOST_LINES), -1):
        if not heads[above]:
            break
        if _digits(heads[above]) >= _YEAR_DIGITS:
            return above
    return start


def _digits(text: str) -> int:
    return sum(map(str.isdigit, text))


def _is_attribution(line: str, before_quote: bool) -> bool:
    low = line.casefold()
    digits = _digits(line)
    has_address = "@" in line
    if any(verb in low for verb in WROTE):
        return before_quote or has_address or (digits >= _YEAR_DIGITS and _shows_time(line))
    # Gmail in Russian and some others write no verb: date, name <address>:
    return has_address and digits >= _YEAR_DIGITS and ">" in line[-4:]


def _shows_time(line: str) -> bool:
    """A clock time such as 08:15, in any digits."""
    parts = line.rstrip(": ").split(":")
    return any(left[-1:].isdigit() and right[:2].isdigit() for left, right in pairwise(parts))
