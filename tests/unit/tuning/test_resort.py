"""Publishing puts open tickets under the new rules as one batch; it never touches a person's hand, and it goes back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from models.label import LabelRow
from models.message import Message
from tests.unit.pipeline.offices import file, file_one, mail, ticket, tickets
from tests.unit.tuning.batches import WEBER, actions, all_rows, hand, opened, publish, resorted, rulebooks, shown
from tests.unit.tuning.ruled import A, B, Ruled, rulebook
from triage.desk import correct, merge, protect, status
from triage.desk.ticket import open_ticket
from triage.errors import BadInput, Conflict
from triage.office import Office
from triage.tuning import resort, versions
from triage.tuning.stored import labelled, outcome


def test_open_tickets_read_as_if_they_came_in_under_the_new_rules(ruled: Office) -> None:
    mould = opened(ruled, "In meiner Wohnung in Viersen ist Schimmel, wir werden obdachlos.")
    course = opened(ruled, "Ich suche einen Sprachkurs in Nettetal.")
    before = shown(ruled, mould)
    new = publish(ruled)

    done = resorted(ruled)

    assert before == ("sonstiges", "viersen", "normal")
    assert shown(ruled, mould) == ("wohnen", "viersen", "high")
    assert "dringend" in {factor["reason"] for factor in ticket(ruled, mould).factors}
    assert rulebooks(ruled, mould) == {new.digest}
    assert (done.state, done.total, done.done, done.changed) == ("done", 2, 2, 1)
    assert actions(ruled, mould)[-1] == "resorted"
    assert "resorted" not in actions(ruled, course)  # nothing about it is different
    assert ticket(ruled, course).version == 1


def test_labels_written_are_exactly_what_the_preview_computes(ruled: Office) -> None:
    for word in ("Deutschkurs", "Sprachkurs", "Schimmel", "obdachlos", "Faustschlag", "Nettetal"):
        opened(ruled, f"Es geht um: {word}. Ich wohne in Viersen.")
    publish(ruled)

    resorted(ruled)

    assert isinstance(ruled.understand, Ruled)
    matcher = ruled.understand.matcher()
    with ruled.store.reading() as db:
        for row in db.exec(select(Message)).all():
            said = outcome(labelled(row, matcher))
            [held] = [t for t in tickets(ruled) if t.id == row.ticket_id]
            found = (held.topics, held.municipality, held.urgency, held.kind, held.sender_role, held.certain)
            assert found == (
                list(said.topics), said.municipality, said.urgency, said.kind, said.sender_role, said.certain
            )  # fmt: skip


def test_the_ticket_page_marks_and_explains_the_words_of_the_new_rules(ruled: Office) -> None:
    number = opened(ruled, "Ein Sprachkurs? Nein, Schimmel in der Wohnung.")
    publish(ruled)

    resorted(ruled)

    with ruled.store.reading() as db:
        view = open_ticket(db, WEBER, number)
    assert {hit.text for hit in view.why.strongest} == {"Schimmel"}
    marked = [p.text for block in view.messages[0].blocks for p in block.parts if p.marked]
    assert "Schimmel" in marked


def test_what_a_person_decided_stays_with_its_reasons(ruled: Office) -> None:
    number = opened(ruled, "Deutschkurs oder Schimmel, ich werde obdachlos in Viersen")
    hand(ruled, number, "topic", "arbeit")
    hand(ruled, number, "urgency", "low")
    held = ticket(ruled, number)
    old = rulebooks(ruled, number)
    new = publish(ruled)

    resorted(ruled)

    now = ticket(ruled, number)
    assert (now.topic, now.topics, now.certain, now.urgency) == (held.topic, held.topics, held.certain, held.urgency)
    with ruled.store.reading() as db:
        rows = db.exec(select(LabelRow).where(LabelRow.ticket_id == held.id)).all()
    assert {row.rulebook for row in rows if row.field in ("topic", "urgency") and row.author == "rules"} == old
    assert [row.value for row in rows if row.author == "weber"] == ["arbeit", "low"]
    assert new.digest not in old


def test_finished_and_joined_tickets_are_left_alone(ruled: Office) -> None:
    closed = opened(ruled, "Schimmel eins")
    joined = opened(ruled, "Schimmel zwei")
    home = opened(ruled, "Schimmel drei")
    status.close(ruled, WEBER, closed, version=1)
    merge.merge(ruled, WEBER, joined, into=home, version=1)
    publish(ruled)

    batch = resorted(ruled)

    assert [ticket(ruled, number).topic for number in (closed, joined, home)] == ["sonstiges", "sonstiges", "wohnen"]
    assert batch.total == 1
    merge.unmerge(ruled, WEBER, home, merged=joined, version=ticket(ruled, home).version)
    with ruled.store.reading() as db:
        assert open_ticket(db, WEBER, joined).why.reasons[0].value == "sonstiges"


def test_a_later_message_presses_as_it_does_when_it_is_filed(ruled: Office) -> None:
    first = file_one(ruled, mail("Guten Tag", Message_Id="<eins@example.org>"))
    assert first.ticket
    file_one(
        ruled, mail("Jetzt sind wir obdachlos.", Message_Id="<zwei@example.org>", In_Reply_To="<eins@example.org>")
    )
    publish(ruled)

    batch = resorted(ruled)

    assert ticket(ruled, first.ticket).messages == 2
    assert ticket(ruled, first.ticket).urgency == "high"
    resort.undo(ruled, "klein", batch.id)
    assert ticket(ruled, first.ticket).urgency == "normal"


def test_a_ticket_about_violence_is_guarded_at_once_and_opened_again_only_by_taking_it_back(ruled: Office) -> None:
    number, other = opened(ruled, "ein Faustschlag"), opened(ruled, "noch ein Faustschlag")
    publish(ruled)

    batch = resorted(ruled)

    assert ticket(ruled, number).protected
    assert ticket(ruled, number).alarm
    assert actions(ruled, number)[-2:] == ["resorted", "protected"]
    protect.unprotect(ruled, WEBER, other, version=ticket(ruled, other).version)
    protect.protect(ruled, WEBER, other, version=ticket(ruled, other).version)
    resort.undo(ruled, "klein", batch.id)
    assert not ticket(ruled, number).protected
    assert ticket(ruled, other).protected  # a person said so since


def test_a_deadline_somebody_set_is_theirs(ruled: Office) -> None:
    number = opened(ruled, "Schimmel. Bitte bis zum 30.11.2026 antworten.")
    until = ruled.clock.now() + timedelta(days=9)
    status.wait(ruled, WEBER, number, version=1, until=until)
    publish(ruled)

    resorted(ruled)

    assert (ticket(ruled, number).topic, ticket(ruled, number).due_at) == ("wohnen", until)


def test_whoever_is_at_work_meanwhile_wins(ruled: Office) -> None:
    understanding = ruled.understand
    assert isinstance(understanding, Ruled)
    touched, closed, plain = (opened(ruled, f"Schimmel {word}") for word in ("eins", "zwei", "drei"))
    publish(ruled)

    def somebody() -> None:
        hand(ruled, touched, "topic", "gesundheit")
        status.close(ruled, WEBER, closed, version=1)

    understanding.meanwhile = somebody
    batch = resorted(ruled)

    assert [ticket(ruled, number).topic for number in (touched, closed, plain)] == ["gesundheit", "sonstiges", "wohnen"]
    assert batch.changed == 1
    with pytest.raises(Conflict):
        hand_at(ruled, plain, 1)


def hand_at(office: Office, number: str, version: int) -> None:
    correct.correct(office, WEBER, number, version=version, field="topic", value="arbeit")


def write(office: Office, data: bytes) -> None:
    file_one(office, data)


def test_a_message_that_arrives_meanwhile_is_not_left_without_labels(ruled: Office) -> None:
    understanding = ruled.understand
    assert isinstance(understanding, Ruled)
    number = file_one(ruled, mail("Schimmel", Message_Id="<eins@example.org>")).ticket
    assert number
    publish(ruled)
    answer = mail("obdachlos", Message_Id="<zwei@example.org>", In_Reply_To="<eins@example.org>")
    understanding.meanwhile = lambda: write(ruled, answer)

    resorted(ruled)

    assert shown(ruled, number) == ("wohnen", None, "high")
    with ruled.store.reading() as db:
        bare = db.exec(select(Message.id).where(col(Message.id).not_in(select(LabelRow.message_id)))).all()
        nameless = db.exec(select(LabelRow.id).where(LabelRow.rulebook == "", LabelRow.author == "rules")).all()
    assert (bare, nameless) == ([], [])


def test_a_message_that_kills_its_reader_costs_only_itself(ruled: Office) -> None:
    understanding = ruled.understand
    assert isinstance(understanding, Ruled)
    bad, good = opened(ruled, "Schimmel Gift"), opened(ruled, "Schimmel")
    publish(ruled)
    understanding.refuses = "Gift"

    assert resorted(ruled).state == "done"

    assert [ticket(ruled, number).topic for number in (bad, good)] == ["sonstiges", "wohnen"]


def test_it_stops_when_asked_and_when_other_rules_come_into_force(ruled: Office) -> None:
    number = opened(ruled, "Schimmel")
    new = publish(ruled)
    first = resort.begin(ruled, "klein", new.number)
    assert resort.stop(ruled, first.id).state == "stopped"
    assert resort.step(ruled) == 0
    second = resort.begin(ruled, "klein", new.number)
    versions.roll_back(ruled, "weber", to=2, onto=3, note="doch nicht")

    assert resort.run(ruled, second.id).state == "stopped"
    assert ticket(ruled, number).topic == "sonstiges"
    assert resort.stop(ruled, second.id).state == "stopped"


def test_without_published_rules_there_is_nothing_to_do(tmp_path: Any) -> None:
    from tests.web.seed import office_in

    office = office_in(tmp_path)
    with pytest.raises(BadInput, match="mitgelieferten"):
        resort.begin(office, "klein", 0)
    assert resort.step(office) == 0


def test_a_run_looks_at_so_many_tickets_and_leaves_the_rest_to_the_next(ruled: Office) -> None:
    file(ruled, *(mail(f"Schimmel {n}", Message_Id=f"<{n}@example.org>", Subject=f"S{n}") for n in range(50)))
    publish(ruled)
    batch = resort.begin(ruled, "klein", 3)

    seen = resort.step(ruled, limit=20)

    with ruled.store.reading() as db:
        half = resort.newest(db)
    assert half is not None
    assert (seen, half.done, half.changed, half.state) == (20, 20, 20, "running")
    assert resort.run(ruled, batch.id).done == 50


@pytest.mark.parametrize("texts", [rulebook(A), rulebook(B)], ids=["the same again", "less"])
def test_rules_that_mean_the_same_for_a_ticket_touch_nothing(ruled: Office, texts: dict[str, str]) -> None:
    opened(ruled, "ein Sprachkurs")
    texts = {**texts, "topics/sprache.yaml": texts["topics/sprache.yaml"] + "# anders\n"}
    publish(ruled, texts)
    before = all_rows(ruled)

    assert resorted(ruled).changed == 0
    assert all_rows(ruled) == before
