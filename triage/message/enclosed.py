"""Which files lie inside other parts: pasted, packed by Outlook, signed as a whole, or attached to an attached mail?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from triage.errors import NotUnderstood
from triage.message import limits, signed, tnef, tree, uuencode
from triage.message.charset import guessed
from triage.message.clean import cleaned
from triage.message.parts import Part, leaves, part_of

_MESSAGES = ("message/rfc822", "message/global")
_TNEF_TYPES = ("application/ms-tnef", "application/vnd.ms-tnef")
_PASTED_TYPE = "application/octet-stream"
_MOST = 300


@dataclass(frozen=True, slots=True)
class File:
    """One file found inside a part."""

    name: str  # as written, not yet safe
    type: str
    octets: bytes


def files(top: Part, found: list[Part]) -> list[File]:
    """At most 300 files in order of appearance. Pure, so that their numbers stay the same for the same mail.

    What a bounce or report returns is not looked into.
    """
    if all(part.type == "text/html" or part.type.startswith(("image/", "multipart/")) for part in found):
        return []
    return list(islice(_inside(found, 0, top.type != "multipart/report"), _MOST))


def _inside(found: list[Part], depth: int, opens_mails: bool) -> Iterator[File]:
    for part in found:
        if part.type == "text/plain":
            yield from _pasted(part)
        elif is_packed_by_outlook(part):
            yield from (File(file.name, file.type, file.octets) for file in tnef.unpacked(part.octets).files)
        elif opens_mails and depth < limits.NESTED_MESSAGES:
            for inner in mails_in(part):
                leaf_parts = list(leaves(inner))
                yield from (File(leaf.filename, leaf.type, leaf.octets) for leaf in leaf_parts if is_file(leaf))
                yield from _inside(leaf_parts, depth + 1, opens_mails)


def _pasted(part: Part) -> Iterator[File]:
    if b"begin " in part.octets:
        for file in uuencode.files(cleaned(guessed(part.octets))):
            yield File(file.name, _PASTED_TYPE, file.octets)


def is_file(part: Part) -> bool:
    """Whether a leaf of an attached mail is an attachment of that mail: not a text that stands in its body."""
    return bool(part.filename) or part.disposition == "attachment" or not part.type.startswith(("text/", "multipart/"))


def is_packed_by_outlook(part: Part) -> bool:
    """Whether a part is a winmail.dat, whatever it calls itself."""
    is_named = part.type in _TNEF_TYPES or part.filename.lower() == "winmail.dat"
    return (is_named or part.type == "application/octet-stream") and tnef.is_packed(part.octets)


def mails_in(part: Part) -> list[Part]:
    """The mails an attached message or an opaque signature holds, as parts; [] for every other part."""
    if part.type in _MESSAGES or part.type == "message/partial":
        return [part_of(child) for child in part.children]
    if part.type in signed.TYPES:
        return [inner] if (inner := _signed(part.octets)) else []
    return []


def _signed(octets: bytes) -> Part | None:
    content = signed.content(octets)
    if not content:
        return None
    try:
        limits.check(content)  # nobody has looked at it yet: it was encoded
    except NotUnderstood:
        return None
    return part_of(tree.parsed(content))
