"""Is a mail small and flat enough to be parsed at all?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from triage.errors import NotUnderstood
from triage.message import transfer
from triage.message.html_size import HTML_DEPTH, HTML_OCTETS, is_deeper_than

RAW_OCTETS = 35 * 1024 * 1024
HEADER_BLOCK = 256 * 1024
ONE_HEADER = 16 * 1024
HEADERS = 1000
ADDRESSES = 500
DEPTH = 30
PARTS = 300
NESTED_MESSAGES = 5
PARAMETERS = 500  # semicolons in one Content-* field; the standard parser is quadratic in them
LINE_STEPS = 4_000_000  # lines times open levels: each open level looks at each line

_FIELD_NAME = re.compile(rb"[\x21-\x39\x3b-\x7e]*+:")
# fields, folded or not, up to an empty line: what nearly every block is
_SOUND = re.compile(rb"(?:[\x21-\x39\x3b-\x7e]*+:[^\n]*+\n(?:[ \t][^\n]*+\n)*+)*+\n")
_FIELD = re.compile(rb"[^\n:]*+:[^\n]*+(?:\n[ \t][^\n]*+)*+")
_BOUNDARY = re.compile(rb'boundary\*?0?\*?\s*+=\s*+(?:"([^"\n]*)"|([^\s;"]+))', re.IGNORECASE)
_ADDRESS_FIELDS = (b"from:", b"to:", b"cc:", b"bcc:", b"reply-to:", b"sender:", b"resent-to:", b"resent-cc:")


@dataclass(slots=True)
class _Walk:
    """How far the scan has come."""

    data: bytes
    boundaries: list[tuple[bytes, int]] = field(default_factory=list)  # open ones with dashes, outermost first; nesting
    parts: int = 0
    deepest: int = 0
    html: tuple[int, bytes] | None = None  # where an HTML part's body began, and its transfer encoding


def check(data: bytes) -> None:
    """Refuse a mail whose size or shape could hurt the parser; linear in its length, no parser involved.

    Raises NotUnderstood naming the first limit that was passed.
    """
    if len(data) > RAW_OCTETS:
        raise NotUnderstood("it is larger than 35 MiB")
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    walk = _Walk(data)
    at = _enter_part(walk, 0, 0)
    for start, end in _dash_lines(data, at):
        _meet_line(walk, start, data[start:end].rstrip(b" \t"))
    _close_html(walk, len(data))
    if data.count(b"\n") * (1 + walk.deepest) > LINE_STEPS:
        raise NotUnderstood("it has too many lines")


def _dash_lines(data: bytes, at: int) -> Iterator[tuple[int, int]]:
    """Start and end of each line from `at` that begins with two dashes."""
    here = data.find(b"\n--", max(0, at - 1))
    while here >= 0:
        end = data.find(b"\n", here + 1)
        yield here + 1, len(data) if end < 0 else end
        here = data.find(b"\n--", here + 1)


def _meet_line(walk: _Walk, start: int, line: bytes) -> None:
    """RFC 2046 §5.1.1: a line that is an open boundary starts the next part; with two more dashes it ends the level."""
    for level in range(len(walk.boundaries) - 1, -1, -1):
        boundary, nested = walk.boundaries[level]
        if not line.startswith(boundary):
            continue
        if line == boundary:
            _close_html(walk, start)
            del walk.boundaries[level + 1 :]
            _enter_part(walk, min(len(walk.data), start + len(line) + 1), nested)
            return
        if line == boundary + b"--":
            _close_html(walk, start)
            del walk.boundaries[level:]
            return


def _enter_part(walk: _Walk, at: int, nested: int) -> int:
    """Read one header block, and that of a mail directly inside; where the body begins. `nested`: mails around it."""
    walk.parts += 1
    if walk.parts > PARTS + 1:  # the mail itself is no part
        raise NotUnderstood(f"it has more than {PARTS} parts")
    if nested > NESTED_MESSAGES:
        raise NotUnderstood(f"it holds mails within mails, more than {NESTED_MESSAGES} deep")
    body, fields = _header_block(walk.data, at)
    content = [line for line in fields if line[:8].lower() == b"content-"]
    kind = _media_type(content)
    if walk.data.count(b"@", at, body) > ADDRESSES:
        _check_addresses(fields)
    if kind.startswith(b"multipart/"):
        _open_multipart(walk, content, nested)
    elif kind in (b"message/rfc822", b"message/global"):
        return _enter_part(walk, body, nested + 1)
    elif kind == b"text/html":
        walk.html = (body, _value(content, b"content-transfer-encoding:"))
    return body


def _open_multipart(walk: _Walk, fields: list[bytes], nested: int) -> None:
    found = _BOUNDARY.search(_raw(fields, b"content-type:"))
    if found:
        walk.boundaries.append((b"--" + (found[1] or found[2] or b"").rstrip(), nested))
    walk.deepest = max(walk.deepest, len(walk.boundaries))
    if len(walk.boundaries) > DEPTH:
        raise NotUnderstood(f"its parts are nested deeper than {DEPTH} levels")


def _header_block(data: bytes, at: int) -> tuple[int, list[bytes]]:
    """Where the body begins, and the fields with their folded lines. RFC 5322 §2.2."""
    if sound := _SOUND.match(data, at, at + ONE_HEADER):
        found = _FIELD.findall(data, at, sound.end())
        if len(found) <= HEADERS:
            return sound.end(), found
    return _odd_header_block(data, at)


def _odd_header_block(data: bytes, at: int) -> tuple[int, list[bytes]]:
    """The same line by line, for a block that is long or has no clear end."""
    fields: list[tuple[int, int]] = []
    here, length = at, len(data)
    while here < length:
        end = data.find(b"\n", here)
        end = length if end < 0 else end
        if end == here:
            here += 1
            break
        if data[here] in b" \t":
            if fields:
                fields[-1] = (fields[-1][0], end)
        elif _FIELD_NAME.match(data, here, end):
            fields.append((here, end))
        elif not (here == at and data.startswith(b"From ", here)):
            break
        _check_header(fields, here - at)
        here = end + 1
    return here, [data[start:end] for start, end in fields]


def _check_header(fields: list[tuple[int, int]], so_far: int) -> None:
    if fields and fields[-1][1] - fields[-1][0] > ONE_HEADER:
        raise NotUnderstood("one header is longer than 16 KiB")
    if len(fields) > HEADERS:
        raise NotUnderstood(f"it has more than {HEADERS} headers")
    if so_far > HEADER_BLOCK:
        raise NotUnderstood("its header block is larger than 256 KiB")


def _check_addresses(fields: list[bytes]) -> None:
    found = sum(line.count(b"@") for line in fields if line[:12].lower().startswith(_ADDRESS_FIELDS))
    if found > ADDRESSES:
        raise NotUnderstood(f"it names more than {ADDRESSES} addresses")


def _raw(fields: list[bytes], name: bytes) -> bytes:
    for line in fields:
        if line[: len(name)].lower() == name:
            if line.count(b";") > PARAMETERS:
                raise NotUnderstood("a content header has too many parameters")
            return line[len(name) :]
    return b""


def _value(fields: list[bytes], name: bytes) -> bytes:
    return _raw(fields, name).strip().lower()


def _media_type(fields: list[bytes]) -> bytes:
    _raw(fields, b"content-disposition:")
    return _value(fields, b"content-type:").partition(b";")[0].strip()


def _close_html(walk: _Walk, end: int) -> None:
    """Weigh the HTML part that ends here: size first, since measuring depth reads it."""
    if walk.html is None:
        return
    (start, encoding), walk.html = walk.html, None
    if end - start <= HTML_OCTETS and _is_surely_flat(walk.data[start:end], encoding):
        return
    content = transfer.decoded(walk.data[start:end], encoding.decode("ascii", "replace"))
    if len(content) > HTML_OCTETS:
        raise NotUnderstood("its HTML is larger than 2 MiB")
    if is_deeper_than(content, HTML_DEPTH):
        raise NotUnderstood(f"its HTML is nested deeper than {HTML_DEPTH} elements")


def _is_surely_flat(octets: bytes, encoding: bytes) -> bool:
    """Whether so few tags stand in text, plain or quoted-printable, that it need not be decoded to know its depth."""
    name = transfer.encoding_of(encoding.decode("ascii", "replace"))
    return name in ("", "quoted-printable") and octets.count(b"<") + octets.lower().count(b"=3c") <= HTML_DEPTH
