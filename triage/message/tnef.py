"""What did Outlook pack into a winmail.dat (MS-OXTNEF)?"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from triage.message import charset, charset_names, rtf

_SIGNATURE = b"\x78\x9f\x3e\x22"
_RTF_DICTIONARY = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor "
    b"MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_LZ_LONGEST = 4 * 1024 * 1024  # octets a compressed body may grow to
_MOST = 1000  # attributes, properties or values
_MOST_FILES = 100
# attributes, MS-OXTNEF §2.1.3.2: 16 bits of type, 16 bits of id
_BODY, _MESSAGE_PROPERTIES, _CODEPAGE = 0x0002800C, 0x00069003, 0x00069007
_FILE_BEGINS, _FILE_TITLE, _FILE_OCTETS, _FILE_PROPERTIES = 0x00069002, 0x00018010, 0x0006800F, 0x00069005
# properties, MS-OXPROPS
_P_BODY, _P_HTML, _P_RTF = 0x1000, 0x1013, 0x1009
_P_LONG_NAME, _P_SHORT_NAME, _P_SHOWN_NAME, _P_MIME, _P_OCTETS = 0x3707, 0x3704, 0x3001, 0x370E, 0x3701
_FIXED = {2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 4, 20: 8, 64: 8, 72: 16}
_STRING8, _UNICODE, _BINARY, _OBJECT = 0x1E, 0x1F, 0x102, 0x0D
_NAMED, _MANY = 0x8000, 0x1000


@dataclass(slots=True)
class File:
    """One file inside."""

    name: str = ""
    type: str = "application/octet-stream"
    octets: bytes = b""


@dataclass(slots=True)
class Packed:
    """What was found, as far as it could be read."""

    text: str = ""  # the plain body, or that of the RTF
    html: str = ""
    files: list[File] = field(default_factory=list)
    codec: str = "cp1252"


class _Cut(Exception):
    """The stream ends before it says so."""


def is_packed(octets: bytes) -> bool:
    """Whether this is a TNEF stream by its signature."""
    return octets.startswith(_SIGNATURE)


def unpacked(octets: bytes) -> Packed:
    """Body and files of a TNEF stream; of a damaged one what stands before the damage. Linear; never raises."""
    packed = Packed()
    if not is_packed(octets):
        return packed
    try:
        for attribute, value in _attributes(octets):
            _take(packed, attribute, value)
    except (_Cut, struct.error, ValueError, LookupError):
        pass  # what was read so far is what can be had
    packed.files = [file for file in packed.files if file.octets or file.name]
    return packed


def _attributes(octets: bytes) -> Iterator[tuple[int, bytes]]:
    """§2.1.3: level, id, length, data, checksum; little endian."""
    at = 6
    for _ in range(_MOST):
        if at + 9 > len(octets):
            return
        attribute, length = struct.unpack_from("<II", octets, at + 1)
        at += 9
        yield attribute, octets[at : at + length]
        at += length + 2


def _take(packed: Packed, attribute: int, value: bytes) -> None:
    if attribute == _CODEPAGE and len(value) >= 4:  # noqa: PLR2004 - one 32-bit number
        packed.codec = charset_names.known(f"cp{struct.unpack_from('<I', value)[0]}") or packed.codec
    elif attribute == _BODY and not packed.text:
        packed.text = _string(value, packed.codec)
    elif attribute == _MESSAGE_PROPERTIES:
        _take_message(packed, dict(_properties(value, packed.codec)))
    elif attribute == _FILE_BEGINS and len(packed.files) < _MOST_FILES:
        packed.files.append(File())
    elif packed.files:
        _take_file(packed.files[-1], attribute, value, packed.codec)


def _take_message(packed: Packed, found: dict[int, str | bytes]) -> None:
    body, html, compressed = found.get(_P_BODY), found.get(_P_HTML), found.get(_P_RTF)
    packed.html = charset.decoded(html, "")[0] if isinstance(html, bytes) else html or ""
    if isinstance(body, str) and body.strip():
        packed.text = body
    if not packed.text and not packed.html and isinstance(compressed, bytes):
        packed.text = rtf.text_of(uncompressed(compressed))


def _take_file(file: File, attribute: int, value: bytes, codec: str) -> None:
    if attribute == _FILE_TITLE:
        file.name = file.name or _string(value, codec)
    elif attribute == _FILE_OCTETS:
        file.octets = value
    elif attribute == _FILE_PROPERTIES:
        found = dict(_properties(value, codec))
        names = (found.get(key) for key in (_P_LONG_NAME, _P_SHORT_NAME, _P_SHOWN_NAME))
        file.name = next((name for name in names if isinstance(name, str) and name), file.name)
        kind, octets = found.get(_P_MIME), found.get(_P_OCTETS)
        if isinstance(kind, str) and kind.count("/") == 1:
            file.type = kind.lower()[:100]
        if isinstance(octets, bytes) and not file.octets:
            file.octets = octets


def _string(value: bytes, codec: str) -> str:
    return value.split(b"\0", 1)[0].decode(codec, "replace")


def _properties(value: bytes, codec: str) -> Iterator[tuple[int, str | bytes]]:
    """§2.1.3.4: type, id, for named ones their name, then the value; texts and octets are given, the rest passed."""
    (count,) = struct.unpack_from("<I", value)
    at = 4
    for _ in range(min(count, _MOST)):
        kind, name = struct.unpack_from("<HH", value, at)
        at = _after_name(value, at + 4) if name >= _NAMED else at + 4
        many, kind = bool(kind & _MANY), kind & ~_MANY
        values = 1
        if many or kind not in _FIXED:
            (values,) = struct.unpack_from("<I", value, at)
            at += 4
        if values > _MOST:
            raise _Cut
        for _ in range(values):
            if kind in _FIXED:
                at += _FIXED[kind]
                continue
            (length,) = struct.unpack_from("<I", value, at)
            if kind in (_STRING8, _UNICODE, _BINARY, _OBJECT):
                yield name, _value(value[at + 4 : at + 4 + length], kind, codec)
            at += 4 + length + (-length % 4)


def _after_name(value: bytes, at: int) -> int:
    """Past a GUID and a number or a padded name."""
    (kind,) = struct.unpack_from("<I", value, at + 16)
    (length,) = struct.unpack_from("<I", value, at + 20)
    return int(at + 24 + (length + -length % 4 if kind else 0))


def _value(octets: bytes, kind: int, codec: str) -> str | bytes:
    if kind == _UNICODE:
        return octets.decode("utf-16-le", "replace").split("\0", 1)[0]
    return _string(octets, codec) if kind == _STRING8 else octets


def uncompressed(octets: bytes) -> bytes:
    """MS-OXRTFCP: a window of 4,096 octets that begins with usual RTF; eight tokens to a control octet."""
    if len(octets) < 16:  # noqa: PLR2004 - four 32-bit numbers
        return b""
    if octets[8:12] == b"MELA":
        return octets[16:]
    window = bytearray(_RTF_DICTIONARY.ljust(4096, b"\0"))
    write, at, out = len(_RTF_DICTIONARY), 16, bytearray()
    while at < len(octets) and len(out) < _LZ_LONGEST:
        control = octets[at]
        at += 1
        for bit in range(8):
            size = 2 if control >> bit & 1 else 1
            if at + size > len(octets):
                return bytes(out)
            start, length = write, 1
            if size == 1:
                window[write] = octets[at]
            else:
                start, length = octets[at] << 4 | octets[at + 1] >> 4, (octets[at + 1] & 15) + 2
                if start == write:
                    return bytes(out)
            at += size
            for step in range(length):
                octet = window[(start + step) & 4095]
                window[write] = octet
                write = (write + 1) & 4095
                out.append(octet)
    return bytes(out)
