"""Requests of one person are found whatever way and under whatever spelling they came."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.desk.rich import ticket_row
from tests.web.seed import Request, office_in, ticket
from triage.desk.indexing import index_new
from triage.desk.merge import merge
from triage.desk.person import OnePerson, known, one_person, say_same
from triage.desk.reply import messages_of
from triage.desk.visible import Viewer
from triage.errors import BadInput, NotFound
from triage.filing.phone import e164
from triage.office import Office

WEBER = Viewer(name="weber", shown="A. Weber", role="mitarbeit")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return office_in(tmp_path)


def numbers(office: Office, **who: str) -> set[str]:
    with office.store.reading() as db:
        return {found.number for found in known(db, WEBER, **who)}


def person(office: Office, number: str) -> OnePerson:
    with office.store.reading() as db:
        ticket = ticket_row(office, number)
        return one_person(db, WEBER, ticket, messages_of(db, ticket.id or 0))


def shown(found: OnePerson) -> tuple[set[str], set[str], set[str]]:
    """Numbers confirmed, suggested, denied."""
    one, two, three = ({t.number for t in group} for group in (found.confirmed, found.suggested, found.denied))
    return one, two, three


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


# -- what staff say --------------------------------------------------------------------------------------------------


def test_same_address_and_number_are_suggested_until_somebody_says_so(office: Office) -> None:
    signature = "-- \nO. Kovalenko, Tel. +49 2152 123456"
    text = f"Guten Tag.\n{signature}"
    mail = ticket(office, Request(text=text, zones=[[0, 12, "fresh"], [12, len(text), "signature"]]))
    again = ticket(office, Request())
    call = ticket(office, Request(channel="phone", sender_address="", phone="02152 / 12 34 56"))
    ticket(office, Request(sender_address="other@example.org"))
    index_new(office)

    assert shown(person(office, mail)) == (set(), {again, call}, set())
    assert shown(person(office, call)) == (set(), {mail}, set())

    say_same(office, WEBER, mail, again, same=True)
    say_same(office, WEBER, call, mail, same=False)

    assert shown(person(office, mail)) == ({again}, set(), {call})
    assert shown(person(office, call)) == (set(), set(), {mail})
    say_same(office, WEBER, mail, call, same=True)
    assert shown(person(office, mail)) == ({again, call}, set(), set())
    assert shown(person(office, call)) == ({again, mail}, set(), set()), "who is the same as the same is the same"


def test_what_was_said_holds_for_the_ticket_that_holds_it_now(office: Office) -> None:
    one, other, hub = (ticket(office, Request(sender_address=f"{name}@example.org")) for name in "abc")
    say_same(office, WEBER, one, other, same=True)

    merge(office, WEBER, one, into=hub, version=1)
    assert shown(person(office, hub)) == ({other}, set(), set())
    assert shown(person(office, other)) == ({hub}, set(), set())

    say_same(office, WEBER, hub, other, same=False)
    assert shown(person(office, hub)) == (set(), set(), {other})


def test_nobody_is_said_to_be_themselves_or_nobody(office: Office) -> None:
    one = ticket(office, Request())

    with pytest.raises(BadInput, match="person_itself"):
        say_same(office, WEBER, one, one, same=True)
    with pytest.raises(BadInput, match="person_unknown"):
        say_same(office, WEBER, one, "KIM-2026-999999", same=True)
    with pytest.raises(NotFound):
        say_same(office, WEBER, "KIM-2026-999999", one, same=True)
