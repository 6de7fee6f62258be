"""Does a line of dashes, a rule or an armour header part the signature from the text?"""

from __future__ import annotations

from triage.message import contact, notice
from triage.message.openings import folded
from triage.message.phone_footer import is_phone_footer
from triage.message.voice import is_long, is_question, speaks_of_self

_SIGNS = "-_=+*—–―─━~"
_SHORT = 4  # signs; a longer line is a rule
_WINDOW = 60  # lines up and down that are looked at, which keeps a mail of nothing but dashes linear
_MOST_LINES = 20  # written lines; more is a text with dashes in it
_ITEMS = ("- ", "* ", "• ", "– ", "-->", "->", "+ ")
_WORDS = 4  # a line of so many words that says "I" is talk
_NAMES = 2  # lines of a signature that has nothing but a name and a title
_ARMOUR = 100  # lines of a PGP or S/MIME block


def is_delimiter(line: str, head: str) -> bool:
    """A line of nothing but one sign: "-- ", "--", "—", "____"; RFC 3676 §4.3 fixes the first only."""
    if head[0] not in _SIGNS or head.strip(head[0] + " "):
        return False
    return len(head) > 1 or head in "—–" or line == "-- "


def is_signature_below(heads: list[str], at: int, end: int) -> bool:
    """Whether what follows the sign at line `at` looks like a signature: short lines, no list, nobody speaking."""
    sign = heads[at]
    if end - at > _WINDOW:
        return _is_printed(heads, at, end)
    below = [head for head in heads[at + 1 : end] if head]
    if len(below) > _MOST_LINES and not _is_printed(heads, at, end):
        return False
    if below and below[-1] == sign:
        below.pop()  # a box: the same line stands above and below the signature
    if not below:
        return True
    if sign in below or sign in heads[max(0, at - _WINDOW) : at] or any(_is_item(head) for head in below[:_MOST_LINES]):
        return False
    if len(sign) > _SHORT and not _starts_signature(below):
        return False
    return _is_printed(heads, at, end) or not _is_spoken(below)


def _is_printed(heads: list[str], at: int, end: int) -> bool:
    """The first written line below is a notice or a list's footer."""
    first = next((n for n in range(at + 1, min(end, at + _SHORT)) if heads[n]), at)
    return notice.is_notice(heads, first, folded(heads[first]))


def _is_item(head: str) -> bool:
    return head.startswith(_ITEMS) or (head[:1].isdigit() and head[1:3].strip("0123456789")[:1] in (")", "."))


def _starts_signature(below: list[str]) -> bool:
    first = folded(below[0])
    if is_phone_footer(first) or contact.is_picture(first) or "mailing list" in first or "mailingliste" in first:
        return True
    if len(below) <= _NAMES and all(contact.is_name(head) for head in below):
        return True
    ways = sum(contact.shows_contact(folded(head)) for head in below[:_SHORT])
    return ways > 0 and (contact.is_name(below[0]) or contact.shows_contact(first))


def _is_spoken(below: list[str]) -> bool:
    """Somebody says "I", asks, or goes on in long lines: this is text, the dashes only part it."""
    prose = 0
    for head in below:
        low = folded(head)
        if is_phone_footer(low) or notice.is_inside(low) or contact.is_way(low):
            continue
        if low.count(" ") >= _WORDS and (speaks_of_self(head, low) or is_question(head)):
            return True
        prose += is_long(low)
    return prose > 1 or (prose == 1 and len(below) == 1 and not contact.shows_contact(folded(below[0])))


def armour_end(heads: list[str], at: int, end: int) -> int | None:
    """Past a PGP signature, or past the header of a signed text; None when line `at` begins neither. RFC 9580 §6."""
    head = heads[at]
    if not head.startswith("-----"):
        return None
    if head.startswith("-----BEGIN PGP SIGNED"):
        following = range(at + 1, min(end, at + 5))
        return next((n for n in following if not heads[n].startswith(("Hash:", "Charset:", "NotDashEscaped"))), at + 1)
    if not head.startswith(("-----BEGIN PGP SIGNATURE", "-----BEGIN PGP PUBLIC KEY")):
        return None
    last = next((n for n in range(at, min(end, at + _ARMOUR)) if heads[n].startswith("-----END PGP")), None)
    return None if last is None else last + 1


def stands_alone(heads: list[str], at: int, end: int) -> bool:
    """Whether a dashed line ends the text and is no item of a list."""
    above = next((heads[n] for n in range(at - 1, max(-1, at - 4), -1) if heads[n]), "")
    if above.startswith(("-", "–", "—", "*", "•")) or above.endswith((":", "：")):
        return False
    below = next((n for n in range(at + 1, min(end, at + 6)) if heads[n]), None)
    if below is not None and is_delimiter(heads[below], heads[below]) and is_signature_below(heads, below, end):
        return True  # a list's footer or another signature
    return not any(head and not is_phone_footer(folded(head)) for head in heads[at + 1 : min(end, at + 6)])
