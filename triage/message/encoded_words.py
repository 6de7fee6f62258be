"""What do the encoded words of a header spell, also those that break RFC 2047?"""

from __future__ import annotations

import binascii
import re

from triage.message import charset
from triage.message.charset_names import known
from triage.message.transfer import base64_octets

# Written by programs: blanks around the charset, blanks or question marks in the text, no end because the line was cut.
# The text never holds "=?" but where "?=" ends it, so a search that fails stops there: linear.
_START = r"=\?[ \t]{0,3}([^?\s=]{1,60})[ \t]{0,3}\?[ \t]{0,3}([bBqQ])[ \t]{0,3}\?"
_TO_END = r"(?:[^?=]|=(?!\?(?!=))|\?(?!=)|\?=(?=[0-9A-F]{2}))*+"  # "?=" before two hex digits: a bare "?" and an escape
_TO_FIRST_END = r"(?:[^?=]|=(?!\?(?!=))|\?(?!=))*+"
_CUT = r"[^?=\s]*+(?:=[^?=\s]*+)*+"
WORD = rf"{_START}(?:({_TO_END})\?=|({_TO_FIRST_END})\?=|({_CUT})\??$)"
_WORD = re.compile(WORD)
_BLANKS = re.compile(r"\s++")


def decoded(value: str) -> str:
    """The text behind encoded words; neighbours of one charset are joined as octets before decoding. Never raises.

    Joining heals characters that were cut between two words, which RFC 2047 §5 forbids and many programs do.
    """
    if "=?" not in value:
        return value
    out: list[str] = []
    octets, label, end = b"", "", 0
    for word in _WORD.finditer(value):
        between = value[end : word.start()]
        charset_of_word = _charset(word[1])
        if between.strip() or end == 0 or charset_of_word != label:
            out.append(_text(octets, label))
            octets = b""
            # RFC 2047 §6.2: white space between two encoded words is not shown
            out.append(between if between.strip() or end == 0 else "")
        octets += _octets(word[2], word[3] or word[4] or word[5] or "")
        label, end = charset_of_word, word.end()
    out.append(_text(octets, label))
    out.append(value[end:])
    return "".join(out)


def _text(octets: bytes, label: str) -> str:
    return charset.decoded(octets, label)[0] if octets else ""


def _charset(name: str) -> str:
    """RFC 2231 §5: a language may follow the charset after a star. One charset has many names."""
    name = name.partition("*")[0].strip("\"'").lower()
    return known(name) or name


def _octets(encoding: str, text: str) -> bytes:
    raw = text.encode("utf-8", "replace")
    if encoding in "bB":
        return base64_octets(b"".join(raw.split()))
    if "_" in text and " " in text:  # who writes "_" for a blank did not mean this one: the line was folded here
        raw = _BLANKS.sub("", text).encode("utf-8", "replace")
    try:
        return binascii.a2b_qp(raw, header=True)
    except binascii.Error:
        return raw
