"""Which characters do these octets stand for?"""

from __future__ import annotations

import codecs
from functools import lru_cache

from triage.message.phrases import words

_ALLOWED = words(
    """utf-8 ascii iso8859-1 iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-9 iso8859-10
    iso8859-11 iso8859-13 iso8859-14 iso8859-15 iso8859-16 cp437 cp720 cp850 cp852 cp866 cp874 cp1250 cp1251 cp1252
    cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 koi8-r koi8-u koi8-t mac-roman mac-cyrillic mac-latin2 mac-turkish
    gb2312 gbk gb18030 big5 shift_jis euc_jp euc_kr iso2022_jp cp932 cp949 tis-620 utf-16 utf-16-le utf-16-be ptcp154"""
)
_NICKNAMES = {"unicode-1-1-utf-8": "utf-8", "utf8mb4": "utf-8", "iso-8859-8-i": "iso8859-8", "x-mac-roman": "mac-roman"}
# WHATWG: what calls itself Latin-1 or ASCII is windows-1252 in the wild; the same holds for Turkish
_WIDER = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "shift_jis": "cp932"}
_SAMPLE = 20_000  # octets shown to the guesser; it is slow
_LATIN = ("cp1252", "cp1250")
_ONLY_TURKISH = frozenset("ışğİŞĞ")
_TURKISH = _ONLY_TURKISH | frozenset("çöüÇÖÜâîûÂÎÛß")
_GUESSES = ["cp1252", "cp1251", "cp1256", "cp1254", "cp1250", "koi8_r", "cp1253", "gb18030", "utf_16"]
_SHIFTS = (b"\x1b", b"\x00", b"\x0e")  # ISO-2022 has ESC or SO, UTF-16 has NUL: not ASCII though all octets are


@lru_cache(maxsize=256)
def known(label: str) -> str:
    """The codec's name for a declared charset, "" when it is not on the allow-list (`utf-7` is an attack)."""
    label = label.strip().strip("\"'").lower()
    try:
        name = codecs.lookup(_NICKNAMES.get(label, label)).name
    except (LookupError, ValueError):
        return ""
    return _WIDER.get(name, name) if name in _ALLOWED else ""


def decoded(octets: bytes, label: str) -> tuple[str, str]:
    """The text, and what was wrong with the declared charset in words ("" when nothing was). Never raises."""
    if octets.isascii() and not any(shift in octets for shift in _SHIFTS):
        if not label or known(label):
            return octets.decode("ascii"), ""
        return octets.decode("ascii"), "unknown charset declared"
    if not label:
        return guessed(octets), ""
    name = known(label)
    if not name:
        return _utf8(octets) or octets.decode("latin-1"), "unknown charset declared, read as Latin-1"
    return _as_declared(octets, name)


def _as_declared(octets: bytes, name: str) -> tuple[str, str]:
    if name == "cp1252" and (text := _utf8(octets)):
        return text, "declared as Latin-1 or ASCII but is UTF-8"
    try:
        return octets.decode(name), ""
    except UnicodeDecodeError:
        if name == "utf-8" and not _is_mostly_utf8(octets):
            return guessed(octets), "declared as UTF-8 but is not"
        return octets.decode(name, "replace"), "some octets do not fit the declared charset"
    except UnicodeError:  # UTF-16 without a byte order mark and the like
        return octets.decode("latin-1"), "the declared charset does not fit"


def _is_mostly_utf8(octets: bytes) -> bool:
    text = octets.decode("utf-8", "replace")
    return text.count("\ufffd") * 20 < sum(octets.count(lead) for lead in (b"\xc3", b"\xd0", b"\xd1", b"\xd8", b"\xd9"))


def _utf8(octets: bytes) -> str:
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return ""


def guessed(octets: bytes) -> str:
    """Text of octets nobody labelled: strict UTF-8, else the guesser on a sample, else windows-1252."""
    if text := _utf8(octets):
        return text
    from charset_normalizer import from_bytes  # costs a tenth of a second once; few mails need it

    best = from_bytes(octets[:_SAMPLE], cp_isolation=_GUESSES, threshold=0.3).best()
    name = best.encoding if best else "cp1252"
    turkish = octets.decode("cp1254", "replace") if name in _LATIN else ""
    return turkish if _is_turkish(turkish) else octets.decode(name, "replace")


def _is_turkish(text: str) -> bool:
    """The guesser reads Turkish as windows-1252 or 1250; this one has ı, ş or ğ and no letter that Turkish lacks."""
    letters = {
        letter for letter in text if letter > "\x7f" and (letter.isalpha() or letter == "\ufffd" or letter in "¿¡º³¹")
    }
    return bool(letters & _ONLY_TURKISH) and letters <= _TURKISH
