"""What whoever took a call decides is done once, by hand, and told."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlmodel import col, select

from models.label import LabelRow
from models.ticket import Event, Ticket
from tests.web.seed import Request, office_in, ticket, user
from triage.desk import status
from triage.desk.taken import Decision, colleagues, settle
from triage.desk.visible import Viewer
from triage.errors import BadInput, NotFound
from triage.office import Office

WEBER = Viewer(name="weber", shown="A. Weber", role="mitarbeit")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = office_in(tmp_path)
    user(made)
    user(made, "klein", "B. Klein")
    return made


def read(office: Office, number: str) -> Ticket:
    with office.store.reading() as db:
        return db.exec(select(Ticket).where(Ticket.number == number)).one()


def told(office: Office) -> list[tuple[str, str]]:
    with office.store.reading() as db:
        return list(db.exec(select(Event.action, Event.actor).where(Event.actor == "weber").order_by(col(Event.id))))


def test_labels_colleague_and_done_are_one_change_with_a_line_each(office: Office) -> None:
    number = ticket(office, Request(topic="wohnen", municipality="kempen", urgency="normal", certain=False))
    decision = Decision(
        labels={"topic": "arbeit", "municipality": None, "urgency": "normal"}, done=True, pass_to="klein"
    )

    settle(office, WEBER, number, decision, call="k")

    found = read(office, number)
    assert (found.topic, found.topics[0], found.municipality, found.certain) == ("arbeit", "arbeit", None, True)
    assert (found.status, found.assigned_to, found.version) == ("closed", "klein", 2)
    assert found.closed_at == found.responded_at == office.clock.now()
    assert told(office) == [
        ("corrected", "weber"), ("corrected", "weber"), ("confirmed", "weber"), ("passed_on", "weber"),
        ("status", "weber"),
    ]  # fmt: skip
    with office.store.reading() as db:
        by_hand = db.exec(select(LabelRow.field, LabelRow.value).where(LabelRow.author == "weber")).all()
    assert sorted(by_hand, key=str) == [("municipality", None), ("topic", "arbeit"), ("urgency", "normal")]


def test_the_same_call_sent_again_changes_nothing_even_after_others_did(office: Office) -> None:
    number = ticket(office)
    settle(office, WEBER, number, Decision(done=True), call="k")
    status.reopen(office, WEBER, number, version=2)

    settle(office, WEBER, number, Decision(done=True), call="k")
    assert read(office, number).status == "open"
    settle(office, WEBER, number, Decision(done=True), call="another")

    assert read(office, number).status == "closed"


def test_nothing_decided_is_nothing_done(office: Office) -> None:
    number = ticket(office)

    settle(office, WEBER, number, Decision(), call="k")

    assert (read(office, number).version, told(office)) == (1, [])


def test_what_cannot_be_is_refused(office: Office) -> None:
    number = ticket(office)

    with pytest.raises(BadInput, match="unknown_topic"):
        Decision(labels={"topic": "raumfahrt"})
    with pytest.raises(BadInput, match="unknown_colleague"):
        settle(office, WEBER, number, Decision(pass_to="niemand"), call="k")
    with pytest.raises(NotFound):
        settle(office, WEBER, "KIM-2026-999999", Decision(done=True), call="k")
    assert read(office, number).assigned_to is None


def test_colleagues_are_all_others_who_work_here(office: Office) -> None:
    user(office, "adler", "Ä. Adler")

    with office.store.reading() as db:
        assert colleagues(db, WEBER) == {"klein": "B. Klein", "adler": "Ä. Adler"}
