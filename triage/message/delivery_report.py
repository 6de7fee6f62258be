"""What does a delivery report say happened to the mail?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from triage.message.bounce_words import STATUS_TYPES
from triage.message.parts import Part
from triage.message.transfer import base64_octets

Fate = Literal["failed", "delayed", "delivered", ""]

_ACTION = re.compile(rb"^action:[ \t]*([a-z]{1,20})", re.IGNORECASE | re.MULTILINE)
_STATUS = re.compile(rb"^status:[ \t]*([245])\.", re.IGNORECASE | re.MULTILINE)
_REACHED = frozenset((b"delivered", b"relayed", b"expanded"))
_LONGEST = 65536  # octets of a report that are read


def fate(parts: Iterable[Part]) -> Fate:
    """RFC 3464 §2.3.3: the worst of all Action fields; "" when there is none. Delivered: for every recipient.

    A report that claims delivery with a Status of 4 or 5 is not believed.
    """
    octets = [found for part in parts if part.type in STATUS_TYPES for found in _contents(part)]
    actions = {match[1].lower() for text in octets for match in _ACTION.finditer(text)}
    classes = {match[1] for text in octets for match in _STATUS.finditer(text)}
    if b"failed" in actions:
        return "failed"
    if b"delayed" in actions:
        return "delayed"
    return "delivered" if actions and actions <= _REACHED and classes <= {b"2"} else ""


def _contents(part: Part) -> Iterator[bytes]:
    """The octets as they are and, since RFC 3464 §2.1 forbids base64 and some use it, decoded."""
    yield part.octets[:_LONGEST]
    if part.headers.first("content-transfer-encoding").strip().lower() == "base64":
        yield base64_octets(part.octets[:_LONGEST])
