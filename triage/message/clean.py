"""How does decoded text become text we can show, search and count in?"""

from __future__ import annotations

import re

LONGEST = 200_000  # code points; what is classified and shown

_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\u2028\u2029\u2060\ufeff\ud800-\udfff]")
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_GONE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff]")


def cleaned(text: str) -> str:
    """Line ends as \\n; NUL, control and invisible characters gone; lone surrogates replaced. ZWNJ stays."""
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    if text.replace("\n", "").isprintable() or not _ODD.search(text):
        return text
    text = _BREAKS.sub("\n", text)
    return _SURROGATES.sub("\ufffd", _GONE.sub("", text))


def cut(text: str) -> tuple[str, bool]:
    """At most 200,000 code points, and whether anything was cut off."""
    return (text[:LONGEST], True) if len(text) > LONGEST else (text, False)
