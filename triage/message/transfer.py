"""Which octets stand behind a Content-Transfer-Encoding?"""

from __future__ import annotations

import binascii
import re
import string

_NOT_LETTERS = re.compile(r"[^a-z0-9]+")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/=\r\n]+")
_ALPHABET = string.ascii_letters.encode() + string.digits.encode() + b"+/"
_NOT_ALPHABET = bytes(set(range(256)) - set(_ALPHABET))
_OF_BASE64 = _ALPHABET + b"=\r\n"
_BASE64_LINE = re.compile(rb"^[ \t]*+[A-Za-z0-9+/]{20,}+=*+[ \t\r]*+$", re.MULTILINE)
_LONE_BREAK = re.compile(rb"=\r(?!\n)")
_BLANK_BREAK = re.compile(rb"=[ \t]++\r?\n")  # RFC 2045 §6.7 (3): relays add blanks
_ESCAPE = re.compile(rb"=(?:C[23]=[89AB][0-9A-F]|20\n|3D|0D=0A|E2=80=[0-9A-F]{2}|[ACDEF][0-9A-F](?=[A-Za-z ]))")
_SOFT_BREAK = re.compile(rb"^[^\n]{66,76}=\n", re.MULTILINE)
_QP_LINE = 78  # octets; RFC 2045 allows 76, some count the "=" on top
_UU_BEGIN = re.compile(rb"^begin(?:-base64)? [0-7]{3,4} [^\n]*\n", re.MULTILINE)
_UU_LENGTHS = range(0x20, 0x61)
_NAMES = {
    "base64": "base64",
    "b64": "base64",
    "b": "base64",
    "base": "base64",
    "mimebase64": "base64",
    "quotedprintable": "quoted-printable",
    "quoteprintable": "quoted-printable",
    "quotedprintible": "quoted-printable",
    "qp": "quoted-printable",
    "q": "quoted-printable",
    "uuencode": "uuencode",
    "uuencoded": "uuencode",
    "xuuencode": "uuencode",
    "xuuencoded": "uuencode",
    "uue": "uuencode",
    "xuue": "uuencode",
    "uu": "uuencode",
}


def encoding_of(declared: str) -> str:
    """`base64`, `quoted-printable`, `uuencode` or "" (as it is): quotes, comments, doubles and misspellings forgiven.

    RFC 2045 §6.1 knows five names; whatever else is declared leaves the octets alone.
    """
    if declared in ("", "7bit", "8bit"):
        return ""
    for word in re.split(r"[;,(\s]", declared.strip("\"' \t").lower(), maxsplit=2):
        if found := _NAMES.get(_NOT_LETTERS.sub("", word)):
            return found
        if word.startswith("quoted"):  # "quoted printable"
            return "quoted-printable"
    return ""


def decoded(body: bytes, encoding: str) -> bytes:
    """The octets of a part's body; unknown encodings are taken as they are. RFC 2045 §6. Never raises."""
    name = encoding_of(encoding)
    if name == "base64":
        return body if _is_clear_text(body) else base64_octets(body)
    if name == "quoted-printable":
        return quoted_printable(body)
    if name == "uuencode":
        return uuencoded(body)
    return body


def quoted_printable(body: bytes) -> bytes:
    """Quoted-printable text, damaged or not: any line end, blanks after a soft break, a lone "=" is itself. Linear."""
    if body.count(b"=\r") > body.count(b"=\r\n"):  # the decoder would drop what stands before the next line feed
        body = _LONE_BREAK.sub(b"=\n", body)
    if b"= " in body or b"=\t" in body:
        body = _BLANK_BREAK.sub(b"=\n", body)
    return binascii.a2b_qp(body)


def is_quoted_printable(body: bytes) -> bool:
    """Whether text declared as plain is quoted-printable all the same: soft breaks, escapes, no long line. Linear."""
    if b"=" not in body or (b"=\n" not in body and b"=\r\n" not in body):
        return False
    lines = body.replace(b"\r\n", b"\n")
    if not body.isascii() or not _SOFT_BREAK.search(lines) or not _ESCAPE.search(lines):
        return False
    return max(map(len, lines.split(b"\n"))) <= _QP_LINE


def _is_clear_text(body: bytes) -> bool:
    """Whether what is declared as base64 is readable text as it stands: many foreign characters, no line of base64."""
    if b" " not in body.strip() or _BASE64_LINE.search(body):
        return False
    return sum(len(run) for run in _NOT_BASE64.findall(body)) * 12 > len(body)


def base64_octets(body: bytes) -> bytes:
    """As much as can be decoded of damaged base64. Linear; never raises.

    Foreign characters are skipped, lines of other text (a list's footer) too, missing padding is added, pieces that
    were padded one by one are put together.
    """
    if b"=" not in body.rstrip(b"=\r\n \t") and not body.translate(None, _OF_BASE64):
        return _whole(body)
    pieces: list[bytes] = []
    piece: list[bytes] = []
    is_over = False
    for line in body.split(b"\n"):
        kept = _of_base64(line, is_over=is_over)
        if not kept:
            is_over = is_over or bool(line.strip())  # prose: what follows may be a footer, and has to be whole
            continue
        piece.append(kept)
        is_over = kept.endswith(b"=")
        if is_over:
            pieces.append(_whole(b"".join(piece)))
            piece = []
    return b"".join((*pieces, _whole(b"".join(piece))))


def _of_base64(line: bytes, *, is_over: bool) -> bytes:
    """What of a line is base64; nothing of a line that is prose, or that follows the end without being whole."""
    line = line.strip()
    kept = _NOT_BASE64.sub(b"", line)
    stray = len(line) - len(kept)
    if (stray * 10 > len(line) and b" " in line) or not kept.strip(b"="):
        return b""
    if is_over and (stray or len(line) % 4):
        return b""
    return kept


def _whole(body: bytes) -> bytes:
    """Octets of base64 whose padding may be missing, wrong or in the middle."""
    kept = body.translate(None, _NOT_ALPHABET)
    kept = kept[: len(kept) - 1] if len(kept) % 4 == 1 else kept
    return binascii.a2b_base64(kept + b"=" * (-len(kept) % 4))


def uuencoded(body: bytes) -> bytes:
    """The octets of a uuencoded part, from its `begin` line to its `end`; the body as it is when there is none."""
    text = body.replace(b"\r\n", b"\n")
    begin = _UU_BEGIN.search(text)
    if begin is None:
        return body
    if begin[0].startswith(b"begin-base64"):
        return base64_octets(text[begin.end() :].partition(b"\n====")[0])
    lines = text[begin.end() :].partition(b"\nend")[0].split(b"\n")
    return b"".join(uu_line(line) for line in lines)


def uu_line(line: bytes) -> bytes:
    """One line of uuencode; trailing blanks may be gone or too many, as relays and editors leave them. b"" if none."""
    line = line.rstrip(b"\r")
    if not line or line[0] not in _UU_LENGTHS:
        return b""
    try:
        return binascii.a2b_uu(line)
    except binascii.Error:  # the last character counts octets that are not there, or there are more than it says
        size = (((line[0] - 32) & 63) * 4 + 5) // 3
        try:
            return binascii.a2b_uu(line[:size])
        except binascii.Error:
            return b""
