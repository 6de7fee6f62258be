"""K19-K21: killed while open tickets change their rules, or change back, each is whole and the next run goes on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rules.load import shipped_texts
from tests.stories.kills import killed
from tests.stories.office import Installation
from tests.unit.desk.rich import picture
from triage.bootstrap import House, open_house, read_settings
from triage.pipeline import file_call
from triage.tuning import versions
from triage.values import CallNote

pytestmark = [pytest.mark.kill, pytest.mark.timeout(290)]
CALLS = 45  # three times what one transaction takes
RULE = """topic: ehrenamt_netzwerk
rules:
  - id: ehrenamt_netzwerk.probe
    weight: 6
    any: {de: [Quastenflosser]}
    examples: ["Ein Quastenflosser"]
    counterexamples: ["Ein Hecht"]
"""
_NOT_OURS = ("resort", "resort_item", "rulebook")


@pytest.fixture
def given(tmp_path: Path, store_url: str) -> tuple[Installation, str, dict[str, Any]]:
    """Calls that were filed, then rules published that name their matter; the new digest, and what was before."""
    office = Installation(folder=tmp_path, boxes=[], store=store_url)
    house = opened(office)
    for number in range(CALLS):
        call = CallNote(note=f"Ein Quastenflosser, Nummer {number}.", received_at=house.office.clock.now())
        file_call(house.office, call, by="weber", key=f"call-{number}")
    before = rows(house)
    texts = {**shipped_texts(), "topics/probe.yaml": RULE}
    new = versions.publish(house.office, "klein", texts, onto=0, note="Quastenflosser")
    house.close()
    return office, new.digest, before


def opened(office: Installation) -> House:
    environment = {"TRIAGE_CONFIG": str(office.config)}
    return open_house(read_settings(None, environment), environment)


def rows(house: House) -> dict[str, Any]:
    return {name: found for name, found in picture(house.office).items() if name not in _NOT_OURS}


def whole(office: Installation, digest: str) -> int:
    """How many tickets are under the new rules; none is between the two."""
    assert office.rows("SELECT id FROM message WHERE id NOT IN (SELECT message_id FROM label)") == []
    assert office.rows("SELECT id FROM label WHERE author = 'rules' AND rulebook = ''") == []
    labels = office.rows("SELECT ticket_id, rulebook FROM label WHERE author = 'rules'")
    by_ticket: dict[int, set[str]] = {}
    for ticket, rulebook in labels:
        by_ticket.setdefault(ticket, set()).add(rulebook)
    assert all(len(books) == 1 for books in by_ticket.values())
    new = {ticket for ticket, books in by_ticket.items() if books == {digest}}
    assert {row[0] for row in office.rows("SELECT id FROM ticket WHERE topic = 'ehrenamt_netzwerk'")} == new
    told = office.rows("SELECT ticket_id FROM resort_item WHERE NOT undone")
    assert {row[0] for row in told} == new
    return len(new)


def test_killed_at_any_point_of_the_batch_or_the_way_back_the_next_run_goes_on(
    given: tuple[Installation, str, dict[str, Any]],
) -> None:
    """Each killed run finds what the one before left behind."""
    office, digest, before = given
    found = []

    for words, point in (
        (("rules", "resort"), "resort.open:2"),
        (("rules", "resort"), "resort.done:1"),
        (("rules", "resort", "--undo"), "resort.back:1"),
        (("rules", "resort", "--undo"), "resort.back:2"),
    ):
        done = office.run(*words, failpoint=point)
        assert killed(done.returncode), done.stderr
        found.append(whole(office, digest))
        if point == "resort.done:1":
            ended = office.run("rules", "resort")
            assert f"{CALLS} offene Vorgänge angesehen, {CALLS} neu eingeordnet (Regeln v2)." in ended.stdout
            assert whole(office, digest) == CALLS
    back = office.run("rules", "resort", "--undo")

    assert found == [20, 40, 45, 25]
    assert f"{CALLS} Vorgänge zurückgesetzt, 0 inzwischen" in back.stdout, back.stderr
    house = opened(office)
    assert rows(house) == before
    house.close()
