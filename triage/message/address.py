"""Whom does an address header name, and can that be decided?"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from triage.message import words
from triage.message.headers import Headers, one_line
from triage.values import Address

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"?|\((?:[^()\\]|\\.)*+\)?|[<>,;:)]|[^"(<>,;:)]++')
_ADDRESS_IN_TEXT = re.compile(r"[^\s<>\"'(),;:@]{1,64}@[^\s<>\"'(),;:@]{1,200}\.[^\s<>\"'(),;:@]{2,}")
_LONGEST = 320  # RFC 5321 §4.5.3.1: 64 + @ + 255


@dataclass(slots=True)
class _Reading:
    """One mailbox while its tokens pass by."""

    words: list[str]
    angle: list[str] | None = None  # what stood between < and >
    angles: int = 0
    comments: list[str] = field(default_factory=list)
    is_odd: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """The mailboxes of one header and whether anything about them was odd."""

    mailboxes: tuple[Address, ...]
    is_odd: bool = False  # group, several angle pairs, a@b@c, stray text: do not rely on it


def mailboxes(headers: Headers, name: str) -> tuple[Address, ...]:
    """Everybody a header such as To or Cc names, over all its occurrences. RFC 5322 §3.4."""
    values = headers.all(name)
    return tuple(box for value in values for box in listed(value).mailboxes if box.address)


def sender(headers: Headers) -> tuple[Address | None, bool]:
    """Who wrote the mail, and whether that is ambiguous. None only when From names nobody.

    Ambiguous: several From fields or mailboxes, a@b@c, groups, or a display name that shows another address.
    """
    values = [value for value in headers.all("from") if value]
    if not values:
        return None, False
    listings = [listed(value) for value in values]
    boxes = [box for listing in listings for box in listing.mailboxes]
    if not boxes:
        return Address(name=one_line(words.decoded(values[0]))[:200], address=""), True
    odd = len(boxes) > 1 or len(values) > 1 or any(listing.is_odd for listing in listings)
    return boxes[0], odd or not boxes[0].address or _shows_another(boxes[0])


def listed(value: str) -> Listing:
    """Read one address header; linear, never raises, never splits inside quotes or encoded words."""
    boxes: list[Address] = []
    odd = False
    reading = _Reading([])
    for match in _TOKEN.finditer(value):
        sign = match[0]
        if sign in (",", ";") and reading.angle is None:
            odd |= _finish(reading, boxes)
            reading = _Reading([])
        elif sign == ":" and reading.angle is None and reading.angles == 0:
            odd, reading = True, _Reading([])  # a group: its name is dropped, its members are read
        else:
            _take(reading, sign)
    odd |= _finish(reading, boxes)
    return Listing(tuple(boxes), odd)


def _take(reading: _Reading, sign: str) -> None:
    if sign == "<" and reading.angle is None:
        reading.angles += 1
        if reading.angles == 1:
            reading.angle = []
        else:
            reading.is_odd = True
    elif sign == ">" and reading.angle is not None:
        _close_angle(reading)
    elif sign in ("<", ">", ")"):
        reading.is_odd = True
    elif sign.startswith("("):
        reading.comments.append(sign.strip("()"))
    elif reading.angle is not None:
        reading.angle.append(sign)
    else:
        reading.words.append(sign)


def _close_angle(reading: _Reading) -> None:
    reading.words.append("\0" + "".join(reading.angle or []))
    reading.angle = None


def _finish(reading: _Reading, boxes: list[Address]) -> bool:
    """Add the mailbox that was read; True when it is odd."""
    if reading.angle is not None:
        _close_angle(reading)
        reading.is_odd = True
    spec = next((word[1:] for word in reading.words if word.startswith("\0")), None)
    rest = [word for word in reading.words if not word.startswith("\0")]
    if spec is None:
        return _finish_bare(reading, rest, boxes)
    name = one_line(words.decoded(" ".join(_unquoted(word) for word in rest)))
    address = normalised(spec)
    if not address and not name:
        return reading.is_odd
    boxes.append(Address(name=name[:200], address=address))
    return reading.is_odd or not address


def _finish_bare(reading: _Reading, rest: list[str], boxes: list[Address]) -> bool:
    """A mailbox without angle brackets: `a@b` or `a@b (Name)`."""
    text = "".join(rest).strip()
    if not text:
        return reading.is_odd
    name = one_line(words.decoded(" ".join(reading.comments)))
    address = normalised(text)
    boxes.append(Address(name=name[:200] if address else one_line(words.decoded(text))[:200], address=address))
    return reading.is_odd or not address


def _unquoted(word: str) -> str:
    word = word.strip()
    if not word.startswith('"'):
        return word
    return re.sub(r"\\(.)", r"\1", word[1:-1] if word.endswith('"') and len(word) > 1 else word[1:])


def normalised(spec: str) -> str:
    """`local@domain` with the domain in lower case, "" when this is not one plain address. RFC 5322 §3.4.1."""
    spec = spec.strip()
    local, at, domain = spec.rpartition("@")
    if not at or not local or not domain or len(spec) > _LONGEST or not spec.isprintable():
        return ""
    if any(sign in local for sign in '@" <>()[],;:\\') and not (local.startswith('"') and local.endswith('"')):
        return ""  # a@b@c: servers disagree whose it is (CVE-2019-16056)
    if any(sign in domain for sign in '"<>()[],;:\\ ') and not domain.startswith("["):
        return ""
    return f"{local}@{domain.lower()}"


def _shows_another(box: Address) -> bool:
    """A display name that shows an address other than the real one is a disguise or a relay."""
    return any(shown.lower().strip("'\"") != box.address.lower() for shown in _ADDRESS_IN_TEXT.findall(box.name[:500]))
