"""What does a header field say, however broken it is?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import Message

from triage.message import charset, words

_BREAKS = re.compile(r"[\r\n]+[ \t]*")
_CONTROLS = re.compile("[\x00-\x1f\x7f\x80-\x9f\u2028\u2029\ud800-\udfff]+")

Fields = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Headers:
    """All header fields of one mail or part, read once; the only way this package looks at headers."""

    fields: Fields  # lower-case name → values as sent, unfolded, raw 8-bit decoded, encoded words not
    eight_bit: bool = False  # a value held raw 8-bit octets, which RFC 5322 does not allow

    def all(self, name: str) -> list[str]:
        """Every value of a field, in order; encoded words still encoded."""
        return self.fields.get(name, [])

    def first(self, name: str) -> str:
        """The first value, "" when the field is absent."""
        values = self.fields.get(name)
        return values[0] if values else ""

    def text(self, name: str) -> str:
        """The first value decoded to one line: no control characters, so it can never open a new header."""
        return one_line(words.decoded(self.first(name)))

    def has(self, *names: str) -> bool:
        """Whether any of the fields is present."""
        return any(name in self.fields for name in names)


def headers_of(part: Message[str, str]) -> Headers:
    """Read the fields of a parsed part. Never raises."""
    fields: Fields = {}
    eight_bit = False
    for name, value in part.raw_items():
        text = str(value)
        if not text.isascii():
            eight_bit = True
            text = charset.guessed(text.encode("utf-8", "surrogateescape"))
        fields.setdefault(name.lower(), []).append(unfolded(text))
    return Headers(fields, eight_bit)


def unfolded(value: str) -> str:
    """Fold marks removed (RFC 5322 §2.2.3); other control characters become blanks."""
    if "\n" in value or "\r" in value:
        value = _BREAKS.sub(" ", value)
    return value.strip() if value.isprintable() else _CONTROLS.sub(" ", value).strip()


def one_line(text: str) -> str:
    """Printable text on a single line, runs of blanks shrunk."""
    if not text.isprintable():
        text = _CONTROLS.sub(" ", text)
    return " ".join(text.split())
