"""Where does a writer's own text stop and the signature, the phone's footer or the small print begin?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from triage.message import contact, delimiter, notice
from triage.message.banner import banner_end
from triage.message.closing import OPENINGS as CLOSINGS
from triage.message.closing import closing, has_greeting_noun, is_dashed_name
from triage.message.openings import by_opening, folded, opens
from triage.message.phone_footer import OPENINGS as FOOTERS
from triage.message.phone_footer import is_phone_footer
from triage.message.trailing import block_start, rest_is_signed
from triage.message.voice import is_long, is_postscript, is_question, says_mine, speaks_of_self
from triage.values import ZoneKind

# text: the writer speaks · signing: below a closing formula · final: below the dashes · small: in small print
_Mode = Literal["text", "signing", "final", "small"]

_NAME_LINES = 2  # closing formula and name; a signature with more is an office's
_SHORT_SIGNATURE = 4
_NEAR = 10  # lines
_PARAGRAPH = 12  # words of a line that is prose wherever it stands
_SALUTATION = 6  # words
_OPENING_MARKS = frozenset("*_[(<-–—=+~/|\u00a0\u200b•·•\"'")
_LOOK_AT = by_opening((*CLOSINGS, *notice.OPENINGS, *FOOTERS))


@dataclass(slots=True)
class _Run:
    """One stretch of fresh lines and how far its reading got."""

    lines: list[str]
    heads: list[str]
    kinds: list[ZoneKind]
    start: int
    end: int
    mode: _Mode = "text"
    spoken: int = 0  # fresh lines so far
    said: bool = False  # more than a salutation is fresh
    signed: int = 0  # signature lines since the closing formula
    has_contact: bool = False  # one of them tells how to reach somebody
    after_blank: bool = True


def mark(lines: list[str], heads: list[str], kinds: list[ZoneKind], start: int, end: int) -> None:
    """Mark signature lines among the fresh lines [start, end). What a person says after a signature is fresh again.

    `heads`: the stripped beginnings of `lines`. Linear. What "fresh" means: docs/decisions/0012-what-is-fresh.md.
    """
    run = _Run(lines, heads, kinds, start, end, said=start > 0)
    at = banner_end(heads, end) if start == 0 else start
    _sign(run, start, at)
    while at < end:
        head = heads[at]
        if head:
            at = _read_line(run, at, head)
            run.after_blank = False
        else:
            run.after_blank = True
            at += 1
    if run.mode == "text":
        _sign(run, block_start(heads, kinds, start, end), end)


def _read_line(run: _Run, at: int, head: str) -> int:
    """Settle line `at`; returns the next line to read."""
    low = folded(head)
    if run.mode != "text":
        if not _returns(run, at, head, low):
            return _keep_signing(run, at, low)
        run.mode = "text"
    if head[0] in _OPENING_MARKS or opens(low, _LOOK_AT) or has_greeting_noun(low):
        past = _begin(run, at, head, low)
        if past is not None:
            return past
    run.said = run.said or run.spoken > 0 or not _is_salutation(head)
    run.spoken += 1
    return at + 1


def _begin(run: _Run, at: int, head: str, low: str) -> int | None:
    """What is no text begins at this line: returns the line past what was settled, None when the writer speaks."""
    if is_phone_footer(low):
        return _sign_footer(run, at)
    if (past := delimiter.armour_end(run.heads, at, run.end)) is not None:
        return _sign(run, at, past)
    if delimiter.is_delimiter(run.lines[at], head):
        return _begin_below_line(run, at)
    if notice.is_notice(run.heads, at, low) and (run.said or run.start > 0):
        return _enter(run, at, "small")
    kind = closing(head, low, _following(run, at))
    if kind is not None and _closes(run, at, kind):
        return _enter(run, at, "signing")
    if is_dashed_name(head) and run.said and delimiter.stands_alone(run.heads, at, run.end):
        return _enter(run, at, "signing")
    return None


def _following(run: _Run, at: int) -> str:
    return folded(run.heads[at + 1]) if at + 1 < run.end else ""


def _closes(run: _Run, at: int, kind: str) -> bool:
    """A first line is a greeting, not a farewell; what may begin a sentence closes only what nothing follows."""
    if run.spoken == 0 and run.start == 0:
        return False
    if kind == "sure":
        return run.said or rest_is_signed(run.heads, at + 1, run.end, needs_name=False)
    if kind == "thanks" and run.heads[at].endswith(",") and not any(run.heads[at + 1 : min(run.end, at + _NEAR)]):
        return run.said  # "Thanks," with nothing below: the name was left out
    return run.said and rest_is_signed(run.heads, at + 1, run.end, needs_name=kind == "thanks")


def _begin_below_line(run: _Run, at: int) -> int | None:
    """Dashes or a rule. RFC 3676 §4.3: below "-- " all is signature, unless nothing was written above it."""
    is_standard = run.lines[at] == "-- "
    if not is_standard and not delimiter.is_signature_below(run.heads, at, run.end):
        return None
    return _enter(run, at, "final" if run.said else "signing")


def _enter(run: _Run, at: int, mode: _Mode) -> int:
    run.mode, run.signed, run.has_contact = mode, 0, False
    return _sign(run, at, at + 1)


def _sign_footer(run: _Run, at: int) -> int:
    """A footer, its wrapped second line, and the bare link below it."""
    past = at + 1
    while past < run.end and contact.is_link(folded(run.heads[past])):
        past += 1
    return _sign(run, at, past)


def _sign(run: _Run, start: int, end: int) -> int:
    if start < end:
        run.kinds[start:end] = ["signature"] * (end - start)
    return max(start, end)


def _keep_signing(run: _Run, at: int, low: str) -> int:
    if (past := delimiter.armour_end(run.heads, at, run.end)) is not None:
        return _sign(run, at, past)
    if run.mode == "signing" and notice.is_notice(run.heads, at, low):
        run.mode = "small"
    run.signed += 1
    run.has_contact = run.has_contact or contact.shows_contact(low)
    return _sign(run, at, at + 1)


def _returns(run: _Run, at: int, head: str, low: str) -> bool:
    """Whether a line below a signature is the writer speaking again."""
    if is_postscript(low):
        return True
    if run.mode == "final" or is_phone_footer(low):
        return False
    if notice.is_notice(run.heads, at, low) or notice.is_inside(low):
        return False
    if run.mode == "small":
        return run.after_blank and speaks_of_self(head, low) and low.count(" ") > _NAME_LINES
    return _talks(run, head, low) and closing(head, low, _following(run, at)) is None


def _talks(run: _Run, head: str, low: str) -> bool:
    """A question, a word of oneself, or a whole sentence soon after the closing formula (later: an office's notes)."""
    count = low.count(" ") + 1
    if head.startswith(">"):
        return True
    if count <= _NAME_LINES and not is_question(head):
        return False
    speaks = count > _NAME_LINES and speaks_of_self(head, low)
    if run.has_contact:
        asks = run.signed <= _SHORT_SIGNATURE and is_long(low) and says_mine(low)
        return run.after_blank and (speaks or asks) and not contact.is_way(low)
    if is_question(head):
        return count > 1
    if contact.is_way(low) or contact.is_place(low):
        return speaks and count > _SHORT_SIGNATURE
    if speaks or (count > _NAME_LINES + 1 and says_mine(low)):
        return True
    if run.signed <= _NAME_LINES:
        return is_long(low) and not (contact.names_office(low) and count < _PARAGRAPH)
    return run.after_blank and count >= _PARAGRAPH and not contact.names_office(low)


def _is_salutation(head: str) -> bool:
    return head.count(" ") < _SALUTATION and head.endswith((",", "!", "،", "，")) and ". " not in head
