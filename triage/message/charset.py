"""Which characters do these octets stand for?"""

from __future__ import annotations

import re

from triage.message.charset_guess import guessed_codec
from triage.message.charset_names import known
from triage.message.phrases import words

__all__ = ["decoded", "guessed", "known"]

_SAMPLE = 1000  # octets in which NULs are counted
_SHIFTS = (b"\x1b", b"\x00", b"\x0e")  # ISO-2022 has ESC or SO, UTF-16 has NUL: not ASCII though all octets are
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_MULTIBYTE = words(
    """utf-8 gb18030 hz cp950 big5hkscs cp932 shift_jis_2004 euc_jp euc_jis_2004 iso2022_jp iso2022_jp_1 iso2022_jp_2
    iso2022_jp_3 iso2022_jp_2004 iso2022_jp_ext cp949 johab iso2022_kr utf-16 utf-16-le utf-16-be utf-32 utf-32-le
    utf-32-be cp874"""
)
_STILL_WIDER = {"cp950": ("big5hkscs",), "cp932": ("shift_jis_2004",), "euc_jp": ("euc_jis_2004",)}
_C1 = {code: bytes((code,)).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
_ESCAPES = re.compile(rb"\x1b(\([BJIH]|\$\([OQ]|\$[B@])")


def decoded(octets: bytes, label: str) -> tuple[str, str]:
    """The text, and what was wrong with the declared charset in words ("" when nothing was). Never raises.

    Declared as it says; else UTF-8, else the guess. Names that say too little are read as what sends them (WHATWG).
    """
    if octets.isascii() and not any(shift in octets for shift in _SHIFTS):
        name = known(label) if label else ""
        if name == "hz":
            return _hz(octets), ""
        return octets.decode("ascii"), "" if name or not label else "unknown charset declared"
    if octets[:2] in _UTF16_MARKS or b"\0" in octets[:_SAMPLE]:
        label = _wide(octets) or label
    if not label:
        return guessed(octets), ""
    name = known(label)
    if not name:
        return guessed(octets), "unknown charset declared, guessed from the text"
    return _as_declared(octets, name)


def _as_declared(octets: bytes, name: str) -> tuple[str, str]:
    if name not in _MULTIBYTE and (text := _utf8(octets)):
        return text, f"declared as {'Latin-1 or ASCII' if name == 'cp1252' else name} but is UTF-8"
    try:
        return octets.decode(name), ""
    except UnicodeDecodeError:
        return _not_as_declared(octets, name)
    except UnicodeError:  # UTF-16 without a byte order mark and the like
        return guessed(octets), "the declared charset does not fit"


def _not_as_declared(octets: bytes, name: str) -> tuple[str, str]:
    if name == "utf-8":
        if _is_mostly_utf8(octets):
            return octets.decode(name, "replace"), "some octets do not fit the declared charset"
        return guessed(octets), "declared as UTF-8 but is not"
    if name.startswith("iso2022_jp"):
        return _jis(octets), ""
    if text := _utf8(octets):
        return text, f"declared as {name} but is UTF-8"
    for wider in _STILL_WIDER.get(name, ()):
        try:
            return octets.decode(wider), ""
        except UnicodeDecodeError:
            continue
    if name == "cp1252":  # WHATWG: the five octets windows-1252 leaves open are control characters, not damage
        return "".join(_C1.get(code) or chr(code) for code in octets), ""
    return octets.decode(name, "replace"), "some octets do not fit the declared charset"


def _wide(octets: bytes) -> str:
    """Which UTF-16 it is, by its mark or by where its NULs are; "" when it is none."""
    if octets[:2] in _UTF16_MARKS:
        return "utf-16"
    sample = octets[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if (even + odd) * 3 < len(sample):
        return ""
    return "utf-16-be" if even > odd * 9 else "utf-16-le" if odd > even * 9 else ""


def _hz(octets: bytes) -> str:
    """Chinese between ~{ and ~} in seven bits. RFC 1843."""
    return octets.decode("hz", "replace")


def _jis(octets: bytes) -> str:
    """ISO-2022-JP with what its standard lacks and mail has: half-width kana, circled numbers, other Roman sets.

    Each stretch after an escape sequence becomes EUC-JP by its eighth bit. RFC 1468.
    """
    out: list[str] = []
    shift = b"(B"
    for at, piece in enumerate(_ESCAPES.split(octets)):
        if at % 2:
            shift = piece
        elif shift in (b"$B", b"$@", b"$(O", b"$(Q"):
            whole, _, rest = piece.partition(b"\n")  # a line ends in ASCII whatever was forgotten
            out.append(bytes(code | 0x80 for code in whole).decode("euc_jis_2004", "replace"))
            out.append("\n" + rest.decode("ascii", "replace") if rest or len(whole) < len(piece) else "")
        elif shift == b"(I":
            out.append(b"".join(b"\x8e%c" % (code | 0x80) for code in piece).decode("euc_jp", "replace"))
        else:
            out.append(piece.decode("ascii", "replace"))
    return "".join(out)


def _is_mostly_utf8(octets: bytes) -> bool:
    """Whether at least nine in ten characters outside ASCII are whole UTF-8."""
    text = octets.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    return wrong * 10 <= len(text) - len(text.encode("ascii", "ignore")) - wrong


def _utf8(octets: bytes) -> str:
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return ""


def guessed(octets: bytes) -> str:
    """Text of octets nobody labelled: strict UTF-8, a mark or an escape that tells, else the likeliest charset."""
    if octets[:2] in _UTF16_MARKS:
        return octets.decode("utf-16", "replace")
    if b"\x1b$" in octets:
        return _jis(octets)
    if text := _utf8(octets):
        return text
    return octets.decode(guessed_codec(octets), "replace")
