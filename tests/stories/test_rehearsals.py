"""What a draft would do is worked out in a process of its own, exactly, and whoever types on is not made to wait."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator

import pytest
from sqlmodel import col, delete, select

from models.label import LabelRow
from models.message import Message
from models.ticket import Ticket
from rules.load import load_texts, shipped_texts
from rules.matcher import Matcher
from tests.quality.split import rows
from tests.web import seed
from triage.office import Office
from triage.rehearsing.rehearsals import Rehearsals
from triage.tuning.impact import Impact
from triage.tuning.stored import labelled, outcome
from triage.tuning.versions import Findings

PATIENCE = 120.0  # seconds
NEW_RULE = """topic: wohnen
rules:
  - id: wohnen.probe
    weight: 5
    any: {de: [Termin, Brief]}
    examples: ["Ein Termin"]
    counterexamples: ["Nichts davon"]
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    office = seed.office_in(tmp_path_factory.mktemp("office"))
    for row in rows()[:120]:
        seed.ticket(office, seed.Request(text=row["body"], subject=row.get("subject") or ""))
    yield office
    office.store.close()


@pytest.fixture(scope="module")
def rehearsals(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rehearsals]:
    found = Rehearsals(str(office.store.url), tmp_path_factory.mktemp("words"))
    yield found
    found.close()


def with_rule(text: str = NEW_RULE) -> dict[str, str]:
    return {**shipped_texts(), "topics/wohnen_probe.yaml": text}


def looked(rehearsals: Rehearsals, key: str) -> Impact:
    found = rehearsals.look(key, PATIENCE)
    assert found is not None
    return found


def test_the_preview_names_every_message_that_two_complete_runs_label_otherwise(
    office: Office, rehearsals: Rehearsals
) -> None:
    old, new = Matcher(load_texts(shipped_texts())), Matcher(load_texts(with_rule()))
    with office.store.reading() as db:
        stored = list(db.exec(select(Message)))
    both = {m.id: (outcome(labelled(m, old)), outcome(labelled(m, new))) for m in stored}

    rehearsals.begin("weber", shipped_texts(), with_rule(), most=None)
    impact = looked(rehearsals, "weber")

    assert impact.state == "done"
    assert impact.known == len(stored)
    assert 0 < impact.touched < len(stored)
    assert {c.message_id: (c.before, c.after) for c in impact.changes} == {
        key: pair for key, pair in both.items() if pair[0] != pair[1]
    }
    assert impact.changed == len(impact.changes) > 0
    assert all(change.spots for change in impact.changes)


def test_a_message_filed_since_is_looked_at_too(office: Office, rehearsals: Rehearsals) -> None:
    number = seed.ticket(office, seed.Request(subject="", text="Ein Termin und ein Brief, mehr nicht."))
    with office.store.reading() as db:
        ticket_id = db.exec(select(Ticket.id).where(Ticket.number == number)).one()

    rehearsals.begin("weber", shipped_texts(), with_rule())
    impact = looked(rehearsals, "weber")

    assert impact.changes[0].ticket_id == ticket_id
    assert impact.changes[0].after.topic == "wohnen"


def test_rules_that_cannot_be_read_are_refused_with_their_place(rehearsals: Rehearsals) -> None:
    rehearsals.begin("weber", shipped_texts(), with_rule(NEW_RULE.replace("weight: 5", "weight: 50")))

    impact = looked(rehearsals, "weber")

    assert impact.state == "refused"
    assert "topics/wohnen_probe.yaml:4" in impact.problems[0]


def test_the_next_key_ends_what_the_last_one_began(rehearsals: Rehearsals) -> None:
    everywhere = {name: text for name, text in shipped_texts().items() if not name.startswith("hints/")}
    rehearsals.begin("weber", shipped_texts(), with_rule())
    looked(rehearsals, "weber")
    rehearsals.begin("weber", shipped_texts(), everywhere)  # everything is looked at: seconds
    time.sleep(0.5)

    rehearsals.begin("weber", shipped_texts(), with_rule(NEW_RULE.replace("Brief", "Briefe")))
    impact = looked(rehearsals, "weber")

    assert impact.state == "done"
    assert impact.rules == ("wohnen.probe",)


def test_two_who_compare_with_different_rules_do_not_disturb_each_other(rehearsals: Rehearsals) -> None:
    everywhere = {name: text for name, text in shipped_texts().items() if not name.startswith("hints/")}

    rehearsals.begin("weber", shipped_texts(), everywhere)
    rehearsals.begin("klein", with_rule(), shipped_texts(), most=None)
    weber, klein = (looked(rehearsals, who) for who in ("weber", "klein"))
    rehearsals.begin("klein", with_rule(), shipped_texts(), most=None)
    again = looked(rehearsals, "klein")

    assert (weber.state, weber.examined) == ("done", weber.known)
    assert (klein.state, klein.examined) == ("done", klein.touched)
    assert klein.changed > 0
    assert again.changes == klein.changes  # what one side says is not taken for what another says


def test_a_process_that_was_killed_is_started_again(rehearsals: Rehearsals) -> None:
    rehearsals.begin("weber", shipped_texts(), with_rule())
    looked(rehearsals, "weber")
    assert rehearsals.process_id is not None
    os.kill(rehearsals.process_id, signal.SIGKILL)

    for _ in range(100):
        if rehearsals.process_id is None:
            break
        time.sleep(0.1)
    rehearsals.begin("weber", shipped_texts(), with_rule())

    assert looked(rehearsals, "weber").state == "done"


def test_an_example_that_no_longer_holds_is_told_with_the_effect(rehearsals: Rehearsals) -> None:
    rehearsals.begin("weber", shipped_texts(), with_rule(NEW_RULE.replace("Nichts davon", "Kein Termin frei")))

    impact = looked(rehearsals, "weber")

    assert impact.red is not None
    assert "wohnen.probe: counterexample is found" in impact.red[0]


def test_all_examples_are_run_for_whoever_publishes(rehearsals: Rehearsals) -> None:
    sound = rehearsals.check(with_rule())
    broken = rehearsals.check(with_rule(NEW_RULE.replace("Ein Termin", "Etwas anderes")))

    assert sound == Findings()
    assert [text for text in broken.red if "wohnen.probe: example is not found" in text]


def test_a_rule_made_ready_is_compared_without_asking_the_old_side_again(rehearsals: Rehearsals) -> None:
    rehearsals.prepare("weber", shipped_texts(), ["wohnen.suche"])
    ready = looked(rehearsals, "weber")
    text = shipped_texts()["topics/wohnen.yaml"].replace("[Wohnungssuche, ", "[Wohnungssuche, Wohnungsglück, ", 1)

    rehearsals.begin("weber", shipped_texts(), {**shipped_texts(), "topics/wohnen.yaml": text})
    impact = looked(rehearsals, "weber")

    assert ready.touched > 0
    assert (impact.state, impact.rules, impact.changed) == ("done", ("wohnen.suche",), 0)


def test_the_words_of_an_erased_message_do_not_outlive_it(office: Office, rehearsals: Rehearsals) -> None:
    number = seed.ticket(office, seed.Request(subject="", text="Ein Termin für Quastenflosser."))
    rehearsals.begin("weber", shipped_texts(), with_rule())
    before = looked(rehearsals, "weber")
    with office.store.transaction() as db:
        gone = db.exec(select(Ticket.id).where(Ticket.number == number)).one()
        db.exec(delete(LabelRow).where(col(LabelRow.ticket_id) == gone))
        db.exec(delete(Message).where(col(Message.ticket_id) == gone))

    rehearsals.begin("weber", shipped_texts(), with_rule())
    after = looked(rehearsals, "weber")

    assert (after.state, after.known) == ("done", before.known - 1)
    assert gone not in {change.ticket_id for change in after.changes}
