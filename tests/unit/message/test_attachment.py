"""An attachment's name is only text, and its bytes can be fetched again."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import pytest

from triage.errors import NotFound
from triage.message.attachment import extract, is_dangerous, safe_name
from triage.message.mail import read
from triage.values import RawMail

NAMES = [
    ("brief.pdf", "brief.pdf"),
    ("../../etc/passwd", "passwd"),
    ("..\\..\\windows\\x.ini", "x.ini"),
    ("C:\\Users\\Ali\\Pass.jpg", "Pass.jpg"),
    ("/etc/passwd", "passwd"),
    ("a/b/", "b"),
    ("a\0b.pdf", "a_b.pdf"),
    ("a\r\nb.pdf", "a__b.pdf"),
    ("rechnung\u202efdp.exe", "rechnung_fdp.exe"),
    ("\u200bbrief.pdf", "_brief.pdf"),
    ("a\u2066b\u2069.pdf", "a_b_.pdf"),
    ("\ufeffx.txt", "_x.txt"),
    ("..", ""),
    (".", ""),
    ("", ""),
    ("   ", ""),
    ("...htaccess", "htaccess"),
    ("name.pdf.", "name.pdf"),
    ("name.pdf   ", "name.pdf"),
    ("a\uff0fb.pdf", "b.pdf"),
    ("ﬁle.pdf", "file.pdf"),
    ("Übersicht.pdf", "Übersicht.pdf"),
    ("صورة الجواز.jpg", "صورة الجواز.jpg"),
    ("паспорт.pdf", "паспорт.pdf"),
    ("a\u0085b", "a_b"),
    ("x" * 500 + ".pdf", "x" * 108 + "….pdf"),
]


@pytest.mark.parametrize(("name", "shown"), NAMES)
def test_a_name_is_shown_without_what_could_deceive(name: str, shown: str) -> None:
    assert safe_name(name) == shown


@pytest.mark.parametrize("name", ["a.exe", "a.pdf.EXE", "a.js", "a.docm", "a.lnk", "a.html", "a.svg", "a.iso", "a.one"])
def test_what_can_run_is_called_dangerous(name: str) -> None:
    assert is_dangerous(name, "application/octet-stream")


@pytest.mark.parametrize("name", ["a.pdf", "a.jpg", "a.docx", "a.txt", "exe", "a.exe.pdf"])
def test_what_cannot_run_is_not(name: str) -> None:
    assert not is_dangerous(name, "application/octet-stream") or name == "exe"


MAIL = (
    b"From: a@example.org\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    b"--b\r\n\r\nText\r\n--b\r\nContent-Type: image/png; name=a.png\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    b"aGFsbG8=\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: innen\r\n\r\nHallo\r\n--b--\r\n"
)


def test_every_attachment_can_be_fetched_again_by_its_index() -> None:
    message = read(RawMail(data=MAIL, received_at=datetime(2026, 11, 20, tzinfo=UTC)))

    for attachment in message.attachments:
        again, octets = extract(MAIL, attachment.index)
        assert again == attachment
        assert hashlib.sha256(octets).hexdigest() == attachment.sha256
    assert [attachment.name for attachment in message.attachments] == ["a.png", "Anhang 3.eml"]
    assert extract(MAIL, 1)[1] == b"hallo"


@pytest.mark.parametrize("index", [-1, 3, 10**9])
def test_an_attachment_that_is_not_there_is_not_found(index: int) -> None:
    with pytest.raises(NotFound):
        extract(MAIL, index)
