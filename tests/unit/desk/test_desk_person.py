"""Requests of one person are found whatever way and under whatever spelling they came."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.web.seed import Request, office_in, ticket
from triage.desk.person import known
from triage.desk.visible import Viewer
from triage.filing.phone import e164
from triage.office import Office

WEBER = Viewer(name="weber", shown="A. Weber", role="mitarbeit")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return office_in(tmp_path)


def numbers(office: Office, **who: str) -> set[str]:
    with office.store.reading() as db:
        return {found.number for found in known(db, WEBER, **who)}


@pytest.mark.parametrize(
    "spelling", ["02162 39-2129", "+49 2162 392129", "0049 (2162) 392129", "02162/392129", "+49 (0)2162 392129"]
)
def test_a_number_is_one_number_however_it_is_typed(spelling: str) -> None:
    assert e164(spelling) == "+492162392129"


@pytest.mark.parametrize("typed", ["", "Handy", "110", "0", "+", "12345678901234567890"])
def test_what_cannot_be_a_number_finds_nobody(office: Office, typed: str) -> None:
    ticket(office, Request(channel="phone", sender_address="", phone=typed))

    assert e164(typed) == ""
    assert numbers(office, phone=typed) == set()


def test_callers_and_writers_are_found_by_number_and_by_address(office: Office) -> None:
    call = ticket(office, Request(channel="phone", sender_address="", phone="02152 123456"))
    mail = ticket(office, Request(sender_address="olena@example.org"))
    ticket(office, Request(sender_address="other@example.org", phone="02152 123457"))

    assert numbers(office, phone="+49 2152 / 12 34 56") == {call}
    assert numbers(office, address=" olena@example.org") == {mail}
    assert numbers(office, phone="02152123456", address="olena@example.org") == {call, mail}
    assert numbers(office) == set()


def test_machine_mail_is_nobodys_request(office: Office) -> None:
    ticket(office, Request(hidden=True))

    assert numbers(office, address="olena@example.org") == set()
