"""Do the demo's own mail servers work as the product needs them?"""

from __future__ import annotations

import asyncio
import imaplib
import smtplib
import socket
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage

import aiosmtplib
import pytest
from imapclient import IMAPClient
from imapclient.exceptions import LoginError

from triage.adapters.imap import Account, connect
from triage.demo.servers import HOST, ImapServer, SmtpSink

MAIL = b"From: a@example.org\r\nSubject: Gr\xfc\xdfe\r\n\r\nHallo \xff\r\n"
WHEN = datetime(2026, 11, 20, 8, 15, tzinfo=UTC)


@pytest.fixture
def imap() -> Iterator[ImapServer]:
    with ImapServer() as server:
        yield server


@pytest.fixture
def box(imap: ImapServer) -> Iterator[IMAPClient]:
    client = IMAPClient(HOST, port=imap.port, ssl=False, timeout=5)
    client.login(imap.user, imap.password)
    yield client
    client.logout()


def letter(text: str = "Grüße") -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = (
        "KIM <kim@kreis-viersen.de>",
        "a@example.org",
        "Wir haben Ihre Nachricht",
    )
    mail.set_content(text)
    return mail


def test_both_are_ready_within_three_seconds_and_gone_after_stop() -> None:
    began = time.monotonic()
    imap, sink = ImapServer(), SmtpSink()
    imap.start()
    sink.start()
    assert time.monotonic() - began < 3

    for server in (imap, sink):
        socket.create_connection((HOST, server.port), timeout=2).close()
    ports = (imap.port, sink.port)
    imap.stop()
    sink.stop()
    imap.stop()

    for port in ports:
        with pytest.raises(OSError, match="refused"):
            socket.create_connection((HOST, port), timeout=2)
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("demo-")]


def test_stopping_does_not_wait_for_clients_that_stay(caplog: pytest.LogCaptureFixture) -> None:
    with ImapServer() as imap, SmtpSink() as sink:
        client = imaplib.IMAP4(HOST, imap.port, timeout=5)
        client.login(imap.user, imap.password)
        caller = smtplib.SMTP(HOST, sink.port, timeout=5)
        began = time.monotonic()

    assert time.monotonic() - began < 3
    client.shutdown()
    caller.close()
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


def test_two_runs_do_not_disturb_each_other() -> None:
    with ImapServer() as one, ImapServer() as other:
        assert one.port != other.port
        assert one.password != other.password


def test_a_mail_comes_back_octet_by_octet_with_its_time(box: IMAPClient) -> None:
    box.append("INBOX", MAIL, msg_time=WHEN)

    box.select_folder("INBOX", readonly=True)
    [uid] = box.search(["ALL"])
    found = box.fetch([uid], ["RFC822.SIZE", "INTERNALDATE", "BODY.PEEK[]"])[uid]
    assert found[b"BODY[]"] == MAIL
    assert found[b"RFC822.SIZE"] == len(MAIL)
    assert found[b"INTERNALDATE"].replace(tzinfo=UTC) == WHEN.replace(tzinfo=UTC)


def test_a_mail_can_be_moved_into_a_new_folder_and_the_new_uid_is_told(box: IMAPClient) -> None:
    box.append("INBOX", MAIL, msg_time=WHEN)
    box.create_folder("Bearbeitet")
    expected = box.folder_status("Bearbeitet", ["UIDNEXT"])[b"UIDNEXT"]
    box.select_folder("INBOX")
    [uid] = box.search(["ALL"])

    box.move([uid], "Bearbeitet")

    assert box.search(["ALL"]) == []
    box.select_folder("Bearbeitet")
    assert box.search(["ALL"]) == [expected]
    assert {b"MOVE", b"UIDPLUS"} <= set(box.capabilities())
    assert b"IDLE" not in box.capabilities()


def test_a_wrong_password_is_refused_at_once(imap: ImapServer) -> None:
    began = time.monotonic()
    with pytest.raises(LoginError):
        IMAPClient(HOST, port=imap.port, ssl=False, timeout=5).login(imap.user, "falsch")

    assert time.monotonic() - began < 1


def test_the_sink_keeps_what_is_sent_and_shows_it() -> None:
    with SmtpSink() as sink:
        asyncio.run(
            aiosmtplib.send(letter(), sender="", recipients=["a@example.org"], hostname=HOST, port=sink.port, timeout=5)
        )
        [kept] = sink.letters()

    assert (kept.number, kept.envelope_from, kept.envelope_to, sink.count) == (1, "", ("a@example.org",), 1)
    assert kept.shown() == "An: a@example.org\nBetreff: Wir haben Ihre Nachricht\n\nGrüße\n"
    assert b"Subject: Wir haben Ihre Nachricht\r\n" in kept.data


def test_the_product_s_own_adapter_reads_moves_and_finds_there(imap: ImapServer, box: IMAPClient) -> None:
    box.append("INBOX", MAIL, msg_time=WHEN)
    account = Account(
        name="kim", host=HOST, port=imap.port, tls="none", user=imap.user, password=lambda: imap.password, timeout=5
    )
    mailbox = connect(account)

    [uid] = mailbox.look("INBOX", write=True).uids
    [fetched] = mailbox.fetch([uid])
    nextuid = mailbox.prepare("Bearbeitet")

    assert fetched.data == MAIL
    assert mailbox.move([uid], "Bearbeitet") == {uid: nextuid}
    assert mailbox.find("Bearbeitet", from_uid=nextuid, size=len(MAIL)) == [nextuid]
    assert mailbox.look("INBOX", write=True).uids == ()
    assert mailbox.wait(0.1) is False
    mailbox.close()
