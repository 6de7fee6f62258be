"""What lies inside other formats is read without trusting their lengths."""

from __future__ import annotations

import random
import struct
import time

import pytest

from triage.message import calendar, enriched, pgp, rtf, signed, tnef, vcard

SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
DATA = bytes.fromhex("06092a864886f70d010701")
WORDS = b"Content-Type: text/plain\r\n\r\nHallo\r\n"


def der(tag: int, *content: bytes) -> bytes:
    body = b"".join(content)
    return bytes((tag, 0x82)) + len(body).to_bytes(2, "big") + body


def ber(tag: int, *content: bytes) -> bytes:
    return bytes((tag, 0x80)) + b"".join(content) + b"\0\0"


def cms(octets: bytes, put=der, kind: bytes = SIGNED_DATA) -> bytes:
    inner = put(0x30, DATA, put(0xA0, octets))
    return put(0x30, kind, put(0xA0, put(0x30, b"\x02\x01\x01", der(0x31), inner, der(0x31))))


@pytest.mark.parametrize(
    ("octets", "content"),
    [
        (cms(der(0x04, WORDS)), WORDS),
        (cms(der(0x04, WORDS), ber), WORDS),
        (cms(ber(0x24, der(0x04, WORDS[:9]), der(0x04, WORDS[9:])), ber), WORDS),
        (cms(der(0x24, der(0x04, WORDS[:9]), der(0x04, WORDS[9:]))), WORDS),
        (cms(der(0x04, WORDS), kind=bytes.fromhex("06092a864886f70d010703")), b""),
        (b"", b""),
        (b"\x30", b""),
        (b"\x30\x84\xff\xff\xff\xff", b""),
        (b"kein DER", b""),
    ],
)
def test_an_opaque_signature_gives_what_was_signed(octets: bytes, content: bytes) -> None:
    assert signed.content(octets) == content


def attribute(level: int, name: int, value: bytes) -> bytes:
    return bytes((level,)) + struct.pack("<II", name, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)


def prop(kind: int, name: int, value: bytes, label: bytes = b"") -> bytes:
    head = struct.pack("<HH", kind, name)
    if label:
        head += b"\0" * 16 + struct.pack("<II", 1, len(label)) + label + b"\0" * (-len(label) % 4)
    if kind in (0x1E, 0x1F, 0x102):
        return head + struct.pack("<II", 1, len(value)) + value + b"\0" * (-len(value) % 4)
    return head + value


RTF = rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 A;}}\pard Gr\'fc\'dfe aus K\u246?ln\par zwei\tab drei \u-10179?\u-8694?}"
PLAIN = b"".join(b"\0" + RTF[at : at + 8] for at in range(0, len(RTF), 8))
COMPRESSED = struct.pack("<II", len(PLAIN) + 12, len(RTF)) + b"LZFu" + b"\0" * 4 + PLAIN
PACKED = (
    b"\x78\x9f\x3e\x22\x01\x00"
    + attribute(1, 0x00069007, struct.pack("<II", 1252, 0))
    + attribute(
        1,
        0x00069003,
        struct.pack("<I", 3)
        + prop(3, 0x3FDE, struct.pack("<I", 65001))
        + prop(0x1E, 0x8001, b"x\0", "Feld".encode("utf-16-le"))
        + prop(0x102, 0x1009, COMPRESSED),
    )
    + attribute(2, 0x00069002, b"\0" * 14)
    + attribute(2, 0x00018010, b"ANTRAG~1.PDF\0")
    + attribute(2, 0x0006800F, b"%PDF-1")
    + attribute(
        2,
        0x00069005,
        struct.pack("<I", 2)
        + prop(0x1F, 0x3707, "Antrag für Müller.pdf\0".encode("utf-16-le"))
        + prop(0x1E, 0x370E, b"application/pdf\0"),
    )
)


def test_winmail_gives_its_text_and_its_files() -> None:
    packed = tnef.unpacked(PACKED)

    assert packed.text == "Grüße aus Köln\nzwei\tdrei 😊"
    assert [(file.name, file.type, file.octets) for file in packed.files] == [
        ("Antrag für Müller.pdf", "application/pdf", b"%PDF-1")
    ]


def test_the_rtf_window_repeats_what_it_has_seen() -> None:
    pointer = struct.pack(">H", 207 << 4 | 3)

    assert tnef.uncompressed(b"\0" * 8 + b"LZFu" + b"\0" * 4 + b"\x02a" + pointer) == b"aaaaaa"
    assert tnef.uncompressed(b"\0" * 8 + b"MELA" + b"\0" * 4 + b"roh") == b"roh"


def test_damage_never_raises() -> None:
    dice = random.Random(7)
    for original in (PACKED, cms(der(0x04, WORDS)), cms(der(0x04, WORDS), ber)):
        for _ in range(500):
            octets = bytearray(original)
            for _ in range(3):
                octets[dice.randrange(len(octets))] = dice.randrange(256)
            cut = bytes(octets[: dice.randrange(len(octets))])
            tnef.unpacked(cut)
            signed.content(cut)
            rtf.text_of(cut)


@pytest.mark.parametrize("octets", [b"{", b"}", rb"\u1 ", b"\\", rb"\'", b"\x30\x80", b"\x24\x80", b"{\\*"])
def test_hostile_containers_are_read_in_linear_time(octets: bytes) -> None:
    big = octets * (1_000_000 // len(octets))
    bomb = (
        struct.pack("<I", 1) + struct.pack("<HHII", 0x102, 0x1009, 1, len(big) + 16) + b"\0" * 8 + b"LZFu" + b"\0" * 4
    )
    began = time.process_time()

    rtf.text_of(big)
    signed.content(big)
    signed.content(SIGNED_DATA.join((b"\x30\x80", big)))
    tnef.unpacked(PACKED[:6] + attribute(1, 0x00069003, bomb + big))

    assert time.process_time() - began < 4


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "vor\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nHallo\n- -- \n- - Punkt\n"
            "-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----\nnach",
            "vor\nHallo\n-- \n- Punkt\nnach",
        ),
        ("-----BEGIN PGP SIGNED MESSAGE-----\nohne Ende", "-----BEGIN PGP SIGNED MESSAGE-----\nohne Ende"),
        ("> -----BEGIN PGP SIGNED MESSAGE-----\n> zitiert", "> -----BEGIN PGP SIGNED MESSAGE-----\n> zitiert"),
        ("ohne", "ohne"),
    ],
)
def test_pgp_armour_gives_way_to_the_words(text: str, shown: str) -> None:
    assert pgp.without_armour(text) == shown


def test_enriched_text_loses_its_commands_only() -> None:
    content = "<bold>Hallo</bold> Welt\nweiter\n\nneu <color><param>red</param>rot</color> a << b"

    assert enriched.text_of(content) == "Hallo Welt weiter\nneu rot a < b"
    assert enriched.text_of("<bold>a</bold><nl>b<lt>c\nd", is_enriched=False) == "a\nb<c d"


def test_a_visiting_card_gives_name_and_numbers() -> None:
    card = (
        "BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;Anna;;;\n"
        "item1.TEL;CELL:+49 151 000000\nEMAIL:anna@example.org\nEND:VCARD"
    )

    assert vcard.text_of(card) == "Müller Anna\nTelefon: +49 151 000000\nE-Mail: anna@example.org"


def test_an_invitation_gives_title_time_and_place() -> None:
    event = (
        "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VTIMEZONE\nDTSTART:19700101T020000\nEND:VTIMEZONE\nBEGIN:VEVENT\n"
        'ORGANIZER;CN="Beispiel: Amina":mailto:a@example.org\nSUMMARY;LANGUAGE=de:Gespräch\\, lang\n'
        "DTSTART;TZID=Europe/Berlin:20261127T140000\nLOCATION:Kempen\nEND:VEVENT\nEND:VCALENDAR"
    )

    assert calendar.text_of(event) == ("Gespräch, lang\nBeginn: 27.11.2026 14:00\nOrt: Kempen\nVon: Beispiel: Amina")
    cancelled = event.replace("REQUEST", "CANCEL")
    assert calendar.text_of(cancelled).startswith("Absage eines Termins\n")
