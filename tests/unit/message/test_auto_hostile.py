"""The question whether a machine wrote a mail is settled quickly, on an ordinary mail and on a hostile one."""

from __future__ import annotations

import time

import pytest

from tests.unit.message.auto_mails import OWN_ID, mail

MEGABYTE = 1_000_000
HOSTILE = [
    "a" * MEGABYTE,
    "nicht " * (MEGABYTE // 6),
    "\n" * MEGABYTE,
    "could not be deliver " * (MEGABYTE // 21),
    ".kim@kreis-viersen.de" * (MEGABYTE // 21),
    f"{OWN_ID[:-1]} " * (MEGABYTE // 62),
    "=\n" * (MEGABYTE // 2),
    "İ" * (MEGABYTE // 2),
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:12]))
@pytest.mark.parametrize("subject", ["Frage", "failure notice", "[" * 5000, "auto" * 2000])
def test_a_megabyte_costs_no_more_than_reading_it(text: str, subject: str) -> None:
    started = time.process_time()

    mail("MAILER-DAEMON@example.net", subject, text)

    assert time.process_time() - started < 6
