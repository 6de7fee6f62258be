"""Which files did an old program paste into the text as uuencode?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from triage.message import transfer

_BEGIN = re.compile(r"^begin [0-7]{3,4} (\S.{0,200})$", re.MULTILINE)
_MOST = 20


@dataclass(frozen=True, slots=True)
class File:
    """One uuencoded block."""

    name: str
    octets: bytes
    start: int  # of the block in the text, code points
    end: int


def files(text: str) -> list[File]:
    """All complete blocks in order; a "begin" without its "end" is text."""
    found: list[File] = []
    if "begin " not in text:
        return found
    at = 0
    while len(found) < _MOST and (begin := _BEGIN.search(text, at)):
        end = text.find("\nend", begin.end())
        if end < 0:
            break
        octets = _decoded(text[begin.end() : end].split("\n"))
        at = begin.end()
        if octets:
            at = end + len("\nend")
            found.append(File(begin[1].strip(), octets, begin.start(), at))
    return found


def without(text: str, found: list[File]) -> str:
    """The text with each block replaced by its name in brackets."""
    for file in reversed(found):
        text = f"{text[: file.start]}[{file.name}]{text[file.end :]}"
    return text


def _decoded(lines: list[str]) -> bytes:
    """The octets of a block, b"" when a line of it is no uuencode."""
    pieces = [transfer.uu_line(line.encode("ascii", "replace")) for line in lines if line.strip("` \t\r")]
    return b"".join(pieces) if all(pieces) else b""
