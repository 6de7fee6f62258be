"""A batch goes back to the last row, but for what people and mails did since."""

from __future__ import annotations

import pytest

from tests.unit.pipeline.offices import file, file_one, mail, ticket
from tests.unit.tuning.batches import WEBER, all_rows, hand, opened, publish, resorted, shown
from triage.desk import merge
from triage.desk.undo import last_step
from triage.errors import BadInput, Conflict, NotFound
from triage.office import Office
from triage.tuning import resort


def test_taking_it_back_leaves_every_row_as_it_was(ruled: Office) -> None:
    file(
        ruled,
        *(
            mail(f"{body} Nummer {n}", Message_Id=f"<{n}@example.org>", Subject=f"Nummer {n}")
            for n, body in enumerate(["Deutschkurs", "Schimmel", "Faustschlag", "obdachlos", "Sprachkurs"] * 10)
        ),
    )
    before = all_rows(ruled)
    publish(ruled)
    batch = resorted(ruled)
    between = all_rows(ruled)

    done = resort.undo(ruled, "weber", batch.id)

    assert batch.changed == 40  # the course that is still known stays
    assert between != before
    assert all_rows(ruled) == before
    assert (done.state, done.kept, done.undone_by) == ("undone", 0, "weber")


def test_corrections_and_messages_since_are_kept_when_it_is_taken_back(ruled: Office) -> None:
    moved = opened(ruled, "Schimmel in Viersen")
    written = file_one(ruled, mail("Schimmel", Message_Id="<eins@example.org>", Subject="zwei")).ticket
    assert written
    publish(ruled)
    batch = resorted(ruled)
    hand(ruled, moved, "topic", "arbeit")
    file_one(ruled, mail("obdachlos", Message_Id="<zwei@example.org>", In_Reply_To="<eins@example.org>"))

    resort.undo(ruled, "klein", batch.id)

    assert ticket(ruled, moved).topic == "arbeit"
    assert shown(ruled, written) == ("sonstiges", None, "high")
    assert "dringend" in {factor["reason"] for factor in ticket(ruled, written).factors}


def test_a_ticket_that_was_joined_since_is_left_as_it_is(ruled: Office) -> None:
    number, home = opened(ruled, "Schimmel"), opened(ruled, "Deutschkurs")
    publish(ruled)
    batch = resorted(ruled)
    merge.merge(ruled, WEBER, number, into=home, version=ticket(ruled, number).version)

    done = resort.undo(ruled, "klein", batch.id)

    assert (done.changed, done.kept) == (2, 1)
    assert ticket(ruled, number).topic == "wohnen"
    merge.unmerge(ruled, WEBER, home, merged=number, version=ticket(ruled, home).version)


def test_a_batch_begins_only_once_on_what_holds_and_goes_back_newest_first(ruled: Office) -> None:
    opened(ruled, "Schimmel")
    with pytest.raises(Conflict):
        resort.begin(ruled, "klein", 7)
    publish(ruled)
    one = resort.begin(ruled, "klein", 3)
    assert one.under_way
    with pytest.raises(BadInput, match="schon neu eingeordnet"):
        resort.begin(ruled, "weber", 3)
    resort.run(ruled, one.id)
    two = resorted(ruled)
    with pytest.raises(BadInput, match="zuerst zurück"):
        resort.take_back(ruled, "weber", one.id)
    resort.undo(ruled, "weber", two.id)
    resort.undo(ruled, "weber", one.id)
    with pytest.raises(BadInput, match="schon zurückgenommen"):
        resort.take_back(ruled, "weber", one.id)
    with pytest.raises(NotFound):
        resort.stop(ruled, 99)
    with pytest.raises(NotFound):
        resort.run(ruled, 99)
    with ruled.store.reading() as db:
        assert [batch.state for batch in resort.batches(db)] == ["undone", "undone"]
        assert resort.newest(db) is not None


def test_taking_back_a_batch_that_still_runs_puts_back_what_it_did(ruled: Office) -> None:
    file(ruled, *(mail(f"Schimmel {n}", Message_Id=f"<{n}@example.org>", Subject=f"S{n}") for n in range(30)))
    before = all_rows(ruled)
    publish(ruled)
    batch = resort.begin(ruled, "klein", 3)
    resort.step(ruled, limit=20)

    done = resort.undo(ruled, "klein", batch.id)

    assert (done.state, done.changed) == ("undone", 20)
    assert all_rows(ruled) == before


def test_after_the_batch_was_taken_back_nobody_steps_back_into_it(ruled: Office) -> None:
    number = opened(ruled, "Schimmel")
    publish(ruled)
    batch = resorted(ruled)
    hand(ruled, number, "topic", "arbeit")
    resort.undo(ruled, "klein", batch.id)
    with ruled.store.reading() as db:
        step = last_step(db, WEBER, number, ruled.clock.now())

    assert step is None
    assert ticket(ruled, number).topic == "arbeit"
