"""Which mails of ours does a bounce or receipt give back?"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator, Sequence

from triage.message.parts import Part
from triage.message.transfer import base64_octets

_DIGITS = 40
_MOST = 100  # ids kept
_HEX = b"0123456789abcdef"
_LONGEST = 2 * 1024 * 1024  # octets of a part that are decoded
_BREAK = re.compile(rb"=?\r?\n[ \t>|]{0,8}")  # soft break of quoted-printable, fold or quote mark inside an id


def own_ids(data: bytes, suffix: str, parts: Sequence[Part] = ()) -> tuple[str, ...]:
    """Ids of ours in the octets of a mail, in order: RFC 6522 §3 returns our mail as a part, older programs as text.

    `suffix` is how all our ids end; before it stand 40 hex digits. Parts in base64 or quoted-printable are looked into,
    broken lines inside an id are healed. Never raises.
    """
    mark = suffix.lower().encode()
    found: dict[str, None] = {}
    for octets in _views(data, mark, parts):
        for digits in _before(octets, mark, _MOST - len(found)):
            found[digits.decode() + suffix] = None
        if len(found) >= _MOST:
            break
    return tuple(found)


def _views(data: bytes, mark: bytes, parts: Sequence[Part]) -> Iterator[bytes]:
    """The octets as they came, what the encoded parts hold, and both with broken lines joined."""
    for octets in (data, *_decoded(parts)):
        low = octets.lower().replace(b"=40", b"@")
        yield low
        if low.count(mark) < low.count(mark.rpartition(b"@")[2]) or b"=\n" in low or b"=\r\n" in low:
            yield _BREAK.sub(b"", low)


def _decoded(parts: Sequence[Part]) -> Iterator[bytes]:
    for part in parts:
        encoding = part.headers.first("content-transfer-encoding").strip().lower()
        if encoding == "quoted-printable" and part.children:
            yield binascii.a2b_qp(part.octets[:_LONGEST])  # forbidden for mails within mails, and done
        elif encoding == "base64":
            yield part.octets[:_LONGEST]
            if part.children:
                yield base64_octets(part.octets[:_LONGEST])


def _before(octets: bytes, mark: bytes, most: int) -> Iterator[bytes]:
    at = -1
    while most > 0 and (at := octets.find(mark, at + 1)) >= 0:
        digits = octets[max(0, at - _DIGITS) : at]
        if len(digits) == _DIGITS and not digits.strip(_HEX):
            most -= 1
            yield digits
