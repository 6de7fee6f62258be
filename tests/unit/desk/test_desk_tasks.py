"""Steps are written down, shared out and ticked off; whoever is called by name hears of it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlmodel import col, select

from models.person import Staff
from models.task import Mention
from models.ticket import Event, Note
from tests.unit.desk.rich import ticket_row
from tests.web.seed import Request, office_in, ticket, user
from triage.desk import claim
from triage.desk.mentions import MOST, seen
from triage.desk.merge import merge
from triage.desk.mine import Mine, count, mine
from triage.desk.notes import add_note
from triage.desk.tasks import Tasks, add_task, tasks_of, tick
from triage.desk.visible import Viewer
from triage.errors import BadInput, NotFound
from triage.office import Office

WEBER = Viewer(name="weber", shown="A. Weber", role="mitarbeit")
KLEIN = Viewer(name="klein", shown="B. Klein", role="leitung")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = office_in(tmp_path)
    user(made)
    user(made, "klein", "B. Klein", role="leitung")
    user(made, "muel", "Jürgen Müller")
    return made


@pytest.fixture
def number(office: Office) -> str:
    return ticket(office, Request())


def steps(office: Office, number: str) -> Tasks:
    with office.store.reading() as db:
        return tasks_of(db, ticket_row(office, number))


def of(office: Office, viewer: Viewer) -> Mine:
    with office.store.reading() as db:
        found = mine(db, viewer)
        unseen = [one for one in found.calls if one.mention.seen_at is None]
        assert count(db, viewer) == len(found.tasks) + len(unseen)
    return found


def called(office: Office) -> list[str]:
    with office.store.reading() as db:
        return list(db.exec(select(Mention.staff).order_by(col(Mention.id))))


# -- tasks -----------------------------------------------------------------------------------------------------------


def test_a_step_is_written_down_ticked_off_and_taken_up_again(office: Office, number: str) -> None:
    key = add_task(office, WEBER, number, text="  Frau K.\nzurückrufen ", due=date(2026, 11, 20))

    [task] = steps(office, number).open
    assert (task.text, task.author, task.assigned_to) == ("Frau K. zurückrufen", "weber", None)
    assert str(task.due_at) == "2026-11-20 22:59:59+00:00", "the end of the day in Viersen"

    tick(office, KLEIN, number, key, done=True)
    tick(office, WEBER, number, key, done=True)
    [done] = steps(office, number).done
    assert (done.done_by, done.done_at) == ("klein", office.clock.now()), "ticked off once, by who was first"

    tick(office, WEBER, number, key, done=False)
    assert [t.id for t in steps(office, number).open] == [key]
    with office.store.reading() as db:
        told = db.exec(select(Event.action).where(Event.actor != "triage").order_by(col(Event.id))).all()
    assert told == ["task_added", "task_done", "task_reopened"]


def test_what_is_due_first_stands_first(office: Office, number: str) -> None:
    for text, due in (("ohne", None), ("später", date(2026, 12, 1)), ("bald", date(2026, 11, 21))):
        add_task(office, WEBER, number, text=text, due=due)

    assert [t.text for t in steps(office, number).open] == ["bald", "später", "ohne"]


@pytest.mark.parametrize(
    ("text", "who", "problem"),
    [
        (" \n", "", "task_empty"),
        ("x" * 501, "", "task_long"),
        ("x", "niemand", "task_colleague"),
        ("x", "gone", "task_colleague"),
    ],
)
def test_a_step_that_says_nothing_or_is_nobodys_is_refused(
    office: Office, number: str, text: str, who: str, problem: str
) -> None:
    user(office, "gone")
    with office.store.transaction() as db:
        db.exec(select(Staff).where(Staff.name == "gone")).one().active = False

    with pytest.raises(BadInput, match=problem):
        add_task(office, WEBER, number, text=text, assigned_to=who)
    assert steps(office, number) == Tasks(open=(), done=())


def test_a_step_of_another_ticket_is_not_there(office: Office, number: str) -> None:
    key = add_task(office, WEBER, number, text="x")

    with pytest.raises(NotFound):
        tick(office, WEBER, ticket(office, Request()), key, done=True)


def test_mine_are_those_given_to_me_and_those_of_nobody_on_my_tickets(office: Office, number: str) -> None:
    taken = ticket(office, Request())
    claim.claim(office, WEBER, taken, version=1)
    add_task(office, KLEIN, number, text="für Weber", assigned_to="weber", due=date(2026, 11, 19))
    add_task(office, KLEIN, number, text="für niemanden")
    add_task(office, KLEIN, taken, text="wer den Vorgang hat")
    add_task(office, WEBER, taken, text="für Klein", assigned_to="klein")
    done = add_task(office, KLEIN, taken, text="schon erledigt")
    tick(office, WEBER, taken, done, done=True)

    assert [one.task.text for one in of(office, WEBER).tasks] == ["für Weber", "wer den Vorgang hat"]
    assert [(one.task.text, one.ticket.number) for one in of(office, KLEIN).tasks] == [("für Klein", taken)]
    nobody = Viewer(name="weber", shown="", role="none")
    assert of(office, nobody).tasks == ()


def test_steps_go_where_a_ticket_is_merged(office: Office, number: str) -> None:
    other = ticket(office, Request())
    key = add_task(office, WEBER, number, text="x", assigned_to="weber")
    merge(office, WEBER, number, into=other, version=1)

    tick(office, WEBER, number, key, done=True)

    assert [t.id for t in steps(office, other).done] == [key]


# -- calls -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@klein bitte schauen", ["klein"]),
        ("(@Klein, @müller) und @Mueller.", ["klein", "muel"]),
        ("@weber ist man selbst, @niemand gibt es nicht, post@klein.de ist eine Adresse", []),
        ("@muel.", ["muel"]),
        ("ohne Ruf", []),
    ],
)
def test_a_note_calls_colleagues_by_sign_in_name_or_surname(
    office: Office, number: str, text: str, names: list[str]
) -> None:
    add_note(office, WEBER, number, text)

    assert called(office) == names


def test_a_surname_of_two_calls_neither_and_nothing_is_saved(office: Office, number: str) -> None:
    user(office, "mueller2", "Petra Mueller")

    with pytest.raises(BadInput, match="mention_ambiguous"):
        add_note(office, WEBER, number, "@Müller?")
    with office.store.reading() as db:
        assert db.exec(select(Note)).all() == []
    add_note(office, WEBER, number, "@mueller2?")
    assert called(office) == ["mueller2"]


def test_who_may_not_see_the_ticket_cannot_be_called(office: Office, number: str) -> None:
    with office.store.transaction() as db:
        db.exec(select(Staff).where(Staff.name == "klein")).one().role = "gast"

    with pytest.raises(BadInput, match="mention_unseen"):
        add_note(office, WEBER, number, "@klein")
    with pytest.raises(BadInput, match="task_colleague"):
        add_task(office, WEBER, number, text="x", assigned_to="klein")


def test_one_note_does_not_call_the_whole_house(office: Office, number: str) -> None:
    for at in range(MOST + 1):
        with office.store.transaction() as db:
            db.add(Staff(name=f"p{at}", role="mitarbeit", password="x", created_at=office.clock.now()))

    with pytest.raises(BadInput, match="mention_many"):
        add_note(office, WEBER, number, " ".join(f"@p{at}" for at in range(MOST + 1)))


def test_a_call_waits_until_the_ticket_is_opened_and_stays_readable(office: Office, number: str) -> None:
    add_note(office, WEBER, number, "@klein erst")
    add_note(office, WEBER, number, "@klein dann")
    first = of(office, KLEIN).calls[1].mention
    with office.store.transaction() as db:
        db.merge(Mention(**first.model_dump() | {"seen_at": office.clock.now() - timedelta(hours=1)}))

    assert [(c.note.text, c.mention.seen_at is None) for c in of(office, KLEIN).calls] == [
        ("@klein dann", True),
        ("@klein erst", False),
    ]
    seen(office, WEBER, ticket_row(office, number))
    assert of(office, KLEIN).calls[0].mention.seen_at is None, "somebody else looked"

    seen(office, KLEIN, ticket_row(office, number))
    seen(office, KLEIN, ticket_row(office, number))

    assert [c.mention.seen_at is None for c in of(office, KLEIN).calls] == [False, False]
