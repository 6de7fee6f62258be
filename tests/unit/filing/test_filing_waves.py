"""A batch filed together gives what filing one after the other would."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from models.arrival import Arrival
from tests.unit.pipeline.offices import file, file_one, mail, office_in, outgoing, ticket, tickets
from triage.classify.unread import unread
from triage.filing.waves import waves
from triage.office import Office
from triage.testing import START
from triage.values import Understood

IDS = st.sampled_from(["a", "b", "c", "d", "e"])


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return office_in(tmp_path)


def ready(number: int, d2: str, message_id: str, cites: list[str]) -> tuple[Arrival, Understood]:

    found = unread("")
    message = replace(found.message, message_id=message_id, references=tuple(cites))
    return Arrival(id=number, d2=d2, received_at=START, kept_at=START), replace(found, message=message)


@given(st.lists(st.tuples(IDS, IDS, st.lists(IDS, max_size=2)), max_size=12))
@settings(max_examples=300)
def test_waves_keep_the_order_and_no_message_meets_one_it_depends_on(
    mails: list[tuple[str, str, list[str]]],
) -> None:
    batch = [
        ready(at, f"bytes {d2}", f"id {key}", [f"id {c}" for c in cites]) for at, (d2, key, cites) in enumerate(mails)
    ]

    cut = list(waves(batch))

    assert [one for wave in cut for one in wave] == batch
    for wave in cut:
        for at, (arrival, found) in enumerate(wave):
            for earlier, before in wave[:at]:
                assert arrival.d2 != earlier.d2
                assert found.message.message_id != before.message.message_id
                assert before.message.message_id not in found.message.references
                assert found.message.message_id not in before.message.references
                assert set(found.message.references).isdisjoint(before.message.references)


def test_messages_that_do_not_know_each_other_are_one_wave() -> None:
    batch = [ready(at, f"bytes {at}", f"id {at}", [f"id {at} from another time"]) for at in range(100)]

    assert [len(wave) for wave in waves(batch)] == [100]


def test_an_answer_in_the_same_batch_joins_the_ticket_of_the_mail_it_answers(office: Office) -> None:
    first = mail(Message_ID="<one@example.org>")
    answer = mail("Noch etwas: ich wohne in Kempen.", Message_ID="<two@example.org>", In_Reply_To="<one@example.org>")
    third = mail(
        "Und bitte schnell.", Message_ID="<three@example.org>", References="<one@example.org> <two@example.org>"
    )

    reports = file(office, first, answer, third)

    assert [r.outcome for r in reports] == ["ticket", "followup", "followup"]
    assert len({r.ticket for r in reports}) == 1
    assert ticket(office, reports[0].ticket).messages == 3


def test_one_address_gets_one_acknowledgement_however_many_mails_come_at_once(office: Office) -> None:
    mails = [mail(f"Frage {at} zum Deutschkurs", Message_ID=f"<{at}@example.org>") for at in range(5)]

    reports = file(office, *mails)

    assert [r.outcome for r in reports] == ["ticket"] * 5
    assert len(outgoing(office)) == 1
    said = [ticket(office, r.ticket).silence for r in reports]
    assert said[0] == ""
    assert all("schon eine Bestätigung" in reason for reason in said[1:])


@pytest.fixture
def refusing(office: Office) -> Office:
    """A database that will not take one word."""
    with office.store.transaction() as db:
        db.connection().execute(
            text(
                "CREATE TRIGGER refuse BEFORE INSERT ON message WHEN NEW.text LIKE '%Unwort%' "
                "BEGIN SELECT RAISE(ABORT, 'refused'); END"
            )
        )
    return office


def test_p23_a_mail_the_database_refuses_is_a_visible_ticket_and_costs_no_other(refusing: Office) -> None:
    mails = [mail(f"Frage {at}", Message_ID=f"<{at}@example.org>", From=f"p{at}@example.org") for at in range(4)]
    mails[2] = mail("Das Unwort", Message_ID="<2@example.org>")

    reports = file(refusing, *mails)

    assert [r.outcome for r in reports] == ["ticket", "ticket", "set_aside", "ticket"]
    assert "Datenbank" in reports[2].reason
    assert len(tickets(refusing)) == 4
    assert file_one(refusing, mails[2]).outcome == "duplicate", "its outcome is remembered"
