"""What staff do with tickets: every change is versioned, recorded, and never overwrites a colleague's."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
from sqlmodel import col, select

from models.label import LabelRow
from models.ticket import Event, Note, Ticket
from tests.web.seed import NOON, Hit, Request, office_in, ticket, user
from triage.desk import claim, correct, notes, status
from triage.desk.ticket import open_ticket
from triage.desk.visible import Viewer
from triage.errors import BadInput, Conflict, NotFound
from triage.office import Office

WEBER = Viewer(name="weber", shown="A. Weber", role="mitarbeit")
KLEIN = Viewer(name="klein", shown="B. Klein", role="leitung")
NOBODY = Viewer(name="x", shown="x", role="gast")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return office_in(tmp_path)


def row(office: Office, number: str) -> Ticket:
    with office.store.reading() as db:
        return db.exec(select(Ticket).where(Ticket.number == number)).one()


def last_event(office: Office) -> Event:
    with office.store.reading() as db:
        return db.exec(select(Event).order_by(col(Event.id).desc())).first()  # type: ignore[return-value]  # there is one


def test_who_claims_first_has_it_and_the_second_learns_who_that_was(office: Office) -> None:
    number = ticket(office)

    claim.claim(office, KLEIN, number, version=1)
    with pytest.raises(Conflict) as lost:
        claim.claim(office, WEBER, number, version=1)

    assert lost.value.by == "klein"
    assert (row(office, number).assigned_to, row(office, number).version) == ("klein", 2)
    assert (last_event(office).actor, last_event(office).action) == ("klein", "claimed")


def test_eight_people_claim_one_ticket_and_one_gets_it(office: Office) -> None:
    number = ticket(office)
    start, won = Barrier(8), []

    def grab(name: str) -> None:
        start.wait()
        try:
            claim.claim(office, Viewer(name=name, shown=name, role="mitarbeit"), number, version=1)
            won.append(name)
        except Conflict:
            pass

    hands = [Thread(target=grab, args=(f"p{i}",)) for i in range(8)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()

    assert len(won) == 1
    assert row(office, number).assigned_to == won[0]


def test_claiming_twice_or_releasing_what_is_free_changes_nothing(office: Office) -> None:
    number = ticket(office)

    claim.claim(office, WEBER, number, version=1)
    claim.claim(office, WEBER, number, version=2)
    assert row(office, number).version == 2
    claim.release(office, WEBER, number, version=2)
    claim.release(office, WEBER, number, version=3)

    assert (row(office, number).assigned_to, row(office, number).version) == (None, 3)


def test_a_correction_is_a_new_label_beside_the_old_ones(office: Office) -> None:
    number = ticket(office, Request(certain=False, hits={"topic": [Hit(word="Deutschkurs")]}))

    correct.correct(office, WEBER, number, version=1, field="topic", value="arbeit")

    after = row(office, number)
    assert (after.topic, after.topics, after.certain) == ("arbeit", ["arbeit"], True)
    with office.store.reading() as db:
        labels = db.exec(select(LabelRow).where(LabelRow.field == "topic").order_by(col(LabelRow.id))).all()
    assert [(r.value, r.author) for r in labels] == [("sprache", "rules"), ("arbeit", "weber")]
    detail = last_event(office).detail
    assert (detail["field"], detail["before"], detail["after"]) == ("topic", "sprache", "arbeit")
    assert detail["was"] == {"topic": "sprache", "topics": ["sprache"], "certain": False}, "what a step back restores"


def test_saying_the_same_confirms_it(office: Office) -> None:
    number = ticket(office, Request(certain=False))

    correct.correct(office, WEBER, number, version=1, field="topic", value="sprache")

    assert row(office, number).certain
    assert last_event(office).action == "confirmed"


def test_a_corrected_town_may_be_none_and_a_corrected_urgency_moves_the_ticket(office: Office) -> None:
    number = ticket(office, Request(urgency="normal", priority=20))

    correct.correct(office, WEBER, number, version=1, field="municipality", value=None)
    correct.correct(office, WEBER, number, version=2, field="urgency", value="high")

    after = row(office, number)
    assert after.municipality is None
    assert after.priority == sum(int(str(f["points"])) for f in after.factors) > 20
    assert "dringend" in {f["reason"] for f in after.factors}


@pytest.mark.parametrize(
    ("field", "value"), [("topic", "raumfahrt"), ("topic", None), ("urgency", ""), ("municipality", "köln")]
)
def test_unknown_values_are_refused(office: Office, field: correct.Field, value: str | None) -> None:
    number = ticket(office)

    with pytest.raises(BadInput):
        correct.correct(office, WEBER, number, version=1, field=field, value=value)

    assert row(office, number).version == 1


def test_done_reopened_and_put_aside(office: Office) -> None:
    number = ticket(office)

    status.close(office, WEBER, number, version=1)
    assert (row(office, number).status, row(office, number).closed_at) == ("closed", NOON)
    status.reopen(office, WEBER, number, version=2)
    status.wait(office, WEBER, number, version=3, until=NOON + timedelta(days=1))

    after = row(office, number)
    assert (after.status, after.due_at, after.closed_at) == ("waiting", NOON + timedelta(days=1), None)
    assert (last_event(office).detail["before"], last_event(office).detail["after"]) == ("open", "waiting")
    with pytest.raises(BadInput):
        status.wait(office, WEBER, number, version=4, until=NOON)


def test_notes_never_conflict_and_never_are_empty(office: Office) -> None:
    number = ticket(office)
    claim.claim(office, KLEIN, number, version=1)

    notes.add_note(office, WEBER, number, "  erste\r\nZeile\x00 ")
    notes.add_note(office, KLEIN, number, "zweite")
    for nothing in ("", "  \n", "\x00"):
        with pytest.raises(BadInput):
            notes.add_note(office, WEBER, number, nothing)

    with office.store.reading() as db:
        assert db.exec(select(Note.text).order_by(col(Note.id))).all() == ["erste\nZeile", "zweite"]
    assert row(office, number).version == 2, "a note does not make a colleague's form stale"


def test_an_absent_ticket_and_one_that_is_not_for_you_look_the_same(office: Office) -> None:
    number = ticket(office)

    for viewer, asked in ((WEBER, "KIM-2026-999999"), (NOBODY, number)):
        with pytest.raises(NotFound) as absent:
            claim.claim(office, viewer, asked, version=1)
        assert str(absent.value) == "ticket does not exist"


def test_events_hold_no_word_of_the_mail(office: Office) -> None:
    number = ticket(office, Request(subject="GEHEIMWORT", text="GEHEIMWORT", sender_name="GEHEIMWORT"))

    claim.claim(office, WEBER, number, version=1)
    correct.correct(office, WEBER, number, version=2, field="topic", value="wohnen")
    notes.add_note(office, WEBER, number, "GEHEIMWORT")
    status.close(office, WEBER, number, version=3)

    with office.store.reading() as db:
        events = db.exec(select(Event)).all()
    assert not [e for e in events if "GEHEIMWORT" in f"{e.why}{e.detail}"]


def test_an_opened_ticket_explains_itself(office: Office) -> None:
    user(office)
    first = ticket(office)
    number = ticket(
        office,
        Request(
            related=first,
            hits={
                "topic": [Hit(word="Deutschkurs", weight=3.0), Hit(word="Deutschkurs", field="subject", weight=2.0)],
                "municipality": [Hit(word="Nettetal", weight=4.0)],
                "runner_up": [Hit(word="suche", weight=1.0)],
                "cancelled": [Hit(word="Danke", weight=1.0)],
            },
        ),
    )

    with office.store.reading() as db:
        view = open_ticket(db, WEBER, number)

    topic, town, _urgency = view.why.reasons
    assert [(e.text, e.weight) for e in topic.answers[0].evidence] == [("Deutschkurs", 3.0), ("Deutschkurs", 2.0)]
    assert topic.answers[0].score == 5.0
    assert topic.runner_up is not None
    assert town.answers[0].score == 4.0
    assert [e.text for e in view.why.cancelled] == ["Danke"]
    assert [e.text for e in view.why.strongest] == ["Nettetal", "Deutschkurs"]
    assert [p.text for p in view.messages[0].fresh[0].parts if p.marked] == ["Deutschkurs", "Nettetal"]
    assert view.related == first
    assert [t.number for t in view.bundle.person.suggested] == [first]
    assert view.names["weber"] == "A. Weber"
