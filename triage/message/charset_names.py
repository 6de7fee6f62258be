"""Which codec does a declared charset name mean?"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

from triage.message.phrases import words

_ALLOWED = words(
    """utf-8 ascii iso8859-1 iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-9 iso8859-10
    iso8859-11 iso8859-13 iso8859-14 iso8859-15 iso8859-16 cp437 cp720 cp737 cp775 cp850 cp852 cp855 cp857 cp858 cp860
    cp861 cp862 cp863 cp864 cp865 cp866 cp869 cp874 cp1125 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257
    cp1258 koi8-r koi8-u koi8-t kz1048 ptcp154 mac-roman mac-cyrillic mac-greek mac-iceland mac-latin2 mac-turkish
    gb2312 gbk gb18030 hz big5 big5hkscs cp950 shift_jis shift_jis_2004 cp932 euc_jp euc_jis_2004 iso2022_jp
    iso2022_jp_1 iso2022_jp_2 iso2022_jp_3 iso2022_jp_2004 iso2022_jp_ext euc_kr cp949 johab iso2022_kr tis-620 utf-16
    utf-16-le utf-16-be utf-32 utf-32-le utf-32-be"""
)
# WHATWG Encoding Standard: what calls itself by the narrow name is the wider one in the wild
_WIDER = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "cp950",
}
# names without blanks, dashes, dots and underscores, as programs write them, that Python does not know
_NICKNAMES = {
    "unicode11utf8": "utf-8",
    "unicode20utf8": "utf-8",
    "xunicode20utf8": "utf-8",
    "utf8mb4": "utf-8",
    "utf8mb3": "utf-8",
    "utf8sig": "utf-8",
    "utf8bom": "utf-8",
    "utf8n": "utf-8",
    "uft8": "utf-8",
    "uff8": "utf-8",
    "utf": "utf-8",
    "utf88": "utf-8",
    "cp65001": "utf-8",
    "xutf8": "utf-8",
    "unicode": "utf-16",
    "unicodefeff": "utf-16",
    "ucs2": "utf-16",
    "iso10646ucs2": "utf-16",
    "ansi": "cp1252",
    "xansi": "cp1252",
    "usascii7": "ascii",
    "asciius": "ascii",
    "ascii7bit": "ascii",
    "7bit": "ascii",
    "usasci": "ascii",
    "iso646us": "ascii",
    "isous": "ascii",
    "iso88591windows30latin1": "cp1252",
    "iso88591windows31latin1": "cp1252",
    "isolatin1": "cp1252",
    "westerneuropean": "cp1252",
    "isolatin2": "iso8859-2",
    "iso88598i": "iso8859-8",
    "iso88598e": "iso8859-8",
    "logical": "iso8859-8",
    "visual": "iso8859-8",
    "iso88596i": "iso8859-6",
    "iso88596e": "iso8859-6",
    "koi8": "koi8-r",
    "koi": "koi8-r",
    "koi8ru": "koi8-u",
    "cskoi8r": "koi8-r",
    "koi8unif": "koi8-r",
    "dos874": "cp874",
    "macroman": "mac-roman",
    "mac": "mac-roman",
    "applemac": "mac-roman",
    "macce": "mac-latin2",
    "maccentraleurroman": "mac-latin2",
    "maccentraleurope": "mac-latin2",
    "macukrainian": "mac-cyrillic",
    "sjis": "cp932",
    "sjiswin": "cp932",
    "mskanji": "cp932",
    "cswindows31j": "cp932",
    "windows31j": "cp932",
    "eucjp": "euc_jp",
    "eucjpms": "euc_jp",
    "eucjpwin": "euc_jp",
    "iso2022jpms": "iso2022_jp_ext",
    "cp50220": "iso2022_jp_ext",
    "cp50221": "iso2022_jp_ext",
    "cp50222": "iso2022_jp_ext",
    "jis": "iso2022_jp_ext",
    "iso2022jp$esc": "iso2022_jp",
    "windows949": "cp949",
    "uhc": "cp949",
    "ksc56011987": "cp949",
    "ksc5601": "cp949",
    "ksc56011989": "cp949",
    "ksx1001": "cp949",
    "ks": "cp949",
    "euckr": "cp949",
    "gb": "gb18030",
    "gb231280": "gb18030",
    "csgb2312": "gb18030",
    "xgbk": "gb18030",
    "euccn": "gb18030",
    "gb180302000": "gb18030",
    "gb180302005": "gb18030",
    "hzgb2312": "hz",
    "hzgb": "hz",
    "cnbig5": "cp950",
    "csbig5": "cp950",
    "cngb": "gb18030",
    "chinesebig5": "cp950",
    "bigfive": "cp950",
    "b5": "cp950",
    "xx": "",
}
_JUNK = re.compile(r"[^a-z0-9$]+")
_NUMBERED = re.compile(r"(?:windows|win|cp|ms|ibm|dos|msdos|ansi|codepage|microsoftcp)(\d{3,5})")
_ISO = re.compile(r"(?:iso|latin)?8859(\d{1,2}?)(?:19\d\d|20\d\d)?")
_LONGEST = 60
_END = re.compile(r"[;,\s\"'<>/?)]|http-?equiv")


@lru_cache(maxsize=512)
def known(label: str) -> str:
    """The codec's name for a declared charset, "" when it is not on the allow-list (`utf-7` is an attack)."""
    label = label[:_LONGEST].strip(" \t\"'").lower().removeprefix("charset").lstrip(" =:\"'")
    end = _END.search(label)
    for spelling in (label, label[: end.start()] if end else label):
        if name := _by_python(spelling) or _by_nickname(_JUNK.sub("", spelling)):
            return name
    return ""


def _by_python(label: str) -> str:
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return ""
    return _WIDER.get(name, name) if name in _ALLOWED else ""


def _by_nickname(bare: str) -> str:
    """Names without their punctuation; `x` in front marks what nobody registered."""
    for name in (bare, bare.lstrip("x"), bare.removeprefix("cs")):
        if found := _NICKNAMES.get(name):
            return _WIDER.get(found, found)
        if (page := _NUMBERED.fullmatch(name)) and (codec := _by_python(f"cp{page[1]}")):
            return codec
        if (iso := _ISO.fullmatch(name)) and (codec := _by_python(f"iso8859-{iso[1]}")):
            return codec
        if name not in ("utf7", "") and (codec := _by_python(name)):
            return codec
    return ""
