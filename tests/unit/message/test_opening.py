"""The headers of a mail are found whatever was put before or between them."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.message.mail import read
from triage.message.opening import opened
from triage.message.salvage import salvage
from triage.values import RawMail

MAIL = b"From: a@example.org\nSubject: Frage\nDate: Fri, 20 Nov 2026 08:15:00 +0100\n\nHallo\n"
HIDDEN = [
    b"\n" + MAIL,
    b"\r\n \r\n" + MAIL.replace(b"\n", b"\r\n"),
    b"\xef\xbb\xbf" + MAIL,
    b">From a@example.org Fri Nov 20 08:15:00 2026\n" + MAIL,
    b"From a@example.org Fri Nov 20 08:15:00 2026\n" + MAIL.replace(b"Subject:", b"Subject :"),
    MAIL.replace(b"Subject:", b"Subject \t:"),
    MAIL.replace(b"Subject:", b">From x@example.org Fri Nov 20 08:15:00 2026\nSubject:"),
    MAIL.replace(b"Subject:", b"eine Zeile, die nicht hierher passt\nSubject:"),
    MAIL.replace(b"Subject:", b"by b.example.org with ESMTP\nfor <kim@kreis-viersen.de>;\nSubject:"),
    MAIL.replace(b"\n", b"\r\r\n"),
    MAIL.replace(b"Subject:", b"\xe4\xf6\nSubject:"),
    MAIL.replace(b"\n", b"\r").replace(b"Subject:", b"Subject :"),
]
UNTOUCHED = [
    MAIL,
    MAIL.replace(b"\n", b"\r\n"),
    b"From a@example.org Fri Nov 20 08:15:00 2026\n" + MAIL,
    b"From: a@example.org\nSubject: x\nHallo, das ist der Text.\nUnd noch eine Zeile\n",
    b"From: a@example.org\nSubject: x\nHallo\n\nSubject: y\n",
    b"Hallo, kein Kopf\nFrom: x\n",
    b"\n\nHinweis: kein Kopf\n",
    b"\n\nHallo\n",
    b"",
    b"\n",
    b"\xef\xbb\xbf",
]


@pytest.mark.parametrize("data", HIDDEN)
def test_hidden_headers_are_found(data: bytes) -> None:
    message = read(RawMail(data=data, received_at=datetime.now(UTC)))

    assert opened(data) is not data
    for found in (message, salvage(data)):
        assert found.subject == "Frage"
        assert found.sender is not None
        assert found.sender.address == "a@example.org"
        assert found.date is not None


@pytest.mark.parametrize("data", UNTOUCHED)
def test_what_needs_no_help_stays_the_same(data: bytes) -> None:
    assert opened(data) is data


@given(st.lists(st.sampled_from([b"From: a\n", b"a\n", b"\n", b" x\n", b"To : b\n", b">From x\n", b"\r", b"x: y\n"])))
def test_nothing_of_a_text_is_lost_and_opening_twice_changes_nothing(lines: list[bytes]) -> None:
    data = b"".join(lines)
    _, _, text = data.replace(b"\r\r\n", b"\r\n").lstrip(b"\r\n ").partition(b"\n\n")

    assert opened(data).replace(b"\r\r\n", b"\r\n").endswith(text)
    assert opened(opened(data)) == opened(data)


@pytest.mark.parametrize("unit", [b"a\n", b"\n", b"a:\n", b"a : \n", b">From \n", b"x", b" ", b"To:\nx\n", b"\r"])
def test_three_megabytes_take_no_time(unit: bytes) -> None:
    data = unit * (3_000_000 // len(unit))
    began = time.process_time()

    opened(data)
    opened(b"To: x\n" + data)

    assert time.process_time() - began < 2  # promises C1; other programs' time does not count
