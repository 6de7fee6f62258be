"""What people wrote lies once in the mailbox's folder of sent mail, and never comes back as a request."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from secrets import token_hex
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest
from sqlmodel import col, select

from models.outgoing import Outgoing
from tests.unit.pipeline.offices import file_one, mail, office_in, tickets
from triage.cli.doctor import _copies
from triage.desk import reply
from triage.desk.reply import Reply
from triage.desk.visible import Viewer
from triage.fetching import fetch_pass
from triage.intake.poll import Account
from triage.office import Office
from triage.respond import outbox
from triage.sending import send_pass
from triage.testing import MemoryMailbox, MemoryMailer, MemoryServer, SettableClock
from triage.values import Mode

if TYPE_CHECKING:
    from triage.bootstrap import House

WEBER = Viewer(name="weber", shown="A. Weber", role="mitarbeit")
KIM = Account(name="kim")


@pytest.fixture
def server() -> MemoryServer:
    made = MemoryServer(sent="Sent")
    made.carry(made.deliver(b"Subject: alt\r\n\r\nvon frueher\r\n"), "Sent")
    return made


@pytest.fixture
def mailer() -> MemoryMailer:
    return MemoryMailer()


@pytest.fixture
def office(tmp_path: Path, server: MemoryServer, mailer: MemoryMailer) -> Office:
    return office_in(tmp_path, connect=lambda _name: MemoryMailbox(server), mailer=lambda: mailer)


def answered(office: Office, text: str = "Guten Tag, bitte kommen Sie.") -> str:
    """A request that was acknowledged, and answered by a person; its number."""
    number = file_one(office, mail(Message_ID=f"<{token_hex(4)}@example.org>")).ticket
    assert number is not None
    reply.send(office, WEBER, number, Reply(text=text))
    assert isinstance(office.clock, SettableClock)
    office.clock.advance(office.undo)
    send_pass(office)
    return number


def visit(office: Office, account: Account = KIM) -> list[str]:
    return [report.outcome for report in fetch_pass(office, account)]


def states(office: Office) -> list[str]:
    with office.store.reading() as db:
        written = select(Outgoing.copy_state).where(col(Outgoing.automatic).is_(False))
        return list(db.exec(written))


def test_the_next_pass_puts_one_copy_there_and_no_later_one_another(
    office: Office, server: MemoryServer, mailer: MemoryMailer
) -> None:
    answered(office)

    visit(office)
    visit(office)

    assert len(mailer.letters) == 2, "the acknowledgement is a machine's: of it no copy is kept"
    _, ours = server.mails("Sent")
    assert b"bitte kommen Sie" in ours
    assert b"\r\nMessage-ID: <" in b"\r\n" + ours
    assert states(office) == ["kept"]


def test_our_copy_is_no_request(office: Office, server: MemoryServer) -> None:
    answered(office)
    visit(office)

    server.carry(2, "INBOX", folder="Sent")  # even if somebody's program puts it there
    outcomes = visit(office)

    assert outcomes == ["ignored"]
    assert len(tickets(office)) == 1


@pytest.mark.parametrize("mode", ["observe", "dry-run"])
def test_only_a_live_mailbox_is_written_to(office: Office, server: MemoryServer, mode: Mode) -> None:
    answered(office)
    quiet = replace(office, mode=lambda _name: mode)

    visit(quiet)

    assert len(server.mails("Sent")) == 1
    assert states(office) == ["due"]


def test_an_answer_that_got_lost_leads_to_no_second_copy(office: Office, server: MemoryServer) -> None:
    answered(office)
    server.loses_answer_to.add("keep_copy")
    visit(office)
    assert states(office) == ["due"]

    server.loses_answer_to.clear()
    visit(office)

    assert len(server.mails("Sent")) == 2
    assert states(office) == ["kept"]


def test_a_refusal_is_noted_and_stops_nothing(office: Office, server: MemoryServer, mailer: MemoryMailer) -> None:
    server.refuses.add("Sent")
    answered(office)

    visit(office)
    visit(office)

    assert len(mailer.letters) == 2
    assert states(office) == ["refused"]
    with office.store.reading() as db:
        assert outbox.copies(db, "kim") == {"refused": 1}
    [told] = _copies(cast("House", SimpleNamespace(office=office)), "kim")
    assert (told.level, "1 Kopien lehnte der Mailserver ab" in told.text) == ("WARN", True)


def test_a_folder_that_is_named_is_made(office: Office, server: MemoryServer) -> None:
    answered(office)

    visit(office, replace(KIM, sent_folder="Gesendet/KIM"))

    assert len(server.mails("Gesendet/KIM")) == 1


def test_without_a_folder_copies_wait_until_one_is_named(office: Office, server: MemoryServer) -> None:
    server.sent = ""
    answered(office)
    visit(office)
    for _ in range(5):
        answered(office)
    assert states(office) == ["due"] * 6
    [told] = _copies(cast("House", SimpleNamespace(office=office)), "kim")
    assert "mail.kim.sent_folder" in told.text

    visit(office, replace(KIM, sent_folder="Gesendet"))

    assert states(office) == ["kept"] * 6
    assert list(_copies(cast("House", SimpleNamespace(office=office)), "kim")) == []


def test_what_a_person_knows_to_have_arrived_gets_its_copy_too(office: Office, server: MemoryServer) -> None:
    number = answered(office)
    with office.store.transaction() as db:
        row = db.exec(select(Outgoing).where(col(Outgoing.automatic).is_(False))).one()
        row.state, row.copy_state = "unklar", ""
        db.add(row)
    visit(office)
    assert len(server.mails("Sent")) == 1

    reply.has_arrived(office, WEBER, number, row.id or 0)
    visit(office)

    assert len(server.mails("Sent")) == 2
