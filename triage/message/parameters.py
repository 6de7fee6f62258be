"""Which parameters does a structured header carry, such as charset or filename?"""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

from triage.message import charset, encoded_words

_PARAMETER = re.compile(r';\s*+([^\s=;"]++)\s*+=\s*+("(?:[^"\\]|\\.)*+"?|[^;]*+)')
_NAMES = ("filename", "name", "boundary")  # values that may hold blanks
_BLANK_OR_COMMENT = re.compile(r"[\s(]")
_LACKING = re.compile(r"\s*+([^\s/=]++/[^\s/=]++)\s++(?=[A-Za-z*0-9]++\s*+=)")
_CONTINUED = re.compile(r"(.+?)\*(\d{1,3})?(\*)?")


def split(value: str) -> tuple[str, dict[str, str]]:
    """Main value (lower-case) and parameters (lower-case names, decoded values). RFC 2045 §5.1, RFC 2231. Linear.

    Encoded words inside a value are decoded too: forbidden by RFC 2047 §5, done by nearly everybody.
    """
    if not value:
        return "", {}
    value = _with_semicolon(value)
    main, semicolon, _ = value.partition(";")
    found: dict[str, str] = {}
    pieces: dict[str, list[tuple[int, bool, str]]] = {}
    for match in _PARAMETER.finditer(value, len(main)) if semicolon else ():
        name, text = match[1].lower(), _unquoted(match[2])
        if "*" in name and (part := _CONTINUED.fullmatch(name)):
            pieces.setdefault(part[1], []).append((int(part[2] or 0), name.endswith("*"), text))
        else:
            found.setdefault(name, encoded_words.decoded(text) if name in _NAMES else _token(text))
    for name, parts in pieces.items():
        found[name] = _joined(sorted(parts, key=lambda part: part[0]))
    return main.partition("(")[0].strip().lower(), found


def _with_semicolon(value: str) -> str:
    """`text/plain charset=x` lacks one; only this place is mended, a file name further on may hold blanks."""
    main = value.partition(";")[0]
    if "=" not in main or not (lacking := _LACKING.match(main)):
        return value
    return f"{lacking[1]};{value[lacking.end() :]}"


def _token(text: str) -> str:
    """A value that is no name: it ends at a blank or a comment. RFC 2045 §5.1."""
    text = encoded_words.decoded(text).strip()
    return _BLANK_OR_COMMENT.split(text, maxsplit=1)[0] if "(" in text or " " in text else text


def _unquoted(text: str) -> str:
    text = text.strip()
    if not text.startswith('"'):
        return text
    inner = text[1:-1] if text.endswith('"') and len(text) > 1 else text[1:]
    return re.sub(r'\\(["\\])', r"\1", inner)


def _joined(parts: list[tuple[int, bool, str]]) -> str:
    """RFC 2231 §3–4: the first piece names the charset, pieces ending in a star are percent-encoded."""
    label, octets = "utf-8", b""
    for position, (_, is_encoded, piece) in enumerate(parts):
        text = piece
        if is_encoded and position == 0:
            label, text = _labelled(piece)
        octets += unquote_to_bytes(text) if is_encoded else text.encode("utf-8", "replace")
    return encoded_words.decoded(charset.decoded(octets, label or "utf-8")[0])


def _labelled(piece: str) -> tuple[str, str]:
    """Charset and text of `charset'language'text`; some programs escape the quotes too, some leave all of it out."""
    for quote in ("'", "%27"):
        if piece.count(quote) >= 2:  # noqa: PLR2004 - charset'language'text
            label, _, text = piece.split(quote, 2)
            return label, text
    return "utf-8", piece
