"""A call can add to a ticket, and a list of calls is filed once, on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import col, select

from models.message import Message
from tests.unit.pipeline.offices import events, file_one, mail, ticket, tickets
from triage import pipeline
from triage.intake.calls import read_log
from triage.office import Office
from triage.values import CallNote

pytestmark = pytest.mark.timeout(120)
LOG = "received_at;note;phone\n20.11.2026 08:15;Fragt nach B1-Kurs in Kempen;02152 1\n20.11.2026 08:20;Sucht Wohnung;\n"


def note(office: Office, text: str = "Wohnung gefunden", **how: object) -> CallNote:
    return CallNote(note=text, received_at=office.clock.now(), **how)  # type: ignore[arg-type]  # a builder's overrides


def test_a_call_joins_the_ticket_somebody_named_and_brings_it_forward(office: Office) -> None:
    first = file_one(office, mail()).ticket
    assert first is not None
    until = office.clock.now() + timedelta(hours=3)

    numbers = {
        pipeline.file_call(office, note(office, adds_to=first, callback_until=until), by="weber", key="k")
        for _ in range(2)
    }

    found = ticket(office, first)
    with office.store.reading() as db:
        channels = db.exec(select(Message.channel).order_by(col(Message.id))).all()
    assert numbers == {first}
    assert (found.messages, found.callback_until, found.status) == (2, until, "open")
    assert channels == ["email", "phone"]
    assert events(office, first)[-2:] == ["appended", "called"]


def test_a_call_for_a_ticket_that_does_not_exist_opens_its_own(office: Office) -> None:
    number = pipeline.file_call(office, note(office, adds_to="KIM-2026-999999"), by="weber", key="k")

    assert ticket(office, number).channel == "phone"


def test_a_promised_call_back_is_not_forgotten_by_a_call_that_promises_none(office: Office) -> None:
    until = office.clock.now() + timedelta(hours=3)
    first = pipeline.file_call(office, note(office, callback_until=until), by="weber", key="a")

    pipeline.file_call(office, note(office, adds_to=first), by="weber", key="b")

    assert ticket(office, first).callback_until == until


def test_a_list_is_filed_once_whoever_brings_it_again(office: Office) -> None:
    log = read_log(LOG, name="x", zone=office.zone).calls

    first = pipeline.file_calls(office, log, by="weber")
    again = pipeline.file_calls(office, log, by="klein")

    assert [(one.line, one.new) for one in first] == [(2, True), (3, True)]
    assert [(one.ticket, one.new) for one in again] == [(one.ticket, False) for one in first]
    assert [t.topic for t in tickets(office)] == ["sprache", "wohnen"]
    assert all(events(office, one.ticket).count("called") == 1 for one in first)
    assert pipeline.file_calls(office, [], by="weber") == []
