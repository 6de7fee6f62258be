"""The rows of one message: who may take part, what history says, how a ticket is brought forward."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import col, select, update

from models.arrival import Arrival
from models.message import Message
from models.ticket import Event, Participant, Ticket
from tests.unit.pipeline.offices import events, file, file_one, mail, office_in, ticket
from triage.filing.record import reprioritise
from triage.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return office_in(tmp_path)


def people(office: Office) -> list[str]:
    with office.store.reading() as db:
        return list(db.exec(select(Participant.address).order_by(col(Participant.id))))


def again(body: str, **headers: str | None) -> bytes:
    return mail(body, Message_ID="<zwei@example.org>", In_Reply_To="<eins@example.org>", **headers)


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, ["amira@example.org"]),
        ({"From": "AMIRA@Example.Org"}, ["amira@example.org"]),
        ({"From": "a@example.org, b@example.org"}, []),
        ({"From": None}, []),
        ({"From": "MAILER-DAEMON@example.org", "Auto_Submitted": "auto-replied"}, []),
        ({"Cc": "freund@example.org", "Reply_To": "r@example.org"}, ["amira@example.org"]),
    ],
)
def test_l4_only_one_certain_human_sender_may_take_part(
    office: Office, headers: dict[str, str | None], expected: list[str]
) -> None:
    file_one(office, mail(**headers))

    assert people(office) == expected


def test_p24_history_holds_no_word_of_a_mail(office: Office) -> None:
    canary = {"From": "Kanari <kanari@example.org>", "Subject": "Kanari"}
    first = file_one(office, mail("Kanari sucht Wohnung", **canary))
    file(office, mail("Kanari sucht Wohnung", **canary), again("Kanari, bitte", **canary), b"Subject: kanari\r\n\r\nx")

    with office.store.reading() as db:
        rows = list(db.exec(select(Event)))
        reasons = list(db.exec(select(Arrival.reason)))

    assert events(office, first.ticket) == ["opened", "duplicate", "appended"]
    assert "kanari" not in "".join(f"{row.why}{row.detail}" for row in rows).lower()
    assert "kanari" not in "".join(reasons).lower()
    assert all(reasons)


def test_an_automatic_answer_on_a_ticket_does_not_bring_it_forward(office: Office) -> None:
    first = file_one(office, mail())
    with office.store.transaction() as db:
        db.exec(update(Ticket).values(status="closed"))

    file_one(office, again("Ich bin nicht da.", Auto_Submitted="auto-replied"))

    row = ticket(office, first.ticket)
    assert (row.status, row.messages, row.version) == ("closed", 1, 1)


@pytest.mark.parametrize("days", [(25, 23), (23, 25)])
def test_the_nearest_deadline_of_a_conversation_counts(office: Office, days: tuple[int, int]) -> None:
    first = file_one(office, mail(f"Die Frist läuft am {days[0]}.11.2026 ab, ich brauche Hilfe beim Antrag."))

    file_one(office, again(f"Die Frist läuft am {days[1]}.11.2026 ab, bitte noch einmal prüfen."))

    row = ticket(office, first.ticket)
    assert row.due_at == datetime(2026, 11, 23, 22, 59, tzinfo=UTC)  # 23:59 in Viersen
    assert "Frist" in "".join(str(factor["reason"]) for factor in row.factors)


def test_p20_a_ticket_never_becomes_less_urgent_by_a_calmer_mail(office: Office) -> None:
    first = file_one(office, mail("Mein Mann schlägt mich, ich habe Angst."))
    before = ticket(office, first.ticket)

    file_one(office, again("Vielen Dank für die Auskunft."))

    row = ticket(office, first.ticket)
    assert (before.urgency, row.urgency, row.alarm) == ("high", "high", before.alarm)
    assert row.priority >= before.priority


def test_the_sum_on_a_ticket_is_the_sum_of_its_factors_at_any_time(office: Office) -> None:
    first = file_one(office, mail("Frist 25.11.2026: Ich brauche Hilfe beim Antrag."))
    row = ticket(office, first.ticket)

    reprioritise(row, datetime(2026, 11, 30, tzinfo=UTC))

    assert row.priority == sum(int(str(factor["points"])) for factor in row.factors)
    assert row.version == 1


def test_long_names_and_subjects_are_cut_and_the_text_is_whole(office: Office) -> None:
    body = "Wort " * 30_000
    file_one(office, mail(body, From=f"{'N' * 900} <n@example.org>", Subject="S" * 900))

    with office.store.reading() as db:
        message = db.exec(select(Message)).one()
    assert len(message.sender_name) <= 998
    assert len(message.text) >= len(body.strip())
    assert message.zones[0][0] == 0
