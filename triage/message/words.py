"""What do the encoded words of RFC 2047 in a header spell?"""

from __future__ import annotations

import binascii
import re

from triage.message import charset
from triage.message.transfer import base64_octets

_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*+)\?=")


def decoded(value: str) -> str:
    """The text behind encoded words; neighbours of one charset are joined as octets before decoding.

    Joining heals characters that were cut between two words, which RFC 2047 §5 forbids and many programs do.
    """
    if "=?" not in value:
        return value
    out: list[str] = []
    octets, label, end = b"", "", 0
    for word in _WORD.finditer(value):
        between = value[end : word.start()]
        if between.strip() or end == 0 or _charset(word[1]) != label:
            out.append(charset.decoded(octets, label)[0])
            octets = b""
            # RFC 2047 §6.2: white space between two encoded words is not shown
            out.append(between if between.strip() or end == 0 else "")
        octets += _octets(word[2], word[3])
        label, end = _charset(word[1]), word.end()
    out.append(charset.decoded(octets, label)[0])
    out.append(value[end:])
    return "".join(out)


def _charset(name: str) -> str:
    """RFC 2231 §5: a language may follow the charset after a star."""
    return name.partition("*")[0].lower()


def _octets(encoding: str, text: str) -> bytes:
    raw = text.encode("utf-8", "replace")
    if encoding in "bB":
        return base64_octets(raw)
    try:
        return binascii.a2b_qp(raw, header=True)
    except binascii.Error:
        return raw
