"""What does a header field say, however broken it is?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import Message

from triage.message import charset, charset_names, encoded_words

_BREAKS = re.compile(r"[\r\n]+[ \t]*")
_SHIFTS = ("\x1b$", "\x1b(")  # ISO-2022 without any label: octets of ASCII that are no ASCII
_CHARSET = re.compile(r"charset\*?0?\*?[ \t]*+=[ \t]*+[\"']?([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_TYPE = "content-type"
_MOST_LEVELS = 4  # multiparts within multiparts in which a charset is looked for
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
        """The first value that says anything, "" when there is none."""
        for value in self.fields.get(name, ()):
            if value:
                return value
        return ""

    def text(self, name: str) -> str:
        """The first value decoded to one line: no control characters, so it can never open a new header."""
        return one_line(encoded_words.decoded(self.first(name)))

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
            text = _decoded(text, part)
        elif "\x1b" in text and any(shift in text for shift in _SHIFTS):
            text = charset.guessed(text.encode("ascii"))
        fields.setdefault(name.lower(), []).append(unfolded(text))
    if envelope := part.get_unixfrom():
        fields["from "] = envelope.split()[1:2]  # mbox: `From a@b Fri Nov 20 …`; no field's name can hold a blank
    return Headers(fields, eight_bit)


def _decoded(text: str, part: Message[str, str]) -> str:
    """Raw 8-bit characters: UTF-8 (RFC 6532), else the charset of the mail's own text, else what is likely."""
    octets = text.encode("utf-8", "surrogateescape")
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return charset.decoded(octets, _own_charset(part) or "utf-8")[0]


def _own_charset(part: Message[str, str]) -> str:
    """The charset a part or the first part within it declares, "" when none or when it cannot hold such octets."""
    node = part
    for _ in range(_MOST_LEVELS):
        found = _CHARSET.search(next((str(value) for name, value in node.raw_items() if name.lower() == _TYPE), ""))
        if found:
            return found[1] if charset_names.known(found[1]) not in ("", "utf-8") else ""
        inner = node.get_payload()
        if not isinstance(inner, list) or not inner or not isinstance(inner[0], Message):
            break
        node = inner[0]
    return ""


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
