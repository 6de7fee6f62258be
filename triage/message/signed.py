"""What was signed in an opaque S/MIME message?"""

from __future__ import annotations

from dataclasses import dataclass

TYPES = frozenset(("application/pkcs7-mime", "application/x-pkcs7-mime"))
_SIGNED_DATA = bytes.fromhex("2a864886f70d010702")  # 1.2.840.113549.1.7.2, RFC 5652 §5.1
_DATA = bytes.fromhex("2a864886f70d010701")  # 1.2.840.113549.1.7.1
_CONSTRUCTED = 0x20
_MOST = 20  # values in a sequence
_LONG = 0x80


class _NotDer(Exception):
    """The octets do not follow the encoding rules."""


@dataclass(frozen=True, slots=True)
class _Value:
    """One BER value: where its content lies."""

    tag: int
    start: int
    end: int  # of the content
    after: int  # where the next value begins


def content(octets: bytes) -> bytes:
    """The signed MIME entity inside, b"" when it is encrypted, detached or damaged. Nothing is verified. Never raises.

    RFC 8551 §3.5.2, RFC 5652 §5: ContentInfo → SignedData → EncapsulatedContentInfo → octets, whole or in pieces.
    """
    try:
        info = _children(octets, _value(octets, 0, len(octets)))
        if len(info) < 2 or _of(octets, info[0]) != _SIGNED_DATA:  # noqa: PLR2004 - type and content
            return b""
        signed = _children(octets, _children(octets, info[1])[0])
        inner = _children(octets, signed[2])  # after version and digest algorithms
        if len(inner) < 2 or _of(octets, inner[0]) != _DATA:  # noqa: PLR2004 - type and content
            return b""
        return _joined(octets, _children(octets, inner[1])[0], 0)
    except (_NotDer, IndexError):
        return b""


def _value(octets: bytes, at: int, limit: int) -> _Value:
    """X.690 §8.1: identifier, length in its short, long or indefinite form."""
    tag, first = octets[at], octets[at + 1]
    start = at + 2
    if first == _LONG:
        end = _end_of_open(octets, start, limit)
        return _Value(tag, start, end, end + 2)
    length = first
    if first > _LONG:
        size = first - _LONG
        length, start = int.from_bytes(octets[start : start + size], "big"), start + size
    if length > limit - start:
        raise _NotDer
    return _Value(tag, start, start + length, start + length)


def _end_of_open(octets: bytes, at: int, limit: int) -> int:
    """Where the two NULs stand that end a value of open length; values of open length inside are passed flat."""
    opened = 1
    while at < limit - 1:
        if octets[at] == 0 and octets[at + 1] == 0:
            opened -= 1
            if not opened:
                return at
            at += 2
        elif octets[at + 1] == _LONG:
            opened += 1
            at += 2
        else:
            at = _value(octets, at, limit).after
    raise _NotDer


def _children(octets: bytes, value: _Value) -> list[_Value]:
    found: list[_Value] = []
    at = value.start
    while at < value.end and len(found) < _MOST:
        found.append(_value(octets, at, value.end))
        at = found[-1].after
    return found


def _of(octets: bytes, value: _Value) -> bytes:
    return octets[value.start : value.end]


def _joined(octets: bytes, value: _Value, depth: int) -> bytes:
    """An octet string, whole or in pieces."""
    if not value.tag & _CONSTRUCTED:
        return _of(octets, value)
    if depth > 1:
        raise _NotDer
    pieces: list[bytes] = []
    at = value.start
    while at < value.end:
        piece = _value(octets, at, value.end)
        pieces.append(_joined(octets, piece, depth + 1))
        at = piece.after
    return b"".join(pieces)
