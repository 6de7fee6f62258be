"""Two tickets become one and two again without a row lost, whoever else is at work."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from models.draft import Draft
from models.ticket import Note
from tests.unit.desk.rich import WEBER, actions, join, message_ids, part, picture, rich, ticket_row, version
from tests.web.seed import Request, office_in, ticket
from triage.desk import claim, correct, notes, status
from triage.desk.indexing import index_new
from triage.desk.merge import merge, unmerge
from triage.desk.split import split
from triage.desk.ticket import open_ticket
from triage.desk.visible import Viewer
from triage.errors import BadInput, Conflict, NotFound
from triage.office import Office

KLEIN = Viewer(name="klein", shown="B. Klein", role="leitung")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return office_in(tmp_path)


# -- merging ---------------------------------------------------------------------------------------------------------


def test_everything_of_the_one_is_in_the_other(office: Office) -> None:
    one = rich(office, Request(sender_address="a@example.org"), further=1)
    other = rich(office, Request(sender_address="b@example.org"))
    keys = {number: ticket_row(office, number).id for number in (one, other)}
    before = picture(office)

    assert join(office, one, other) == other

    after = picture(office)
    for name in ("message", "note", "task", "mention", "participant", "outgoing", "citation", "arrival", "handover"):
        assert [row["ticket_id"] for row in before[name]].count(keys[one]) > 0, name
        assert {row["ticket_id"] for row in after[name]} == {keys[other]}, name
    gone = ticket_row(office, one)
    assert (gone.status, gone.merged_into, gone.messages) == ("closed", keys[other], 0)
    assert ticket_row(office, other).messages == 3
    assert actions(office, one)[-1] == "merged"
    assert actions(office, other)[-1] == "merged_in"


def test_the_number_of_what_was_merged_leads_to_where_it_is_now(office: Office) -> None:
    one, other, third = (ticket(office, Request()) for _ in range(3))
    join(office, one, other)
    join(office, other, third)

    with office.store.reading() as db:
        assert open_ticket(db, WEBER, one).ticket.number == third
    notes.add_note(office, WEBER, one, "für alle drei")
    with office.store.reading() as db:
        assert db.exec(select(Note.ticket_id)).all() == [ticket_row(office, third).id]


def test_danger_deadlines_and_who_waits_longest_count_and_labels_of_the_receiver_stay(office: Office) -> None:
    one = ticket(
        office,
        Request(
            topic="wohnen", municipality="kempen", urgency="high", alarm=True, age=timedelta(days=3),
            due_in=timedelta(days=1), phone="02152 123456",
        ),
    )  # fmt: skip
    other = ticket(office, Request(topic="sprache", municipality="nettetal", due_in=timedelta(days=9)))
    old = ticket_row(office, one)

    join(office, one, other)

    now = ticket_row(office, other)
    assert (now.topic, now.municipality) == ("sprache", "nettetal")
    assert (now.alarm, now.urgency, now.due_at, now.opened_at) == (True, "high", old.due_at, old.opened_at)
    assert now.phone == "02152 123456", "how to reach somebody is not lost"
    assert now.priority == sum(int(str(f["points"])) for f in now.factors) == 60 + 50 + 40 + 15 + 5


def test_what_a_person_said_of_the_receiver_wins(office: Office) -> None:
    one = ticket(office, Request(urgency="high"))
    other = ticket(office, Request())
    correct.correct(office, KLEIN, other, version=1, field="urgency", value="low")

    join(office, one, other)

    assert ticket_row(office, other).urgency == "low"


def test_a_done_receiver_is_work_again_and_a_done_source_asks_for_nothing(office: Office) -> None:
    open_one, done = ticket(office, Request()), ticket(office, Request(status="closed"))
    late, quiet = ticket(office, Request(status="closed", urgency="high", due_in=-timedelta(days=9))), ticket(office)

    join(office, open_one, done)
    join(office, late, quiet)

    assert ticket_row(office, done).status == "open"
    assert (ticket_row(office, quiet).due_at, ticket_row(office, quiet).urgency) == (None, "normal")


def test_a_reminder_stays_one_when_neither_is_open(office: Office) -> None:
    one, other = ticket(office), ticket(office, Request(status="closed"))
    status.wait(office, WEBER, one, version=1, until=office.clock.now() + timedelta(days=2))

    join(office, one, other)

    kept = ticket_row(office, other)
    assert (kept.status, kept.due_at) == ("waiting", office.clock.now() + timedelta(days=2))


def test_a_half_written_answer_goes_along_unless_another_is_begun_there(office: Office) -> None:
    one, other, third = (rich(office, Request()) for _ in range(3))
    with office.store.transaction() as db:
        db.delete(db.exec(select(Draft).where(Draft.ticket_id == ticket_row(office, other).id)).one())

    join(office, one, other)
    join(office, third, other)

    with office.store.reading() as db:
        slots = {draft.slot: draft.ticket_id for draft in db.exec(select(Draft))}
    keys = [ticket_row(office, number).id for number in (other, third)]
    assert slots == {f"reply:{key}": key for key in keys}


def test_search_finds_the_words_where_they_are_now(office: Office) -> None:
    from models.searchtext import SearchText

    one, other = ticket(office, Request(text="Zwetschgenkuchen")), ticket(office, Request(text="Pflaumenmus"))
    index_new(office)

    def words(number: str) -> set[str]:
        with office.store.reading() as db:
            found = db.exec(select(SearchText.words).where(SearchText.ticket_id == ticket_row(office, number).id))
            return {"zwetschgenkuchen", "pflaumenmus"} & set(found.one().split())

    join(office, one, other)
    index_new(office)
    assert (words(one), words(other)) == (set(), {"zwetschgenkuchen", "pflaumenmus"})

    part(office, other, one)
    index_new(office)
    assert (words(one), words(other)) == ({"zwetschgenkuchen"}, {"pflaumenmus"})
    assert index_new(office) == 0, "nothing is left to be made anew"


def test_nobody_merges_with_itself_nothing_or_what_is_merged_already(office: Office) -> None:
    one, other, third = (ticket(office, Request()) for _ in range(3))
    for into, problem in ((one, "merge_itself"), ("KIM-2026-999999", "merge_unknown"), ("unfug", "merge_unknown")):
        with pytest.raises(BadInput, match=problem):
            join(office, one, into)
    join(office, one, other)

    with pytest.raises(Conflict):
        join(office, one, third)
    with pytest.raises(BadInput, match="merge_itself"):
        join(office, other, one)
    with pytest.raises(NotFound):
        merge(office, Viewer(name="x", shown="x", role="none"), one, into=other, version=1)
    assert join(office, third, f" {one.lower()} ") == other, "it goes where the named one went"


def test_whoever_read_either_before_it_changed_is_told_and_nothing_is_done(office: Office) -> None:
    one, other = ticket(office, Request()), ticket(office, Request())
    claim.claim(office, KLEIN, other, version=1)
    before = picture(office)

    with pytest.raises(Conflict) as told:
        merge(office, WEBER, one, into=other, version=1, into_version=1)
    assert told.value.by == "klein"
    with pytest.raises(Conflict):
        merge(office, WEBER, one, into=other, version=7)
    assert picture(office) == before


def test_an_edit_of_what_was_merged_meanwhile_is_refused(office: Office) -> None:
    one, other = ticket(office, Request()), ticket(office, Request())
    join(office, one, other)

    for read in (1, 2):
        with pytest.raises(Conflict):
            status.reopen(office, KLEIN, one, version=read)


def test_of_many_who_merge_at_once_one_does(office: Office) -> None:
    hub = ticket(office, Request())
    one, other = ticket(office, Request()), ticket(office, Request())
    ways = [(one, hub), (one, other), (other, one), (hub, one), (one, hub), (other, one)]

    def attempt(way: tuple[str, str]) -> bool:
        try:
            merge(office, WEBER, way[0], into=way[1], version=1, into_version=1)
        except (Conflict, BadInput):
            return False
        return True

    with ThreadPoolExecutor(6) as crowd:
        done = list(crowd.map(attempt, ways))

    assert done.count(True) == 1
    whole = picture(office)
    gone = [row for row in whole["ticket"] if row["merged_into"]]
    assert len(gone) == 1
    assert gone[0]["id"] not in {row["ticket_id"] for row in whole["message"]}


# -- and back --------------------------------------------------------------------------------------------------------


def test_what_was_done_meanwhile_stays_when_two_part_again(office: Office) -> None:
    one, other = ticket(office, Request(urgency="high", priority=60)), ticket(office, Request())
    join(office, one, other)
    notes.add_note(office, WEBER, other, "gehört zu beiden")
    correct.correct(office, WEBER, other, version=version(office, other), field="urgency", value="low")

    part(office, other, one)

    kept = ticket_row(office, other)
    assert (kept.urgency, kept.messages, kept.priority) == ("low", 1, 0)
    assert len(message_ids(office, one)) == len(message_ids(office, other)) == 1
    assert ticket_row(office, one).status == "open"
    assert actions(office, one)[-1] == actions(office, other)[-1] == "unmerged"


def test_parting_is_refused_when_it_cannot_be_exact(office: Office) -> None:
    one, other, third = ticket(office, Request()), ticket(office, Request()), ticket(office, Request())
    with pytest.raises(BadInput, match="merge_absent"):
        part(office, other, one)
    join(office, one, other)
    split(office, WEBER, other, message_ids(office, other)[:1], version=version(office, other))
    with pytest.raises(BadInput, match="merge_moved_on"):
        part(office, other, one)
    join(office, other, third)
    with pytest.raises(BadInput, match="merge_absent"):
        part(office, third, one)
    with pytest.raises(Conflict):
        unmerge(office, WEBER, third, merged=other, version=1)
