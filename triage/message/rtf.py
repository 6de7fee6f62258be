"""What does a piece of RTF say to somebody who reads it?"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from triage.message.charset_names import known
from triage.message.phrases import words

_TOKEN = re.compile(
    rb"\\'([0-9a-fA-F]{2})|\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)
_SKIPPED = words(
    "fonttbl colortbl stylesheet info pict header footer headerl headerr headerf footerl footerr footerf object "
    "listtable listoverridetable rsidtbl generator xmlnstbl themedata datastore filetbl revtbl fldinst mmathpr"
)
_SIGNS = {
    "par": "\n",
    "line": "\n",
    "sect": "\n",
    "page": "\n",
    "row": "\n",
    "cell": "\t",
    "tab": "\t",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "emspace": " ",
    "enspace": " ",
}
_DEEPEST = 200  # groups within groups
_LONGEST = 2 * 1024 * 1024  # octets looked at


@dataclass(slots=True)
class _Reader:
    """The state a group inherits and gives back."""

    codec: str = "cp1252"
    out: list[str] = field(default_factory=list)
    octets: bytearray = field(default_factory=bytearray)  # 8-bit text not decoded yet: a character may need two
    skipping: bool = False
    fallback: int = 1  # characters that stand in for a \\u
    to_skip: int = 0  # of those, how many are still to come
    groups: list[tuple[bool, int]] = field(default_factory=list)

    def flush(self) -> None:
        if self.octets:
            self.out.append(bytes(self.octets).decode(self.codec, "replace"))
            self.octets.clear()

    def add(self, text: str) -> None:
        self.flush()
        if not self.skipping:
            self.out.append(text)


def text_of(content: bytes) -> str:
    """The running text; fonts, styles, pictures and other destinations left out. Linear; never raises."""
    reader = _Reader()
    for token in _TOKEN.finditer(content[:_LONGEST]):
        octet, word, number, symbol, brace, run = token.groups()
        if octet is not None:
            _add_octets(reader, bytes((int(octet, 16),)))
        elif word is not None:
            _obey(reader, word.decode("ascii").lower(), number)
        elif brace is not None:
            _enter_or_leave(reader, brace)
        elif symbol is not None:
            _add_symbol(reader, symbol)
        elif run is not None:
            _add_octets(reader, run)
    reader.flush()
    text = "".join(reader.out).strip("\n")
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _add_octets(reader: _Reader, octets: bytes) -> None:
    gone = min(reader.to_skip, len(octets))
    reader.to_skip -= gone
    if not reader.skipping:
        reader.octets += octets[gone:]


def _add_symbol(reader: _Reader, symbol: bytes) -> None:
    if symbol == b"*":  # a destination older programs are told to pass over
        reader.skipping = True
    elif symbol in (b"\\", b"{", b"}"):
        _add_octets(reader, symbol)
    elif symbol == b"~":
        reader.add(" ")
    elif symbol in (b"\n", b"\r"):
        reader.add("\n")
    elif symbol == b"_":
        reader.add("-")


def _enter_or_leave(reader: _Reader, brace: bytes) -> None:
    reader.flush()
    reader.to_skip = 0
    if brace == b"{":
        if len(reader.groups) < _DEEPEST:
            reader.groups.append((reader.skipping, reader.fallback))
    elif reader.groups:
        reader.skipping, reader.fallback = reader.groups.pop()


def _obey(reader: _Reader, word: str, number: bytes | None) -> None:
    value = int(number) if number else 0
    if word in _SIGNS:
        reader.add(_SIGNS[word])
    elif word == "u":
        reader.add(chr(value & 0xFFFF))  # RTF 1.9: signed, 16 bits, surrogates come in twos
        reader.to_skip = reader.fallback
    elif word == "uc":
        reader.fallback = max(0, min(value, 10))
    elif word == "ansicpg":
        reader.codec = known(f"cp{value}") or "cp1252"
    elif word in _SKIPPED:
        reader.flush()
        reader.skipping = True
