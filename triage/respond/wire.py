"""How does a header or a text of ours stand on the wire?"""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from email.headerregistry import Address
from email.policy import SMTP
from email.utils import format_datetime

from triage.errors import BadInput

# Stricter than RFC 5322 §3.6.4 on purpose: a foreign id is echoed only when nothing in it can surprise a mail program.
_MSG_ID = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,180}@[A-Za-z0-9]([A-Za-z0-9.-]{0,180}[A-Za-z0-9])?")
# RFC 5321 §4.5.3.1 limits; dot-atom only, so no quoting can hide a second address.
_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(?=.{1,255}$)[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*")
_LINE_ENDS = re.compile(r"\r\n|\r|\n")
_WORD_OCTETS = 42  # gives 56 base64 characters: RFC 2047 §2 allows an encoded word 75 characters in all
_LINE = 78  # RFC 5322 §2.1.1: what a header line should not exceed


def is_strict_id(text: str) -> bool:
    """Whether a Message-ID (without angle brackets) may be repeated in a mail of ours."""
    return _MSG_ID.fullmatch(text) is not None


def header(name: str, value: str) -> str:
    """One ASCII header, folded at blanks (RFC 5322 §2.2.3), ending in CRLF. Raises BadInput."""
    lines, line = [], f"{name}:"
    for word in clean(name, value).split(" "):
        if len(line) + 1 + len(word) > _LINE and line.strip(" ") not in {f"{name}:", ""}:
            lines.append(line)
            line = ""
        line += f" {word}"
    return "\r\n".join([*lines, line]) + "\r\n"


def clean(name: str, value: str) -> str:
    """The value itself. Raises BadInput when a mail program could see the header's end in it."""
    if any(unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"} for sign in value):
        raise BadInput([f"header {name}: control characters and line ends are not allowed"])
    return value


def unstructured(text: str) -> str:
    """A text as a header holds it: itself, or encoded words (RFC 2047)."""
    plain = text.isascii() and "=?" not in text  # a literal "=?" would be decoded by the reader
    return text if plain else " ".join(_encoded_words(text))


def _encoded_words(text: str) -> Iterator[str]:
    """RFC 2047 §5: whole characters per word; blanks between neighbouring words vanish when decoded."""
    chunk = b""
    for sign in text:
        octets = sign.encode()
        if len(chunk) + len(octets) > _WORD_OCTETS:
            yield f"=?utf-8?b?{base64.b64encode(chunk).decode()}?="
            chunk = b""
        chunk += octets
    yield f"=?utf-8?b?{base64.b64encode(chunk).decode()}?="


def mailbox(sender: str) -> str:
    """The From value with its name quoted or encoded where needed; exactly one mailbox (RFC 5322 §3.4)."""
    found: tuple[Address, ...] = SMTP.header_factory("From", clean("From", sender)).addresses
    if len(found) != 1:
        raise BadInput(["header From: exactly one address is needed"])
    name, where = found[0].display_name, address(found[0].addr_spec)
    return f"{_phrase(name)} <{where}>" if name else where


def _phrase(name: str) -> str:
    if unstructured(name) != name or _ATOMS.fullmatch(name):
        return unstructured(name)
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def address(text: str) -> str:
    """A plain local@domain. Raises BadInput."""
    if not _ADDRESS.fullmatch(text) or ".." in text or text.startswith(".") or ".@" in text:
        raise BadInput(["an address of the letter is not a plain local@domain"])
    return text


def own_id(text: str) -> str:
    """A Message-ID of ours, without brackets. Raises BadInput."""
    if not is_strict_id(text):
        raise BadInput(["the letter's own Message-ID is malformed"])
    return text


def date(now: datetime) -> str:
    """RFC 5322 §3.3. Raises BadInput for a naive time."""
    if now.utcoffset() is None:
        raise BadInput(["the letter's date has no time zone"])
    return format_datetime(now)


def encoded(body: str) -> tuple[str, bytes]:
    """Quoted-printable where most is ASCII (readable in any raw view), else base64; lines of at most 76 octets."""
    if "\0" in body:
        raise BadInput(["the letter's text holds a NUL"])
    octets = "\r\n".join(_LINE_ENDS.split(body)).encode()
    if sum(octet > 127 for octet in octets) * 6 < len(octets):  # noqa: PLR2004 - the end of ASCII
        return "quoted-printable", binascii.b2a_qp(octets, istext=True)
    return "base64", base64.encodebytes(octets).replace(b"\n", b"\r\n")
