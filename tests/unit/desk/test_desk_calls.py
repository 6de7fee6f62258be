"""A promised call back stays promised until the person was reached."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from models.ticket import Event, Ticket
from tests.web.seed import NOON, Request, office_in, ticket
from triage.desk import calls, status
from triage.desk.ticket import open_ticket
from triage.desk.visible import Viewer
from triage.errors import BadInput, Conflict
from triage.office import Office

WEBER = Viewer(name="weber", shown="A. Weber", role="mitarbeit")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return office_in(tmp_path)


@pytest.fixture
def promised(office: Office) -> str:
    """A ticket whose call back is overdue."""
    late = Request(phone="02152 123456", channel="phone", sender_address="", callback_in=timedelta(hours=-1))
    return ticket(office, late)


def row(office: Office, number: str) -> Ticket:
    with office.store.reading() as db:
        return db.exec(select(Ticket).where(Ticket.number == number)).one()


def rung(office: Office, number: str, result: str, **more: object) -> None:
    calls.note_attempt(office, WEBER, number, version=row(office, number).version, result=result, **more)  # type: ignore[arg-type]  # any field


def test_reaching_somebody_keeps_the_promise(office: Office, promised: str) -> None:
    rung(office, promised, "not_reached", until=NOON + timedelta(hours=2))
    before = row(office, promised)

    rung(office, promised, "reached", note="  Termin am Montag\x00 ")

    after = row(office, promised)
    assert (after.callback_until, after.responded_at) == (None, NOON)
    assert after.priority < before.priority
    assert "Rückruf" not in str(after.factors)
    with office.store.reading() as db:
        view = open_ticket(db, WEBER, promised).partner
    assert [(a.outcome, a.note, a.author) for a in view.attempts] == [
        ("reached", "Termin am Montag", "weber"),
        ("not_reached", "", "weber"),
    ]


def test_the_first_answer_stays_the_first(office: Office, promised: str) -> None:
    rung(office, promised, "reached")
    office.clock.advance(timedelta(hours=1))  # type: ignore[attr-defined]  # the tests' clock

    rung(office, promised, "reached")

    assert row(office, promised).responded_at == NOON


@pytest.mark.parametrize("result", ["not_reached", "message_left", "wrong_number"])
def test_missing_somebody_moves_the_promise_and_the_place_in_the_queue(
    office: Office, promised: str, result: str
) -> None:
    rung(office, promised, result)
    overdue = row(office, promised)

    rung(office, promised, result, until=NOON + timedelta(days=3))

    moved = row(office, promised)
    assert (overdue.callback_until, moved.callback_until) == (NOON - timedelta(hours=1), NOON + timedelta(days=3))
    assert moved.responded_at is None
    assert "versprochener Rückruf ist überfällig" not in str(moved.factors)


def test_three_misses_in_a_row_are_counted_from_the_last_time_it_worked(office: Office, promised: str) -> None:
    for result in ("not_reached", "reached", "not_reached", "message_left", "not_reached"):
        rung(office, promised, result)

    with office.store.reading() as db:
        assert open_ticket(db, WEBER, promised).partner.missed == 3


def test_a_closed_ticket_promises_nothing_new(office: Office, promised: str) -> None:
    status.close(office, WEBER, promised, version=1)

    rung(office, promised, "not_reached", until=NOON + timedelta(hours=2))

    assert row(office, promised).callback_until == NOON - timedelta(hours=1)


def test_the_history_tells_how_it_ended_but_not_what_was_said(office: Office, promised: str) -> None:
    rung(office, promised, "message_left", note="Frau K. ist bei der Schwester")

    with office.store.reading() as db:
        told = db.exec(select(Event).where(Event.action == "call_attempt")).one()
    assert (told.why, told.detail, told.actor) == (
        "Rückruf: Nachricht hinterlassen", {"result": "message_left", "was": {}, "version": 2}, "weber",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"result": "vielleicht"}, "unknown_result"),
        ({"result": "not_reached", "until": NOON}, "callback_past"),
        ({"result": "not_reached", "until": NOON + timedelta(days=366)}, "callback_past"),
        ({"result": "reached", "note": "x" * 2001}, "call_note_long"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_noted(
    office: Office, promised: str, wrong: dict[str, object], problem: str
) -> None:
    with pytest.raises(BadInput) as refused:
        calls.note_attempt(office, WEBER, promised, version=1, **wrong)  # type: ignore[arg-type]  # that is the test

    assert refused.value.problems == [problem]
    assert row(office, promised).version == 1


def test_two_people_do_not_note_over_each_other(office: Office, promised: str) -> None:
    rung(office, promised, "not_reached")

    with pytest.raises(Conflict):
        calls.note_attempt(office, WEBER, promised, version=1, result="reached")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("02152 123456", "+492152123456"),
        ("02162/39-1234", "+492162391234"),
        ("0049 2162 391234", "+492162391234"),
        ("+31 77 3596666", "+31773596666"),
        ("unbekannt", ""),
        ("", ""),
        ("1", ""),
    ],
)
def test_numbers_are_dialled_however_they_were_written(typed: str, number: str) -> None:
    assert calls.dialled(typed) == number
