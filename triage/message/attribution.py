"""Does a line, or up to four, say that somebody wrote what follows ("On … wrote:")?"""

from __future__ import annotations

import re

from triage.message.introductions import NARRATED, OPENERS, TALK, WROTE

_LONGEST = 400  # characters
_MOST_LINES = 4
_YEAR_DIGITS = 4
_MOMENT_DIGITS = 6  # a day and a clock time
_SHORT_LINE = 100  # characters of a line that can be the first of a wrapped introduction
_TAIL = "*_ \t\u200e\u200f\u202a\u202b\u202c\u2066-\u2069\u00a0"  # what clients leave around the closing colon
_COLONS = (":", "：")
_MARKS = (">", "＞", "&gt;")
_TIME = re.compile(
    r"(?<!\d)\d{1,2}\s?(?:[:：٫∶]|h)\s?\d{2}(?!\d)|(?:kl|klo|kello|pukul|plkst|kell)\.?\s\d{1,2}[.:]\d{2}"
)
_UNTIL_SENTENCE = (".", "!", "?", "؟", "。", "！", "？")
_CLOSERS = (">", ")", "]", '"', "'")
_DASHES = "-‐‑–—"


def ends_like_one(head: str) -> bool:
    """Whether a stripped line could be the end of an introduction; cheap, for every line of a mail."""
    return head.endswith(_COLONS) or (head[-1:] in _TAIL and head.rstrip(_TAIL).endswith(_COLONS))


def begins_at(heads: list[str], last: int, *, before_quote: bool) -> int | None:
    """The first line of an introduction that ends at line `last`, None when this is none.

    `heads`: stripped lines. `before_quote`: the next written line is marked as a quote, so fewer signs suffice; without
    it a sentence such as "On Monday the office wrote to me:" must stay what it is, so address or time must be shown.
    """
    nearby = "".join(heads[max(0, last - _MOST_LINES + 1) : last + 1])
    if not before_quote and "@" not in nearby and digits(nearby) < _YEAR_DIGITS:
        return None
    joined = ""
    for start in range(last, max(-1, last - _MOST_LINES), -1):
        if not heads[start] or heads[start].startswith(_MARKS):
            return None
        joined = f"{heads[start]} {joined}".strip()
        if len(joined) > _LONGEST:
            return None
        if is_introduction(joined, before_quote=before_quote):
            return _with_lines_above(heads, start, last, joined)
    return None


def is_introduction(line: str, *, before_quote: bool) -> bool:
    """Whether one unwrapped line names a writer and, unless a marked quote follows, an address or a moment."""
    dated = digits(line) >= _YEAR_DIGITS
    has_address = "@" in line
    if says_wrote(line):
        if _is_talk(line):
            return False
        if before_quote:
            return True
        return (has_address and (dated or "<" in line)) or (dated and shows_time(line))
    # Gmail in Russian, FairEmail, Mail.ru and Yandex write no verb: date, name <address>:
    if has_address:
        closed = dated and line.rstrip(_TAIL + ":：").endswith(_CLOSERS)
        return closed and (before_quote or (shows_time(line) and _opens(line)))
    return before_quote and digits(line) >= _MOMENT_DIGITS and shows_time(line) and _opens(line)


def is_between_dashes(head: str) -> bool:
    """Zoho writes its introduction between dashes, without a colon: ---- On … wrote ----."""
    inner = head.strip(_DASHES)
    if len(head) - len(inner) < _YEAR_DIGITS or len(head) > _LONGEST or digits(inner) < _YEAR_DIGITS:
        return False
    return shows_time(inner) and says_wrote(inner)


def is_group_wise(head: str) -> bool:
    """GroupWise introduces unmarked history so: >>> Name 19.11.2026 14:02 >>>."""
    if not head.startswith(">>>") or digits(head) < _YEAR_DIGITS or len(head) > _LONGEST:
        return False
    return head.endswith(">>>") or (head.endswith("Uhr") and head[3:4] == " ")


def with_text_behind(head: str) -> bool:
    """The introduction and the beginning of what it introduces on one line, as lost line ends leave them."""
    if "@" not in head or digits(head) < _YEAR_DIGITS or not _opens(head):
        return False
    at = head.find("@")
    end = next((head.find(colon, at) for colon in (": ", "： ") if head.find(colon, at) > 0), -1)
    if end < 0 or not shows_time(head[:end]):
        return False
    return says_wrote(head[:end]) and not _is_talk(head[:end])


def shows_time(line: str) -> bool:
    """A clock time such as 08:15, 14h02 or kl. 14.02, in any digits."""
    return _TIME.search(line.casefold()) is not None


def digits(text: str) -> int:
    """Digits of any script outside of mail addresses."""
    if "@" in text:
        text = " ".join(word for word in text.split() if "@" not in word)
    return sum(map(str.isdigit, text))


def _with_lines_above(heads: list[str], start: int, last: int, joined: str) -> int:
    """A wrapped introduction begins further up, with its date or with the name; prose above is left alone."""
    dated = digits(joined) >= _YEAR_DIGITS
    first = joined.split(None, 1)[0]
    if (
        digits(joined) >= _MOMENT_DIGITS
        and _opens(joined)
        and first[0].isalpha()
        and not first[0].islower()
        and "年" not in first
    ):
        return start
    begun = start
    for above in range(start - 1, max(-1, last - _MOST_LINES), -1):
        head = heads[above]
        if not head or head.startswith(_MARKS) or head.endswith(_COLONS) or len(head) > _SHORT_LINE:
            break
        if _opens(head) or _is_piece(head, dated=dated):
            begun = above
        elif joined[0] not in "<(" and _is_lone_name(heads, above):
            begun = above if dated else begun
    return begun


def _is_piece(head: str, *, dated: bool) -> bool:
    """Whether a line above a dated rest holds the writer, or one above an undated rest the date."""
    if dated:
        return "<" in head or (says_wrote(head) and not _is_talk(head) and not head.endswith(_UNTIL_SENTENCE))
    return digits(head) >= _YEAR_DIGITS and ("@" in head or shows_time(head))


def _is_lone_name(heads: list[str], at: int) -> bool:
    """A line that is a paragraph's first and reads like the beginning of a name, not like a sentence."""
    head = heads[at]
    if (at > 0 and heads[at - 1]) or head.endswith((*_UNTIL_SENTENCE, ",")):
        return False
    return all(not word[0].islower() for word in head.split())


def says_wrote(line: str) -> bool:
    """Whether a line holds a word for writing that programs use."""
    low = line.casefold()
    return any(verb in low for verb in WROTE)


def _opens(line: str) -> bool:
    """A line that begins as these do with date or day: a digit, a preposition, a weekday."""
    first = line.lstrip("*_-> \u200e\u200f\u202a\u202b\u2066\u2067\u2068")
    if not first:
        return False
    word = first.split(None, 1)[0].rstrip(".,،、׳'").lower()
    return first[0].isdigit() or word in OPENERS or word.rstrip("0123456789/.-") in OPENERS or "年" in word


def _is_talk(line: str) -> bool:
    """Somebody tells that a letter came; a program does not."""
    first, *others = line.rstrip(_TAIL + ":：").split()
    return first.lower() in TALK or first.lower() in NARRATED or "I" in others or not TALK.isdisjoint(others)
