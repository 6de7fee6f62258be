"""Which leaf parts does a mail have, in which order, and which octets do they hold?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, replace
from email.message import Message
from functools import cached_property
from typing import TypeAlias

from triage.message import parameters, transfer
from triage.message.flawless import Sound
from triage.message.headers import Headers, headers_of

Mail: TypeAlias = "Message[str, str]"
_MOST_LEVELS = 40
_AS_IT_IS = ("", "7bit", "8bit", "binary")
_IS_TYPE = re.compile(r"[^/\s]++/[^/\s]++")
_TYPES = {"html": "text/html", "text": "text/plain", "plain": "text/plain", "text/html/": "text/html"}


@dataclass(frozen=True)
class Part:
    """One part with its content headers read once."""

    node: Mail
    headers: Headers
    type: str  # media type, lower-case; the default (RFC 2045 §5.2, RFC 2046 §5.1.5) when none or nonsense is declared
    parameters: dict[str, str]  # of Content-Type
    disposition: str  # "inline", "attachment" or ""
    filename: str  # decoded, not yet safe; "" when none
    index: int = -1  # position among the leaf parts, -1 for containers

    @property
    def children(self) -> list[Mail]:
        """Parts inside a multipart, or the mail inside a message part."""
        if not self.node.is_multipart():
            return []
        return [child for child in self.node.get_payload() if isinstance(child, Message)]

    @cached_property
    def octets(self) -> bytes:
        """The decoded content; for a mail within the mail its source. Never raises."""
        if self.children:
            return b"".join(_source(child) for child in self.children)
        encoding = self.headers.first("content-transfer-encoding")
        raw = raw_octets(self.node)
        if not transfer.encoding_of(encoding) and self.type.startswith("text/") and transfer.is_quoted_printable(raw):
            return transfer.quoted_printable(raw)
        return transfer.decoded(raw, encoding)


def part_of(node: Mail, headers: Headers | None = None, index: int = -1) -> Part:
    """Read the content headers of a parsed part."""
    headers = headers or headers_of(node)
    declared, named = parameters.split(headers.first("content-type"))
    disposition, placed = parameters.split(headers.first("content-disposition"))
    kind = declared if _IS_TYPE.fullmatch(declared) else _TYPES.get(declared, node.get_default_type())
    return Part(node, headers, kind, named, disposition, placed.get("filename") or named.get("name") or "", index)


def is_container(part: Part) -> bool:
    """A multipart that really has parts; without a boundary it is one leaf of text (a defect)."""
    return part.type.startswith("multipart/") and bool(part.children)


def leaves(top: Part) -> Iterator[Part]:
    """Every leaf in order of appearance, numbered from 0; a mail within the mail is one leaf."""
    if not is_container(top):
        yield replace(top, index=0)
        return
    stack: list[tuple[Mail, int]] = [(child, 1) for child in reversed(top.children)]
    index = 0
    while stack:
        node, level = stack.pop()
        part = part_of(node, index=index)
        if is_container(part) and level < _MOST_LEVELS:
            stack.extend((child, level + 1) for child in reversed(part.children))
        else:
            yield part
            index += 1


def raw_octets(node: Mail) -> bytes:
    """The body of a leaf as it was sent, before its transfer encoding is undone."""
    if isinstance(node, Sound):
        return node.body
    bare = node
    if str(node.get("content-transfer-encoding", "")).strip().lower() not in _AS_IT_IS:
        bare = copy(node)  # reading through the node itself would decode, and trip over what it cannot decode
        del bare["content-transfer-encoding"]
    payload = bare.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _source(node: Mail) -> bytes:
    """The source of a part the parser took apart; its header order and text are kept."""
    try:
        return node.as_bytes()
    except Exception:  # the generator chokes on some of what the parser accepts; an empty source is still a part
        return b""
