"""Which tree of parts does a mail without any flaw hold?"""

from __future__ import annotations

import re
from email.message import Message

_MOST_LEVELS = 30  # limits.DEPTH
_HEAD = re.compile(rb"(?:[\x21-\x39\x3b-\x7e]++:[^\n]*+\n(?:[ \t][^\n]*+\n)*+)++\r?\n")
_FOLD = re.compile(r"\n[ \t]+")
_FIELD = re.compile(r"^([^:\n]+):[ \t]*(.*)$", re.MULTILINE)
_LEAF = re.compile(r"(?:text|image|application|audio|video|font)/[a-z0-9.+-]+\s*(?:;|$)", re.IGNORECASE)
_OTHERS = r"""(?:;\s*(?!boundary)[a-z-]+=(?:"[\w/.+<>@-]*"|[\w/.+-]+))*+"""
_MULTIPART = re.compile(
    rf"""multipart/(?:mixed|alternative|related|signed){_OTHERS}"""
    rf""";\s*boundary=(?:"([\w'()+,./:=?-]{{1,70}})"|([\w'+./=-]{{1,70}})){_OTHERS}""",
    re.IGNORECASE,
)
_AS_IT_IS = ("7bit", "8bit", "binary")
_END = re.compile(rb"--(?:\r?\n|\Z)")
_LINE_END = re.compile(rb"\r?\n")


class Sound(Message):
    """A part without any flaw: unfolded fields in ASCII, and the octets of its body as they came."""

    body: bytes = b""  # of a leaf, its transfer encoding not undone


def tree(data: bytes) -> Sound | None:
    """The nodes the standard parser would make, in a tenth of its time: header blocks are read, bodies only cut out.

    None when anything is unusual: then that parser has to be asked. What stands before the first boundary and behind
    the last is left out, nobody reads it.
    """
    return _node(data, 0) if data.count(b"\r") == data.count(b"\r\n") else None


def _node(source: bytes, level: int) -> Sound | None:
    head = _HEAD.match(source)
    if head is None or not head[0].isascii() or b"\x1b" in head[0]:
        return None
    node = Sound()
    for name, value in _FIELD.findall(_FOLD.sub(" ", head[0].decode("ascii").replace("\r\n", "\n"))):
        node.set_raw(name, value)
    kinds = _values(node, "content-type")
    if len(kinds) != 1:
        return None
    if _LEAF.match(kinds[0]) and "boundary=" not in kinds[0].lower():
        node.body = source[head.end() :]
        return node
    return _with_parts(node, kinds[0], source[head.end() :], level)


def _values(node: Sound, wanted: str) -> list[str]:
    return [value for name, value in node.raw_items() if name.lower() == wanted]


def _with_parts(node: Sound, kind: str, body: bytes, level: int) -> Sound | None:
    """A multipart with all its parts, None when one of them is not flawless."""
    found = _MULTIPART.fullmatch(kind)
    if found is None or level >= _MOST_LEVELS:
        return None
    if any(encoding.lower() not in _AS_IT_IS for encoding in _values(node, "content-transfer-encoding")):
        return None
    for source in _cut(body, (found[1] or found[2]).encode("ascii")):
        child = _node(source, level + 1)
        if child is None:
            return None
        node.attach(child)
    return node if node.is_multipart() else None


def _cut(body: bytes, boundary: bytes) -> list[bytes]:
    """The parts between the boundaries, whose line ends belong to them (RFC 2046 §5.1.1); [] when one is odd."""
    pieces = (b"\n" + body).split(b"\n--" + boundary)
    parts, last = pieces[1:-1], pieces[-1]
    if not _END.match(last) or b"--" + boundary in last or not all(map(_LINE_END.match, parts)):
        return []
    return [part.removesuffix(b"\r").partition(b"\n")[2] for part in parts]
