"""Header fields are read whatever characters and signs stand in them."""

from __future__ import annotations

from email import message_from_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.message.headers import headers_of, one_line
from triage.message.parameters import split

RAW = [
    ("Grüße aus Nettetal".encode(), "", "Grüße aus Nettetal"),
    ("Grüße aus Nettetal".encode("latin-1"), "", "Grüße aus Nettetal"),
    ("Grüße aus Nettetal".encode("latin-1"), "text/plain; charset=utf-8", "Grüße aus Nettetal"),
    ("Привет".encode("koi8-r"), "text/plain; charset=koi8-r", "Привет"),
    ("Привет".encode("cp1251"), 'text/plain; charset="windows-1251"', "Привет"),
    ("Привет".encode(), "text/plain; charset=windows-1251", "Привет"),
    ("你好".encode("gb2312"), "text/plain; charset=gb2312", "你好"),
    ("şikâyet ğ".encode("iso8859-9"), "text/plain; charset=iso-8859-9", "şikâyet ğ"),
    ("日本".encode("iso2022_jp"), "", "日本"),
    (b"a\n\tb", "", "a b"),
    (b"a\n   b  c", "", "a b c"),
    (b"a\n \n b", "", "a b"),
    (b"a\x00b\x07c", "", "a b c"),
    (b"=?utf-8?Q?a=0D=0ABcc:_x?=", "", "a Bcc: x"),
    (b"=?utf-8?Q?a?=\n =?utf-8?Q?b?=", "", "ab"),
]


@pytest.mark.parametrize(("value", "content_type", "shown"), RAW)
def test_a_subject_is_one_line_of_readable_text(value: bytes, content_type: str, shown: str) -> None:
    kind = f"Content-Type: {content_type}\n".encode() if content_type else b""
    mail = message_from_bytes(b"Subject: " + value + b"\n" + kind + b"\nx")

    assert headers_of(mail).text("subject") == shown


def test_raw_characters_are_read_as_the_first_part_says() -> None:
    mail = message_from_bytes(
        b"Subject: " + "Привет".encode("koi8-r") + b"\nContent-Type: multipart/mixed; boundary=x\n\n--x\n"
        b"Content-Type: text/plain; charset=koi8-r\n\nx\n--x--\n"
    )

    assert headers_of(mail).text("subject") == "Привет"


def test_the_first_field_that_says_anything_counts() -> None:
    mail = message_from_bytes(b"Subject:\nSubject: eins\nSUBJECT: zwei\n\nx")

    assert headers_of(mail).text("subject") == "eins"


def test_the_envelope_of_a_mailbox_file_is_kept_apart() -> None:
    mail = message_from_bytes(b"From a@example.org Fri Nov 20 08:15:00 2026\nTo: b@example.org\n\nx")

    assert headers_of(mail).all("from ") == ["a@example.org"]
    assert not headers_of(mail).has("from")


@given(st.text(max_size=100))
def test_one_line_is_one_printable_line(text: str) -> None:
    shown = one_line(text)

    assert len(shown.splitlines()) <= 1
    assert shown == shown.strip()
    assert "  " not in shown


@pytest.mark.parametrize(
    ("value", "main", "parameters"),
    [
        ("text/plain; charset=utf-8", "text/plain", {"charset": "utf-8"}),
        ("TEXT/Plain ; Charset = UTF-8 ;", "text/plain", {"charset": "UTF-8"}),
        ("text/plain charset=utf-8", "text/plain", {"charset": "utf-8"}),
        ("text/plain charset=utf-8; format=flowed", "text/plain", {"charset": "utf-8", "format": "flowed"}),
        ("text/plain (a comment); charset=utf-8 (another)", "text/plain", {"charset": "utf-8"}),
        ('text/plain; charset="utf-8" (another)', "text/plain", {"charset": "utf-8"}),
        ("text/plain; charset=utf-8 name=x", "text/plain", {"charset": "utf-8"}),
        ("attachment; filename=Mein Brief.pdf", "attachment", {"filename": "Mein Brief.pdf"}),
        ("attachment; filename*=utf-8''Gr%C3%BC%C3%9Fe.pdf", "attachment", {"filename": "Grüße.pdf"}),
        ("attachment; filename*=UTF-8%27%27Gr%C3%BC.pdf", "attachment", {"filename": "Grü.pdf"}),
        ("attachment; filename*=Gr%C3%BC.pdf", "attachment", {"filename": "Grü.pdf"}),
        ("attachment; filename*0=Gru; filename*1=nd.pdf", "attachment", {"filename": "Grund.pdf"}),
        ('attachment; filename*0="=?utf-8?Q?Gr=C3"; filename*1="=BC?=.pdf"', "attachment", {"filename": "Grü.pdf"}),
        ("attachment; filename=a.pdf; filename*=utf-8''b.pdf", "attachment", {"filename": "b.pdf"}),
        ("", "", {}),
        (";", "", {}),
    ],
)
def test_parameters_are_read(value: str, main: str, parameters: dict[str, str]) -> None:
    assert split(value) == (main, parameters)
