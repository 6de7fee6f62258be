"""What the IMAP adapter does when server or network fail: R1, R4, R5, R10, R11, and what it never sends (P21, P23)."""

from __future__ import annotations

import logging
import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil  # type: ignore[import-untyped,unused-ignore]  # ships no types
import pytest

from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.proxy import Proxy
from triage.adapters import imap, imap_wire
from triage.adapters.credentials import from_file, token_from_command
from triage.adapters.imap import Account
from triage.errors import BadInput, MailboxDown, SignInRefused, TriageError
from triage.ports import Mailbox

pytestmark = pytest.mark.dovecot
MAILS = [b"Subject: Nr. %d\r\n\r\n" % n + b"Wort " * 200 + b"\r\n" for n in range(1, 21)]
LARGE = b"Subject: gross\r\n\r\n" + b"0123456789abcdef\r\n" * 20_000


def account(port: int, **how: object) -> Account:
    settings: dict[str, object] = {"name": "kim", "host": "127.0.0.1", "port": port, "tls": "none", "user": "kim"}
    settings |= {"password": lambda: PASSWORD, "timeout": 5.0}
    return Account(**(settings | how))  # type: ignore[arg-type]  # a test's shorthand


def sockets_to(port: int) -> int:
    links = psutil.Process().net_connections("tcp")
    return sum(1 for link in links if link.raddr and link.raddr.port == port)


def one_pass(port: int) -> None:
    """Everything a pass does, once."""
    box = imap.connect(account(port))
    view = box.look("INBOX", write=True)
    box.listed(view.uids)
    list(box.fetch(view.uids))
    box.prepare("Bearbeitet")
    box.move(view.uids, "Bearbeitet")
    box.close()


@pytest.fixture
def box(dovecot: Dovecot, imap_proxy: Proxy) -> Iterator[Mailbox]:
    dovecot.deliver(*MAILS)
    made = imap.connect(account(imap_proxy.port))
    yield made
    made.close()


def test_a_cut_anywhere_is_one_kind_of_error_and_leaves_no_socket(dovecot: Dovecot, imap_proxy: Proxy) -> None:
    """R10: cut after n bytes, n = 0 … 4,000 in steps of 97, in either direction."""
    dovecot.deliver(*MAILS)
    broken = 0

    for side, end, step in (("down", 4_000, 97), ("up", 700, 31)):
        for cut in range(0, end, step):
            imap_proxy.faults.cut_after = {side: cut}  # type: ignore[dict-item]  # both are sides
            try:
                one_pass(imap_proxy.port)
            except MailboxDown:
                broken += 1
            assert sockets_to(imap_proxy.port) == 0

    assert broken >= 50
    assert sorted(dovecot.mails() + dovecot.mails("Bearbeitet")) == sorted(MAILS)


def test_a_literal_cut_in_half_is_never_handed_on(dovecot: Dovecot, imap_proxy: Proxy) -> None:
    dovecot.deliver(LARGE)
    box = imap.connect(account(imap_proxy.port))
    box.look("INBOX", write=True)
    imap_proxy.faults.cut_after["down"] = imap_proxy.bytes["down"] + len(LARGE) // 2

    with pytest.raises(MailboxDown, match="fetching"):
        list(box.fetch([1]))

    assert sockets_to(imap_proxy.port) == 0


def test_a_move_whose_answer_is_lost_has_happened_once(box: Mailbox, dovecot: Dovecot, imap_proxy: Proxy) -> None:
    """R4 with MOVE: the mail is gone from the inbox, and found by size and bytes."""
    before = box.prepare("Bearbeitet")
    box.look("INBOX", write=True)
    imap_proxy.faults.cut_at_answer = re.compile(rb"COPYUID")

    with pytest.raises(MailboxDown):
        box.move([1], "Bearbeitet")

    imap_proxy.heal()
    again = imap.connect(account(imap_proxy.port))
    assert 1 not in again.look("INBOX", write=True).uids
    found = again.find("Bearbeitet", from_uid=before, size=len(MAILS[0]))
    assert [again.read_from("Bearbeitet", uid) for uid in found] == [MAILS[0]]
    again.close()
    assert dovecot.mails("Bearbeitet") == [MAILS[0]]


@pytest.mark.parametrize("sign", [rb"COPYUID", rb"STORE"])
def test_a_copy_whose_answer_is_lost_is_ended_not_repeated(sign: bytes) -> None:
    """R4 without MOVE: mail and copy both lie there; one look and one withdrawal end it."""
    with Dovecot(without={"MOVE"}) as server, Proxy(server.port) as proxy:
        server.deliver(*MAILS[:3])
        box = imap.connect(account(proxy.port))
        before = box.prepare("Bearbeitet")
        box.look("INBOX", write=True)
        proxy.faults.cut_at_answer = proxy.faults.cut_at_command = re.compile(sign)
        with pytest.raises(MailboxDown):
            box.move([2], "Bearbeitet")
        proxy.heal()

        again = imap.connect(account(proxy.port))
        assert again.look("INBOX", write=True).uids == (1, 2, 3)
        assert again.find("Bearbeitet", from_uid=before, size=len(MAILS[1])) == [before]
        again.withdraw([2])
        again.close()

        assert server.mails("Bearbeitet") == [MAILS[1]]
        assert server.mails() == [MAILS[0], MAILS[2]]


def test_reading_fetches_no_body_twice_and_marks_nothing_as_read(
    box: Mailbox, dovecot: Dovecot, imap_proxy: Proxy
) -> None:
    """P21, P23: the command log of a whole pass, and of twenty idle looks."""
    view = box.look("INBOX", write=True)
    box.listed(view.uids)
    list(box.fetch(view.uids))
    for _ in range(20):
        box.listed(box.look("INBOX", write=True).uids)
    box.prepare("Bearbeitet")
    box.move(view.uids[:10], "Bearbeitet")
    box.find("Bearbeitet", from_uid=1, size=10)

    sent = imap_proxy.commands
    bodies = [line for line in sent if "BODY" in line]
    assert len(bodies) == 1
    assert "BODY.PEEK[]" in bodies[0]
    assert not [line for line in sent if "STORE" in line or "\\Seen" in line or "UNSEEN" in line]
    assert not [
        line for line in sent if re.search(r" (FETCH|SEARCH|MOVE|COPY|STORE|EXPUNGE)", line) and " UID " not in line
    ]
    assert dovecot.flags() == [""] * 10
    assert PASSWORD not in "\n".join(sent)


def test_without_move_only_our_own_mail_is_expunged() -> None:
    with Dovecot(without={"MOVE"}) as server, Proxy(server.port) as proxy:
        server.deliver(*MAILS[:3])
        box = imap.connect(account(proxy.port))
        box.prepare("Bearbeitet")
        box.look("INBOX", write=True)
        server.flag(1, "\\Deleted")

        box.move([2], "Bearbeitet")
        box.close()

        removing = [line.split(" ", 1)[1] for line in proxy.commands if "EXPUNGE" in line or "STORE" in line]
        assert removing == ["UID STORE 2 +FLAGS.SILENT (\\Deleted)", "UID EXPUNGE 2"]
        assert server.count() == 2


def test_two_clients_at_once_never_mix_up_mails(dovecot: Dovecot) -> None:
    """R1: a second client removes and moves while we fetch by UID."""
    dovecot.fill(MAILS * 10)
    box = imap.connect(account(dovecot.port))
    uids = box.look("INBOX", write=True).uids
    other = threading.Thread(target=lambda: list(map(dovecot.expunge, uids[1::25])))
    other.start()

    fetched = {mail.uid: mail.data for at in range(0, 200, 10) for mail in box.fetch(uids[at : at + 10])}
    other.join()
    box.close()

    assert all(data == MAILS[(uid - 1) % 20] for uid, data in fetched.items())
    assert set(uids) - set(fetched) <= set(uids[1::25])


def test_a_silent_server_is_given_up_in_time(dovecot: Dovecot, imap_proxy: Proxy) -> None:
    box = imap.connect(account(imap_proxy.port, timeout=0.5))
    box.look("INBOX", write=True)
    imap_proxy.faults.swallow = True
    start = time.monotonic()

    with pytest.raises(MailboxDown, match="no answer in time"):
        box.listed([1])
    with pytest.raises(MailboxDown, match=r"no answer in time|the connection broke"):
        imap.connect(account(imap_proxy.port, timeout=0.5))

    assert time.monotonic() - start < 3
    assert sockets_to(imap_proxy.port) == 0


def test_an_idle_that_died_silently_is_found_at_its_end(dovecot: Dovecot, imap_proxy: Proxy) -> None:
    """R11"""
    box = imap.connect(account(imap_proxy.port, timeout=0.5))
    box.look("INBOX", write=True)
    threading.Timer(0.3, lambda: setattr(imap_proxy.faults, "swallow", True)).start()

    with pytest.raises(MailboxDown, match="waiting"):
        box.wait(0.8)


def test_idle_tells_of_a_new_mail_at_once(dovecot: Dovecot) -> None:
    box = imap.connect(account(dovecot.port))
    box.look("INBOX", write=True)
    threading.Timer(0.5, lambda: dovecot.deliver(MAILS[0])).start()
    start = time.monotonic()

    assert box.wait(30) is True

    assert time.monotonic() - start < 5
    assert box.look("INBOX", write=True).uids == (1,)
    box.close()


def test_closing_from_another_thread_ends_a_wait_at_once(dovecot: Dovecot) -> None:
    """P17: nobody waits for an IDLE to run out."""
    box = imap.connect(account(dovecot.port))
    box.look("INBOX", write=True)
    closing = threading.Timer(0.3, box.close)
    closing.start()
    start = time.monotonic()

    with pytest.raises(MailboxDown, match="waiting"):
        box.wait(30)

    closing.join()  # the wait ends before close() has hung up
    assert time.monotonic() - start < 2
    assert sockets_to(dovecot.port) == 0


def test_a_server_that_restarts_is_down_and_then_there_again(box: Mailbox, dovecot: Dovecot) -> None:
    box.look("INBOX", write=True)
    dovecot.restart()

    with pytest.raises(MailboxDown):
        box.listed([1])
    with pytest.raises(MailboxDown, match="closed"):
        box.look("INBOX", write=True)
    again = imap.connect(account(dovecot.port))

    assert len(again.look("INBOX", write=False).uids) == 20
    again.close()


def test_a_wrong_password_is_not_an_outage_and_never_named(dovecot: Dovecot) -> None:
    with pytest.raises(SignInRefused, match="AUTHENTICATIONFAILED") as refused:
        imap.connect(account(dovecot.port, password=lambda: "ganz-falsch"))

    assert refused.value.permanent
    assert "ganz-falsch" not in str(refused.value)
    assert sockets_to(dovecot.port) == 0


def test_a_password_with_umlauts_can_be_tried(dovecot: Dovecot) -> None:
    with pytest.raises(SignInRefused, match="AUTHENTICATIONFAILED"):
        imap.connect(account(dovecot.port, password=lambda: "grün"))


def test_an_outage_during_sign_in_is_not_a_refusal(dovecot: Dovecot, imap_proxy: Proxy) -> None:
    imap_proxy.faults.cut_at_command = re.compile(rb"AUTHENTICATE")

    with pytest.raises(MailboxDown) as down:
        imap.connect(account(imap_proxy.port))

    assert not isinstance(down.value, SignInRefused)


def test_the_password_is_read_again_at_every_sign_in(dovecot: Dovecot, tmp_path: Path) -> None:
    file = tmp_path / "password"
    settings = account(dovecot.port, password=from_file(file))
    with pytest.raises(MailboxDown, match="No such file"):
        imap.connect(settings)

    file.write_text(PASSWORD + "\n")

    imap.connect(settings).close()


def test_tls_is_verified_in_both_ways(tmp_path: Path) -> None:
    with Dovecot(tls=True) as server:
        assert server.certificate
        for way, port in (("implicit", server.tls_port), ("starttls", server.port)):
            box = imap.connect(account(port, tls=way, ca_file=server.certificate.chain))
            assert box.look("INBOX", write=False).uids == ()
            assert box.wait(0.2) is False
            box.close()
            with pytest.raises(MailboxDown, match="connecting"):
                imap.connect(account(port, tls=way))


def test_starttls_is_not_done_without() -> None:
    with Dovecot() as server, pytest.raises(MailboxDown, match="connecting"):
        imap.connect(account(server.port, tls="starttls"))


def test_settings_that_cannot_work_are_all_named_at_once() -> None:
    with pytest.raises(BadInput, match="nur auf diesem Rechner") as bad:
        account(143, host="mail.example.org", password=None)

    assert len(bad.value.problems) == 2


def test_a_token_command_is_asked_each_time_and_its_failures_keep_secrets() -> None:
    assert token_from_command(["printf", "abc\\n"])() == "abc"
    for argv in (["false"], ["true"], ["sleep", "5"], ["/nowhere/token"]):
        with pytest.raises(OSError, match=r"token command|No such file") as failed:
            token_from_command(argv, timeout=0.3)()
        assert not isinstance(failed.value, TriageError)


def test_nothing_of_a_mail_reaches_a_log(box: Mailbox, caplog: pytest.LogCaptureFixture) -> None:
    """P24"""
    with caplog.at_level(logging.DEBUG):
        list(box.fetch(box.look("INBOX", write=True).uids))

    assert "Wort" not in caplog.text
    assert "Subject" not in caplog.text


def test_a_very_full_folder_is_listed_in_windows(dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imap_wire, "UIDS_PER_SEARCH", 7)
    monkeypatch.setattr(imap, "UIDS_PER_COMMAND", 3)
    dovecot.deliver(*MAILS)
    dovecot.expunge(8)
    box = imap.connect(account(dovecot.port))
    expected = tuple(uid for uid in range(1, 21) if uid != 8)

    uids = box.look("INBOX", write=True).uids
    box.prepare("Bearbeitet")

    assert uids == expected
    assert [mail.uid for mail in box.listed(uids)] == list(expected)
    assert box.move(uids, "Bearbeitet") == {uid: place for place, uid in enumerate(expected, 1)}
    box.close()
