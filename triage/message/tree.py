"""Which tree of parts do the octets of a mail hold, also where its boundaries are wrong?"""

from __future__ import annotations

import re
from email import message_from_bytes
from email.errors import HeaderParseError
from email.message import Message

from triage.errors import NotUnderstood
from triage.message import flawless, limits, opening, transfer
from triage.message.parts import Mail, raw_octets

_OURS = "=_mended"
_MOST_REPAIRS = 5  # each reads the rest of the mail once more
_WITHIN = 4000  # octets of a body in which its first boundary has to stand
# a line that is a boundary: dashes, then a word, and content headers or an empty line behind it
_BOUNDARY = re.compile(rb"^--(?!-*+$)([^\s][^\n]{0,69}?)[ \t\r]*\n(?=Content-[A-Za-z-]{2,40}:|\r?\n)", re.M | re.I)
_PROSE = re.compile(rb"\s*+(?:This is a (?:multi-?part|cryptographically signed) mess[^\n]{0,80}\n\s*+)?--", re.I)
_MESSAGES = ("message/rfc822", "message/global")


def parsed(data: bytes) -> Mail:
    """The parts as nested nodes, below headers that are in sight; parts the parser missed are put in.

    Repairs: a multipart whose boundary is missing or wrong, one that lost its header, one that shares its boundary
    with the one inside it, an attached mail that was encoded as a whole. Call `limits.check(data)` first.
    """
    sound = flawless.tree(data)
    return _mended(message_from_bytes(_opened(data))) if sound is None else sound


def _mended(top: Mail) -> Mail:
    """What the standard parser found, repaired."""
    repairs = 0
    nodes: list[Mail] = [top]
    while nodes and repairs < _MOST_REPAIRS:
        node = nodes.pop()
        children = _missing(node, is_top=node is top)
        if children:
            repairs += 1
            _put(node, children)
        nodes.extend(_children(node))
    return top


def _opened(data: bytes) -> bytes:
    """The mail as the parser wants it; checked again when that changed it, since there may be more to parse now."""
    opened = opening.opened(data)
    if opened is not data:
        limits.check(opened)
    return opened


def _children(node: Mail) -> list[Mail]:
    if not node.is_multipart():
        return []
    return [child for child in node.get_payload() if isinstance(child, Message)]


def _put(node: Mail, children: list[Mail]) -> None:
    payload: list[Mail | str] = list(children)
    node.set_payload(payload)
    if node.get_content_maintype() == "message":
        return
    if node.get_content_maintype() != "multipart":
        del node["content-type"]
        del node["content-transfer-encoding"]
        node["Content-Type"] = "multipart/mixed"
    try:
        node.set_boundary(_OURS)  # the source of a part has to be the same each time; else a random one is made up
    except (HeaderParseError, ValueError, LookupError):
        del node["content-type"]
        node["Content-Type"] = f'multipart/mixed; boundary="{_OURS}"'


def _missing(node: Mail, *, is_top: bool) -> list[Mail]:
    """The children a node should have, [] when what the parser found is right."""
    kind = node.get_content_type()
    if kind in _MESSAGES:
        return _encoded_mail(node)
    if kind.startswith("multipart/"):
        if node.is_multipart():
            return _after_the_end(node)
        return _found_in(raw_octets(node), kind)
    if is_top and ("content-type" not in node or "boundary=" in str(node["content-type"]).lower()):
        body = raw_octets(node)
        return _found_in(body, "multipart/mixed") if _PROSE.match(body, 0, _WITHIN) else []
    return []


def _found_in(body: bytes, kind: str) -> list[Mail]:
    """RFC 2046 §5.1.1 read backwards: the line that stands before content headers is the boundary."""
    found = _BOUNDARY.search(body, 0, _WITHIN)
    if found is None or b'"' in found[1]:
        return []
    if body.count(b"\n--" + found[1], found.end()) == 0 and body[found.end() : found.end() + 8].lower() != b"content-":
        return []  # one line with dashes is no boundary
    return _reread(b'Content-Type: %s; boundary="%s"\n\n' % (kind.encode("ascii", "replace"), found[1]) + body)


def _after_the_end(node: Mail) -> list[Mail]:
    """Parts behind the closing boundary: the multipart inside had the same one and ended both."""
    boundary = node.get_boundary()
    if not boundary or not node.epilogue or f"--{boundary}" not in node.epilogue:
        return []
    rest = node.epilogue.encode("ascii", "surrogateescape")
    mark = boundary.encode("ascii", "replace")
    return [*_unwrapped(node), *_reread(b'Content-Type: multipart/mixed; boundary="%s"\n\n' % mark + rest)]


def _unwrapped(node: Mail) -> list[Mail]:
    """What the parser read, with the inner multipart put back around the parts it lost to the outer one."""
    first, *others = _children(node)
    if first.get_content_maintype() == "multipart" and not first.is_multipart() and others:
        _put(first, others)
        return [first]
    return [first, *others]


def _encoded_mail(node: Mail) -> list[Mail]:
    """RFC 2046 §5.2.1 forbids to encode an attached mail; some programs do."""
    encoding = transfer.encoding_of(str(node.get("content-transfer-encoding", "")))
    inner = _children(node)
    if not encoding or len(inner) != 1 or list(inner[0].raw_items()) or inner[0].is_multipart():
        return []
    mail = _safe(transfer.decoded(raw_octets(inner[0]), encoding))
    return [mail] if mail is not None and list(mail.raw_items()) else []


def _reread(source: bytes) -> list[Mail]:
    node = _safe(source)
    return _children(node) if node is not None else []


def _safe(source: bytes) -> Mail | None:
    try:
        limits.check(source)
    except NotUnderstood:
        return None
    return message_from_bytes(source)
