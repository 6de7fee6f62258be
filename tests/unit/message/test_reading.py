"""A text part is read for what it is, and the better of two versions is taken."""

from __future__ import annotations

import base64
import time
from datetime import UTC, datetime

import pytest

from triage.message import limits
from triage.message.mail import read
from triage.message.tree import parsed
from triage.values import ParsedMessage, RawMail

HEAD = b"From: a@example.org\nDate: Fri, 20 Nov 2026 08:15:00 +0100\nMIME-Version: 1.0\n"


def mail(headers: bytes, body: bytes) -> ParsedMessage:
    return read(RawMail(data=HEAD + headers + b"\n\n" + body, received_at=datetime(2026, 11, 20, tzinfo=UTC)))


def alternative(plain: str, rich: str) -> str:
    one, other = (f"--b\nContent-Type: text/{kind}; charset=utf-8\n\n" for kind in ("plain", "html"))
    body = f"{one}{plain}\n{other}{rich}\n"
    return mail(b"Content-Type: multipart/alternative; boundary=b", body.encode() + b"--b--\n").text


LONG = "Der Kurs beginnt am Montag um neun Uhr im Rathaus, bitte bringen Sie Ihren Ausweis und etwas zu schreiben mit. "


@pytest.mark.parametrize(
    ("plain", "rich", "text"),
    [
        ("Hallo Frau Muster", "<p>Hallo Frau <b>Muster</b></p>", "Hallo Frau Muster"),
        ("", "<p>Nur hier</p>", "Nur hier"),
        ("Nur hier", "<p></p>", "Nur hier"),
        (" \n\n ", f"<p>{LONG}</p>", LONG.strip()),
        ("Your mail program cannot show HTML.", f"<p>{LONG}</p>", LONG.strip()),
        ("Bitte im Browser öffnen: https://example.org/x", f"<p>{LONG}</p>", LONG.strip()),
        ("Чтобы прочитать письмо, откройте его в браузере", f"<p>{LONG}</p>", LONG.strip()),
        ("Wie speichere ich HTML?", "<p>Wie speichere ich <i>HTML</i>?</p>", "Wie speichere ich HTML?"),
        (LONG * 3, f"<p>{LONG * 3}</p><p>Impressum</p>", (LONG * 3).strip()),
        ("Hallo", f"<p>{LONG * 3}</p>", (LONG * 3).strip()),
    ],
)
def test_the_plain_version_speaks_unless_it_says_nothing(plain: str, rich: str, text: str) -> None:
    assert alternative(plain, rich).strip() == text


@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "utf-16"])
def test_html_too_deep_for_a_tree_still_gives_its_words(codec: str) -> None:
    body = base64.encodebytes(("<div>" * 3000 + "tief <b>unten</b>").encode(codec))
    headers = f"Content-Type: text/plain; charset={codec}\nContent-Transfer-Encoding: base64".encode()
    page = base64.encodebytes(("<html>" + "<div>" * 3000 + "tief <b>unten</b>").encode(codec))

    assert "tief" in mail(headers, body).text
    message = mail(headers, page)

    assert message.text == "tief unten"
    assert any("nested" in defect for defect in message.defects)


def test_formatting_that_is_never_closed_does_not_grow_into_a_forest() -> None:
    page = b"<p>" + b"".join(b"<font a=%d>" % at for at in range(200)) + b"</p>" + b"<p>wort</p>" * 100_000
    began = time.process_time()

    message = mail(b"Content-Type: text/html", page)

    assert message.text.startswith("wort wort")
    assert time.process_time() - began < 4


def test_meta_names_the_charset_when_the_header_does_not() -> None:
    page = '<html><head><meta charset="iso-8859-2"></head><p>Zażółć</p></html>'.encode("iso-8859-2")

    assert mail(b"Content-Type: text/html\nContent-Transfer-Encoding: 8bit", page).text == "Zażółć"
    assert mail(b"Content-Type: text/html; charset=x-unknown", page).text == "Zażółć"


@pytest.mark.parametrize(
    "body",
    [
        b"--" * 500_000,
        b"--a\n\n" * 200_000,
        b"--a\nContent-Type: text/plain\n\n" * 250,
        b"This is a multi-part message in MIME format." + b"\n" * 1_000_000,
        b"\n--" + b"a" * 1_000_000,
    ],
)
@pytest.mark.parametrize(
    "headers", [b"X: y", b"Content-Type: multipart/mixed", b"Content-Type: multipart/x; boundary=zz"]
)
def test_mending_a_multipart_is_linear(headers: bytes, body: bytes) -> None:
    data = HEAD + headers + b"\n\n" + body
    began = time.process_time()

    parsed(data)

    assert time.process_time() - began < 4


def test_mended_parts_obey_the_limits() -> None:
    body = b"--a\nContent-Type: text/plain\n\nx\n" * (limits.PARTS + 1)

    top = parsed(HEAD + b"Content-Type: multipart/mixed\n\n" + body)

    assert not top.is_multipart()


def test_the_source_of_a_mended_part_is_the_same_each_time() -> None:
    inner = b"Subject: innen\nContent-Type: multipart/mixed\n\n--x\nContent-Type: text/plain\n\nHallo\n--x--\n"
    body = b"--b\nContent-Type: message/rfc822\n\n" + inner + b"--b--\n"

    first, second = (mail(b"Content-Type: multipart/mixed; boundary=b", body) for _ in range(2))

    assert first.text == "innen\n\nHallo"
    assert first.attachments == second.attachments
    assert first.content_digest == second.content_digest
