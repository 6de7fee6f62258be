"""Whatever arrives, reading it never raises, covers its text with zones and stays quick."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from triage.errors import NotFound, NotUnderstood
from triage.message import limits
from triage.message.as_json import as_json
from triage.message.attachment import extract
from triage.message.bare import read_body
from triage.message.mail import read
from triage.message.salvage import salvage
from triage.values import ParsedMessage, RawMail

RECEIVED = datetime(2026, 11, 20, tzinfo=UTC)
CORPUS = [path.read_bytes() for path in sorted((Path(__file__).parents[2] / "corpus").glob("*.eml"))]
SOUP = st.lists(
    st.sampled_from(
        [
            b"From:",
            b"To:",
            b"Subject:",
            b"Message-ID: <>",
            b"Content-Type: multipart/mixed; boundary=x",
            b"--x",
            b"--x--",
            b"Content-Type: text/html",
            b"Content-Transfer-Encoding: base64",
            b"=?utf-8?B?w6Q=?=",
            b"=?x?q?=?=",
            b"<",
            b">",
            b"Content-Type: message/rfc822",
            b"Content-Type: message/delivery-status",
            b"a@b@c",
            b'"',
            b"(",
            b"\\",
            b";",
            b"Date: Fri, 99 Nov 2026 99:99:99 +9999",
            b"\r\n",
            b"\n",
            b"\n\n",
            b"\r",
            b"\x00",
            b"\xff",
            b" ",
            b"begin 644 x",
            b"Content-Disposition: attachment; filename*0*=a'b'%",
            b"> ",
            b"Von: x",
            b"Betreff: y",
            b"charset=utf-16",
            b"<div>",
        ]
    ),
    max_size=40,
).map(b"".join)


def covers(message: ParsedMessage) -> bool:
    starts = [zone.start for zone in message.zones]
    ends = [zone.end for zone in message.zones]
    whole = [0, *ends] == [*starts, len(message.text)]
    return whole and all(start < end for start, end in zip(starts, ends, strict=True))


def is_sound(message: ParsedMessage) -> bool:
    text = json.dumps(as_json(message, "x"), ensure_ascii=False)
    return covers(message) and "\0" not in message.text and "\r" not in message.text and bool(text.encode("utf-8"))


@settings(max_examples=300, deadline=None)
@given(st.one_of(SOUP, st.binary(max_size=2000)))
@example(b"")
@example(b"Message-ID: <>\n\n")
@example(b"From: (((((((((\n\n")
@example(b"Content-Type: text/plain; charset=\xff\n\n\xff")
@example(b'Content-Type: multipart/mixed; boundary=""\n\n--\n\n--')
def test_any_bytes_become_a_message_or_a_stub(data: bytes) -> None:
    try:
        limits.check(data)
    except NotUnderstood:
        message = salvage(data)
    else:
        message = read(RawMail(data=data, received_at=RECEIVED))

    assert is_sound(message)
    assert is_sound(salvage(data))
    for attachment in message.attachments:
        with suppress(NotFound, NotUnderstood):
            again, octets = extract(data, attachment.index)
            assert (again, len(octets)) == (attachment, attachment.size)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_damaged_corpus_mail_is_still_read(data: st.DataObject) -> None:
    mail = data.draw(st.sampled_from([mail for mail in CORPUS if len(mail) < 10_000]))
    at = data.draw(st.integers(0, len(mail)))
    length = data.draw(st.integers(0, 30))
    damaged = mail[:at] + data.draw(st.binary(max_size=20)) + mail[at + length :]

    with suppress(NotUnderstood):
        limits.check(damaged)
        assert is_sound(read(RawMail(data=damaged, received_at=RECEIVED)))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=500), st.text(max_size=50))
def test_any_text_is_split_without_gaps(text: str, subject: str) -> None:
    assert is_sound(read_body(text, subject))


@pytest.mark.parametrize(
    "unit",
    [
        "x",
        "> ",
        ">\n",
        "a:\n",
        "Von: x\n",
        "--\n",
        "On 12:12 a@b.c wrote:\n",
        "Gruß\n",
        "diese e-mail\n",
        "____________\n",
        "> KIM-\nx\n",
        " \n",
        "\n",
        ".(",
        "Betreff: x\nVon: y\n",
        "schrieb <a@b.c> 2026 12:12:\n> x\n",
    ],
)
def test_a_long_text_takes_less_than_half_a_second(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    began = time.process_time()

    message = read_body(text)

    assert time.process_time() - began < 2  # promises C1; other programs' time does not count
    assert covers(message)


def test_one_line_of_a_megabyte_is_cut_and_quick() -> None:
    began = time.process_time()

    message = read(RawMail(data=b"Subject: x\n\n" + b"x" * 1_000_000, received_at=RECEIVED))

    assert time.process_time() - began < 2  # promises C1; other programs' time does not count
    assert len(message.text) == 200_000
    assert "cut" in " ".join(message.defects)


@pytest.mark.parametrize("size", [16_000])
@pytest.mark.parametrize(
    "value", ["=?utf-8?q?", '"', "(", "<", "a@", "=?a?b?c?= ", '\\"', ", ", ";a=", "<a@b> ", "=?", " \t", "'", "Ä"]
)
def test_a_header_of_16_kib_takes_no_time(value: str, size: int) -> None:
    text = (value * (size // len(value))).encode()
    data = b"".join(
        name + b": " + text[:15_000] + b"\n" for name in (b"From", b"To", b"Subject", b"References", b"Date")
    )
    data += b'Content-Disposition: attachment; filename="' + text[:15_000] + b"\n\nx"
    began = time.process_time()

    message = read(RawMail(data=data, received_at=RECEIVED))

    assert time.process_time() - began < 2  # promises C1; other programs' time does not count
    assert covers(message)
