"""Octets become the characters the writer typed, whatever the labels say."""

from __future__ import annotations

import base64
import binascii
import time

import pytest

from triage.message.charset import decoded, guessed
from triage.message.charset_names import known
from triage.message.transfer import base64_octets, encoding_of, is_quoted_printable, quoted_printable, uuencoded
from triage.message.transfer import decoded as unpacked

NAMES = [
    ("utf8 UTF-8 utf_8 utf-8-sig unicode-1-1-utf-8 utf8mb4 cp65001 charset=utf-8 utf-8;format=flowed", "utf-8"),
    (
        "iso-8859-1 latin1 ISO_8859-1:1987 us-ascii ascii ansi windows-1252http-equiv x-windows-1252 cp-1252 1252",
        "cp1252",
    ),
    ("iso-8859-9 windows-1254 latin5", "cp1254"),
    ("gb2312 GBK x-gbk gb_2312-80 gb18030 euc-cn csgb2312", "gb18030"),
    ("ks_c_5601-1987 euc-kr x-windows-949 uhc ksc5601", "cp949"),
    ("shift_jis x-sjis sjis windows-31j ms_kanji cp932", "cp932"),
    ("iso-8859-8-i iso-8859-8-e iso-8859-8 logical", "iso8859-8"),
    ("koi8-u koi8-ru", "koi8-u"),
    ("koi8-r koi8", "koi8-r"),
    ("cp-850 ibm850 cp850 850", "cp850"),
    ("macintosh x-mac-roman mac", "mac-roman"),
    ("tis-620 windows-874 iso-8859-11", "cp874"),
    ("big5 cn-big5 x-x-big5", "cp950"),
    ("utf-7 unicode-1-1-utf-7 x-unknown unknown-8bit default unicode_escape rot13 base64 hex idna punycode zlib", ""),
]


@pytest.mark.parametrize(("spelling", "name"), [(one, name) for many, name in NAMES for one in many.split()])
def test_a_charset_is_known_by_every_name_mail_gives_it(spelling: str, name: str) -> None:
    assert known(spelling) == name


SENTENCES = [
    ("Können Sie mir bitte sagen, wann die Sprechstunde für Geflüchtete geöffnet ist?", "cp1252 cp850 mac-roman"),
    ("Straße 5, größere Wohnung", "cp1252"),
    ("Je voudrais savoir si vous êtes ouvert à midi, j'ai été malade.", "cp1252"),
    ("¿Dónde está la oficina? Mañana iré con mi niño.", "cp1252"),
    ("Proszę o informację, czy mogę przyjść jutro z żoną i córką.", "cp1250 iso8859-2"),
    ("Dobrý den, chtěl bych se zeptat, kdy máte otevřeno.", "cp1250 iso8859-2"),
    ("Kérem, írja meg, hogy mikor jöhetek, nagyszerű idő van.", "cp1250"),
    ("Bună ziua, aş dori să ştiu dacă pot să vin mâine.", "cp1250"),
    ("Çocuğum için Almanca kursu arıyorum, teşekkür ederim", "cp1254"),
    ("Ayşe Yılmaz", "cp1254"),
    ("Здравствуйте, когда можно прийти на консультацию?", "cp1251 koi8-r cp866 iso8859-5"),
    ("Спасибо", "cp1251 koi8-r"),
    ("Доброго дня, чи можна прийти завтра з дитиною? Дякую, Олена з Києва", "cp1251 koi8-u"),
    ("Καλημέρα, πότε είστε ανοιχτά;", "cp1253"),
    ("السلام عليكم، متى يمكنني الحضور إلى المكتب", "cp1256"),
    ("שלום, מתי אפשר להגיע למשרד", "cp1255"),
    ("สวัสดีครับ ผมอยากทราบว่าเปิดกี่โมง", "cp874"),
    ("您好，我想知道什么时候可以来办公室。", "gb18030 utf-16"),
    ("您好，我想知道什麼時候可以來辦公室。", "big5"),
    ("こんにちは、いつ相談に行けるか知りたいです。", "shift_jis euc_jp iso2022_jp"),
    ("안녕하세요, 언제 상담하러 갈 수 있는지 알고 싶습니다.", "euc_kr"),
]


@pytest.mark.parametrize(("text", "codec"), [(text, one) for text, many in SENTENCES for one in many.split()])
def test_unlabelled_text_is_guessed_by_its_alphabet(text: str, codec: str) -> None:
    assert guessed(text.encode(codec)) == text


@pytest.mark.parametrize(
    ("octets", "label", "text", "is_noted"),
    [
        ("Grüße".encode(), "iso-8859-1", "Grüße", True),
        ("Zażółć".encode(), "iso-8859-2", "Zażółć", True),
        ("Grüße".encode("cp1252"), "utf-8", "Grüße", True),
        ("Grüße".encode("cp1252"), "x-erfunden", "Grüße", True),
        ("Grüße".encode("cp1252"), "utf-7", "Grüße", True),
        (b"+ADw-script+AD4-", "utf-7", "+ADw-script+AD4-", True),
        ("„Gut“ – 5 €".encode("cp1252"), "iso-8859-1", "„Gut“ – 5 €", False),
        (b"a\x81b\xe4", "windows-1252", "a\x81bä", False),
        ("Grüße".encode("utf-8-sig"), "utf-8", "\ufeffGrüße", False),
        ("Grüße".encode("utf-16-be"), "utf-16", "Grüße", False),
        ("Grüße aus Köln".encode("utf-16-le"), "utf-16", "Grüße aus Köln", False),
        ("Grüße".encode("utf-16"), "", "Grüße", False),
        ("您好 ok".encode("hz"), "hz-gb-2312", "您好 ok", False),
        (b"\x1b$B\x24\x22\x2d\x21\x1b(B ok", "iso-2022-jp", "あ① ok", False),
        (b"\x1b(I\x31\x32\x1b(B", "iso-2022-jp", "ｱｲ", False),
        ("한국 똠".encode("cp949"), "ks_c_5601-1987", "한국 똠", False),
        ("①髙".encode("cp932"), "shift_jis", "①髙", False),
        (b"", "utf-8", "", False),
    ],
)
def test_text_is_read_as_declared_unless_it_cannot_be(octets: bytes, label: str, text: str, is_noted: bool) -> None:
    shown, defect = decoded(octets, label)

    assert shown == text
    assert bool(defect) == is_noted


TEXT = "Ich suche einen Deutschkurs für mich und meine Frau, am liebsten vormittags.\n".encode() * 2
SOLID = base64.encodebytes(TEXT)


@pytest.mark.parametrize(
    "body",
    [
        SOLID,
        SOLID.replace(b"\n", b"\r\n"),
        SOLID.replace(b"\n", b""),
        SOLID.rstrip(b"=\n"),
        SOLID.rstrip(b"=\n") + b"=",
        b"  " + SOLID.replace(b"\n", b" \n  "),
        b"!" + SOLID,
        SOLID.replace(b"\n", b"\n\n"),
        SOLID + b"-- \nListe example.org\nhttps://example.org/liste\n",
        SOLID.rstrip(b"=\n") + b"\n_______________________________________\nDiese Liste gibt es seit 1999\n",
        base64.b64encode(TEXT[:40]) + b"\n" + base64.b64encode(TEXT[40:]) + b"\n",
    ],
)
def test_damaged_base64_gives_what_was_encoded(body: bytes) -> None:
    assert unpacked(body, "base64") == TEXT


def test_clear_text_that_calls_itself_base64_stays_clear() -> None:
    body = b"Guten Tag, das ist gar nicht kodiert.\nWirklich nicht, Frau Muster."

    assert unpacked(body, "base64") == body


@pytest.mark.parametrize(
    ("body", "octets"),
    [
        (b"f=FCr", b"f\xfcr"),
        (b"f=fcr", b"f\xfcr"),
        (b"a=\nb", b"ab"),
        (b"a=\r\nb", b"ab"),
        (b"a=\rb", b"ab"),
        (b"a=  \nb", b"ab"),
        (b"a=", b"a"),
        (b"a = b", b"a = b"),
        (b"a=zzb", b"a=zzb"),
        (b"a=3D=\n", b"a="),
        (b"a\r\nb", b"a\r\nb"),
    ],
)
def test_damaged_quoted_printable_loses_nothing(body: bytes, octets: bytes) -> None:
    assert quoted_printable(body) == octets


@pytest.mark.parametrize(
    ("declared", "name"),
    [
        ("Base64", "base64"),
        (' "base64" ', "base64"),
        ("base-64", "base64"),
        ("base64, base64", "base64"),
        ("base64 (so ist es)", "base64"),
        ("Quoted_Printable", "quoted-printable"),
        ("quoted printable", "quoted-printable"),
        ("x-uuencode", "uuencode"),
        ("7bit", ""),
        ("8bit; foo", ""),
        ("x-erfunden", ""),
        ("", ""),
    ],
)
def test_a_transfer_encoding_is_known_by_every_spelling(declared: str, name: str) -> None:
    assert encoding_of(declared) == name


def test_quoted_printable_nobody_declared_is_seen() -> None:
    soft = b"Das ist ein Text f=C3=BCr alle, der lang genug ist und der weich umgebrochen=\n wird.\n"

    assert is_quoted_printable(soft)
    assert not is_quoted_printable(b"a=\nb = c\nx=3D4\n")
    assert not is_quoted_printable(b"In dem Programm steht x=20 und y=3D.\n")


def test_uuencode_is_undone_with_its_trailing_blanks_gone() -> None:
    octets = bytes(range(200))
    lines = [binascii.b2a_uu(octets[at : at + 45]).rstrip() for at in range(0, 200, 45)]

    assert uuencoded(b"begin 644 a.bin\n" + b"\n".join(lines) + b"\n`\nend\n") == octets
    assert uuencoded(b"ohne Anfang") == b"ohne Anfang"


@pytest.mark.parametrize(
    "octets", [b"= ", b"=\t", b"=\n", b"=\r", b"A", b"!", b"\n", b"aa==\n", b"A \n", b"M", b"begin 6"]
)
@pytest.mark.parametrize("read", [base64_octets, quoted_printable, is_quoted_printable, uuencoded, guessed])
def test_hostile_octets_are_read_in_linear_time(octets: bytes, read) -> None:
    began = time.process_time()

    read(octets * (1_000_000 // len(octets)))

    assert time.process_time() - began < 2
