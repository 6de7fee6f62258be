"""Do the invented people write and call as promised: in order, in time, each once?"""

from __future__ import annotations

import smtplib
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from imapclient import IMAPClient

from triage.demo.feed import AT_ONCE, Fed, Feeder
from triage.demo.mails import mails
from triage.demo.record import DemoMail
from triage.demo.rhythm import arrivals, calls, gaps
from triage.demo.servers import HOST, ImapServer, SmtpSink
from triage.respond.compose import letter
from triage.values import Acknowledgement, CallNote

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ALL = mails()
DIRECT = [mail for mail in ALL if not mail.answers_ack_of]


class FixedClock:
    def now(self) -> datetime:
        return NOW


@pytest.fixture
def world() -> Iterator[tuple[ImapServer, SmtpSink]]:
    with ImapServer() as imap, SmtpSink() as sink:
        yield imap, sink


def inbox(imap: ImapServer) -> list[EmailMessage]:
    with IMAPClient(HOST, port=imap.port, ssl=False, timeout=5) as box:
        box.login(imap.user, imap.password)
        box.select_folder("INBOX", readonly=True)
        found = box.fetch(box.search(["ALL"]), ["BODY.PEEK[]"]) if box.search(["ALL"]) else {}
    return [message_from_bytes(found[uid][b"BODY[]"], _class=EmailMessage, policy=default) for uid in sorted(found)]


def acknowledge(
    sink: SmtpSink, to: str, *, subject: str = "Wir haben Ihre Nachricht erhalten [KIM-2026-000007]"
) -> None:
    ack = Acknowledgement(
        to=to, language="de", subject=subject, body="Guten Tag,\nerhalten.\n", message_id="ours.1@kim"
    )
    sent = letter(ack, "KIM <kim@kreis-viersen.de>", NOW)
    with smtplib.SMTP(HOST, sink.port, timeout=5) as smtp:
        smtp.sendmail(sent.envelope_from, sent.envelope_to, sent.data)


def test_the_same_seed_gives_the_same_order_and_another_seed_another() -> None:
    phone = calls(NOW)

    assert arrivals(ALL, phone, 1) == arrivals(ALL, phone, 1)
    assert arrivals(ALL, phone, 1) != arrivals(ALL, phone, 2)


@pytest.mark.parametrize("seed", range(20))
def test_everything_arrives_once_the_first_five_first_and_replies_after_their_mail(seed: int) -> None:
    order = arrivals(ALL, calls(NOW), seed)

    letters = [one for one in order if isinstance(one, DemoMail)]
    assert sorted(one.id for one in letters) == sorted(mail.id for mail in DIRECT)
    assert sum(isinstance(one, CallNote) for one in order) == len(calls(NOW))
    assert all(isinstance(one, DemoMail) and one.first for one in order[:AT_ONCE])
    ids = [one.id for one in letters]
    assert all(ids.index(one.follows) < ids.index(one.id) for one in letters if one.follows)


def test_pauses_fill_the_minute_unevenly() -> None:
    pauses = gaps(100, 55.0, 1)

    assert sum(pauses) == pytest.approx(55.0)
    assert min(pauses) > 0
    assert max(pauses) > 3 * 0.55
    assert gaps(0, 55.0, 1) == ()


def test_the_phone_log_ends_just_now() -> None:
    phone = calls(NOW)

    assert len(phone) >= 15
    assert max(call.received_at for call in phone) == NOW - timedelta(minutes=3)
    assert min(call.received_at for call in phone) > NOW - timedelta(days=4)
    assert any(call.urgent for call in phone)
    assert any(call.callback_until and call.callback_until > NOW for call in phone)
    assert len({call.language for call in phone}) >= 8


def test_all_at_once_fills_mailbox_and_phone_log_within_seconds(world: tuple[ImapServer, SmtpSink]) -> None:
    saved: list[CallNote] = []
    began = time.monotonic()

    fed = Feeder(*world, saved.append, FixedClock()).all_at_once()

    assert time.monotonic() - began < 5
    assert fed == Fed(mails=len(DIRECT), calls=len(saved))
    assert len(inbox(world[0])) == len(DIRECT)
    assert len(saved) == len(calls(NOW))


def test_a_run_hands_over_everything_in_time_and_ends(world: tuple[ImapServer, SmtpSink]) -> None:
    saved: list[CallNote] = []
    feeder = Feeder(*world, saved.append, FixedClock(), over_seconds=0.5)
    for mail in ALL:
        if mail.answers_ack_of:
            sender = next(other.sender for other in ALL if other.id == mail.answers_ack_of)
            acknowledge(world[1], sender.partition("<")[2].strip(">"))

    fed = feeder.run(threading.Event())

    assert fed == Fed(mails=len(DIRECT), calls=len(saved))
    assert feeder.unanswered == 0
    assert len(inbox(world[0])) == len(ALL)


def test_a_run_stops_when_told(world: tuple[ImapServer, SmtpSink]) -> None:
    stop = threading.Event()
    feeder = Feeder(*world, lambda _call: None, FixedClock(), over_seconds=600.0)
    runner = threading.Thread(target=feeder.run, args=(stop,))
    runner.start()
    deadline = time.monotonic() + 5
    while len(inbox(world[0])) < AT_ONCE and time.monotonic() < deadline:
        time.sleep(0.05)

    stop.set()
    runner.join(2)

    assert not runner.is_alive()
    assert AT_ONCE <= len(inbox(world[0])) < 20


def test_people_answer_our_acknowledgement_once_and_only_that(world: tuple[ImapServer, SmtpSink]) -> None:
    imap, sink = world
    feeder = Feeder(imap, sink, lambda _call: None, FixedClock())
    waiting = feeder.unanswered
    assert feeder.answer_acknowledgements() == 0

    acknowledge(sink, "farid.osmani@example.net")

    assert [feeder.answer_acknowledgements(), feeder.answer_acknowledgements()] == [1, 0]
    assert feeder.unanswered == waiting - 1
    [reply] = inbox(imap)
    assert reply["In-Reply-To"] == "<ours.1@kim>"
    assert reply["Subject"] == "Re: Wir haben Ihre Nachricht erhalten [KIM-2026-000007]"
    assert "> erhalten." in reply.get_content()


def test_a_letter_written_by_staff_is_not_taken_for_an_acknowledgement(world: tuple[ImapServer, SmtpSink]) -> None:
    imap, sink = world
    with smtplib.SMTP(HOST, sink.port, timeout=5) as smtp:
        smtp.sendmail("kim@kreis-viersen.de", "farid.osmani@example.net", b"Subject: Termin\r\n\r\nHallo\r\n")

    assert Feeder(imap, sink, lambda _call: None, FixedClock()).answer_acknowledgements() == 0
