"""A conversation of one person is one ticket in whatever order its mails arrive (RFC 5256 §2.1; promises L4)."""

from __future__ import annotations

import base64
from itertools import permutations
from pathlib import Path

import pytest

from tests.unit.pipeline.offices import file, file_one, mail, office_in, ticket, tickets
from triage.office import Office

GUID = bytes(range(16))


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return office_in(tmp_path)


def said(number: int, *cites: int, **fields: str) -> bytes:
    """Mail `number` of a conversation, citing others by In-Reply-To and References."""
    ids = [f"<{cited}@example.org>" for cited in cites]
    answer = {"References": " ".join(ids), "In_Reply_To": ids[-1]} if ids else {}
    return mail(f"Satz {number} zum Kurs.", Message_ID=f"<{number}@example.org>", **answer, **fields)


def outlook(number: int, guid: bytes = GUID, **fields: str) -> bytes:
    """A mail whose only tie to its conversation is Thread-Index; every answer adds five octets."""
    index = b"\x01" + b"\xdc\x59\x00\x00\x00" + guid + b"\0" * 5 * number
    text = base64.b64encode(index).decode()
    return mail(f"Satz {number}.", Message_ID=f"<o{number}@example.org>", Thread_Index=text, **fields)


CHAIN = (said(1), said(2, 1), said(3, 1, 2), said(4, 1, 2, 3))


@pytest.mark.parametrize("order", list(permutations(range(4))), ids=str)
def test_a_conversation_is_one_ticket_in_any_order(office: Office, order: tuple[int, ...]) -> None:
    reports = file(office, *(CHAIN[at] for at in order))

    assert [r.outcome for r in reports] == ["ticket", "followup", "followup", "followup"]
    assert len(tickets(office)) == 1
    assert ticket(office, reports[0].ticket).messages == 4


@pytest.mark.parametrize("order", list(permutations(range(4)))[::5], ids=str)
def test_it_is_so_too_when_each_mail_comes_with_a_pass_of_its_own(office: Office, order: tuple[int, ...]) -> None:
    reports = [file_one(office, CHAIN[at]) for at in order]

    assert len({r.ticket for r in reports}) == 1


def test_two_answers_to_a_mail_we_never_had_are_one_conversation(office: Office) -> None:
    first, second = file(office, said(2, 1), said(3, 1))

    assert (second.outcome, second.ticket) == ("followup", first.ticket)
    assert "dieselbe Mail" in second.reason


def test_an_answer_that_joins_two_tickets_goes_to_one_and_names_the_other(office: Office) -> None:
    """Programs that send In-Reply-To alone: the mail in the middle comes last."""
    first, last = file(office, said(1), said(3, 2))

    middle = file_one(office, said(2, 1))

    assert (last.outcome, middle.ticket) == ("ticket", first.ticket)
    assert ticket(office, first.ticket).related_ticket_id == ticket(office, last.ticket).id


def test_l4_somebody_elses_mail_that_our_ticket_cites_stays_apart(office: Office) -> None:
    known = file_one(office, said(2, 1))

    other = file_one(office, said(1, From="b@example.net"))

    assert other.outcome == "ticket"
    assert ticket(office, other.ticket).related_ticket_id == ticket(office, known.ticket).id


def test_outlook_names_the_conversation_without_citing_anything(office: Office) -> None:
    first, answer = file(office, outlook(0, Subject="Kurs"), outlook(1, Subject="AW: Kurs"))

    assert (answer.outcome, answer.ticket) == ("followup", first.ticket)
    assert "Outlook" in answer.reason


@pytest.mark.parametrize(
    "other",
    [
        outlook(1, Subject="Wohnung"),
        outlook(1, bytes(range(1, 17)), Subject="AW: Kurs"),
        outlook(1, Subject="AW: Kurs", From="b@example.net"),
    ],
    ids=["a new matter upon an old mail", "another conversation", "another person"],
)
def test_what_outlook_says_is_not_enough(office: Office, other: bytes) -> None:
    first, second = file(office, outlook(0, Subject="Kurs"), other)

    assert second.outcome == "ticket"
    assert second.ticket != first.ticket


def test_a_machines_mail_makes_no_conversation(office: Office) -> None:
    absent = said(2, 1, Auto_Submitted="auto-replied")

    machine, person = file(office, absent, said(3, 1))

    assert person.outcome == "ticket"
    assert ticket(office, machine.ticket).hidden
    assert ticket(office, person.ticket).related_ticket_id is None
