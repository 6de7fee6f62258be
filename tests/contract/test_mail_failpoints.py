"""Each kill point of the mail adapters is reached where it says: the process dies there, and nowhere else (2.10)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers.dovecot import Dovecot
from tests.servers.smtp_sink import SmtpSink

pytestmark = [pytest.mark.dovecot, pytest.mark.kill]
MAIL = b"Subject: x\r\n\r\n" + b"Wort Wort\r\n" * 1_000 + b"\r\n"
PASS = """
import sys
from triage.adapters import imap, smtp
from triage.failpoints import failpoint
from triage.ports import Letter
box = imap.connect(imap.Account(name="kim", host="127.0.0.1", port=int(sys.argv[1]), tls="none", user="kim",
                                password=lambda: "secret"))
print("selecting", flush=True)
box.look("INBOX", write=True)
print("fetching", flush=True)
mails = list(box.fetch([1]))
print("moving", flush=True)
box.prepare("Bearbeitet")
box.move([1], "Bearbeitet")
print("sending", flush=True)
mailer = smtp.connect(smtp.SmtpServer(host="127.0.0.1", port=int(sys.argv[2]), tls="none"))
letter = Letter(envelope_from="", envelope_to=("a@example.org",), data=mails[0].data)
mailer.send(letter, before_dot=lambda: (print("noting", flush=True), failpoint("send.dot_noted")))
print("sent", flush=True)
"""


def run(server: Dovecot, sink: SmtpSink, point: str) -> tuple[int, str]:
    environment = {**os.environ, "TRIAGE_FAILPOINT": point, "PYTHONPATH": str(Path(__file__).parents[2])}
    words = [sys.executable, "-c", PASS, str(server.port), str(sink.port)]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stdout.split()[-1]


@pytest.mark.parametrize(
    ("point", "last", "inbox", "letters"),
    [
        ("fetch.selected", "selecting", {1}, {0}),
        ("fetch.literal", "fetching", {1}, {0}),
        ("fetch.read", "fetching", {1}, {0}),
        ("shelve.sent", "moving", {0, 1}, {0}),
        ("shelve.answered", "moving", {0}, {0}),
        ("send.rcpt", "sending", {0}, {0}),
        ("send.dot_noted", "noting", {0}, {0}),
        ("send.dot", "noting", {0}, {0, 1}),
    ],
)
def test_the_process_dies_where_the_point_says(
    dovecot: Dovecot, smtp_sink: SmtpSink, point: str, last: str, inbox: set[int], letters: set[int]
) -> None:
    dovecot.deliver(MAIL)

    code, said = run(dovecot, smtp_sink, point)

    assert (code, said) == (-signal.SIGKILL, last)
    dovecot.doveadm("mailbox", "status", "-u", "kim", "messages", "*")  # waits for a move the server is still at
    assert dovecot.count() in inbox
    assert dovecot.count() + dovecot.count("Bearbeitet") == 1
    assert len(smtp_sink.received()) in letters


def test_unarmed_nothing_dies(dovecot: Dovecot, smtp_sink: SmtpSink) -> None:
    dovecot.deliver(MAIL)

    assert run(dovecot, smtp_sink, "") == (0, "sent")

    assert dovecot.mails("Bearbeitet") == [MAIL]
    assert [one.data for one in smtp_sink.received()] == [MAIL]
