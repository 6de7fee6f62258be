"""What supervisors publish decides about the next mail, what they take back no longer does; labels say what held."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import select

from models.label import LabelRow
from models.ticket import Ticket
from rules.load import shipped_texts
from triage.bootstrap import House, open_house, read_settings
from triage.pipeline import file_call
from triage.tuning import versions
from triage.values import CallNote

RULE = """topic: ehrenamt_netzwerk
rules:
  - id: ehrenamt_netzwerk.probe
    weight: 6
    any: {de: [Quastenflosser]}
    examples: ["Ein Quastenflosser"]
    counterexamples: ["Ein Hecht"]
"""


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    environment = {"TRIAGE_DATA_DIR": str(tmp_path)}
    opened = open_house(read_settings(None, environment), environment)
    yield opened
    opened.close()


def filed(house: House, key: str) -> tuple[str, set[str]]:
    """Topic of a call, and the digests its labels name."""
    office = house.office
    call = CallNote(note="Ein Quastenflosser.", received_at=office.clock.now())
    number = file_call(office, call, by="weber", key=key)
    with office.store.reading() as db:
        ticket = db.exec(select(Ticket).where(Ticket.number == number)).one()
        labels = db.exec(select(LabelRow).where(LabelRow.ticket_id == ticket.id)).all()
    return ticket.topic, {label.rulebook for label in labels}


def test_published_rules_hold_from_the_next_message_on_and_until_they_are_taken_back(house: House) -> None:
    before = filed(house, "a")

    new = versions.publish(
        house.office, "klein", {**shipped_texts(), "topics/probe.yaml": RULE}, onto=0, note="Quastenflosser"
    )
    during = filed(house, "b")
    old = versions.roll_back(house.office, "klein", to=1, onto=new.number, note="doch nicht")
    after = filed(house, "c")

    assert during == ("ehrenamt_netzwerk", {new.digest})
    assert before == after == ("sonstiges", {old.digest})
