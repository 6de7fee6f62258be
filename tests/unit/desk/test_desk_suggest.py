"""What a call would become is said before it is stored, and never in the way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from sqlmodel import select

from models.arrival import Arrival
from tests.web.seed import NOON, PlainUnderstanding, Request, office_in, ticket
from triage.desk.suggest import as_written, suggest, words
from triage.desk.visible import Viewer
from triage.errors import MailboxDown, NotUnderstood, WorkerLost
from triage.office import Office
from triage.values import Arrival as Raw
from triage.values import CallNote, Evidence, Label, Understood

WEBER = Viewer(name="weber", shown="A. Weber", role="mitarbeit")
NOBODY = Viewer(name="x", shown="", role="")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return office_in(tmp_path)


def call(note: str = "fragt nach kurs", phone: str = "", caller: str = "") -> CallNote:
    return CallNote(note=note, received_at=NOON, phone=phone, caller=caller)


class Lost(PlainUnderstanding):
    """Has lost its worker."""

    def __call__(self, arrivals: Sequence[Raw]) -> Iterator[Understood | NotUnderstood]:
        return iter([WorkerLost("das Lesen ist abgestürzt")])


class Away(PlainUnderstanding):
    """Cannot be asked at all."""

    def __call__(self, arrivals: Sequence[Raw]) -> Iterator[Understood | NotUnderstood]:
        raise MailboxDown("kim", "understanding", "gone")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("02162/39-1234", "02162 391234"),
        ("+49 2162 391234", "02162 391234"),
        ("0049216239 1234", "02162 391234"),
        ("0151 23456789", "01512 3456789"),
        ("+31 77 354 1234", "+31 77 354 1234"),
        ("110", ""),
        ("kommt vorbei", ""),
        ("", ""),
    ],
)
def test_a_number_is_shown_as_people_write_it(typed: str, shown: str) -> None:
    assert as_written(typed) == shown


def test_the_strongest_words_stand_for_a_label_each_once() -> None:
    def piece(text: str, weight: float) -> Evidence:
        return Evidence(field="body", start=0, end=1, text=text, rule="x", weight=weight)

    pieces = (
        piece("b1", 0.5),
        piece("b1  kurs", 3),
        piece("Fahrschule", -2),
        piece("Kempen", 1),
        piece("deutsch", 0.7),
    )
    label = Label(id="sprache", score=4, evidence=pieces)

    assert words(label) == ("b1 kurs", "Kempen")
    assert words(pieces[1]) == ("b1 kurs",)
    assert words(None) == ()


def test_a_caller_is_known_by_any_spelling_of_the_number(office: Office) -> None:
    first = ticket(office, Request(phone="02162 391234", sender_name="O. Kovalenko", channel="phone"))
    done = ticket(office, Request(phone="+49216239-1234", sender_name="Olena K.", channel="phone", status="closed"))

    found = suggest(office, WEBER, call(phone="0049 2162/39-12 34"))

    assert [t.number for t in found.known] == [done, first]
    assert found.caller == "Olena K."
    assert [t.number for t in found.similar] == [first]
    assert found.labels is not None


def test_an_open_request_under_the_same_name_is_offered_and_a_short_name_asks_nothing(office: Office) -> None:
    number = ticket(office, Request(sender_name="Kovalenko"))
    ticket(office, Request(sender_name="Ko"))

    assert [t.number for t in suggest(office, WEBER, call(caller="kovalenko")).similar] == [number]
    assert suggest(office, WEBER, call(caller="Ko")).similar == ()


def test_nobody_is_told_of_tickets_they_may_not_see(office: Office) -> None:
    ticket(office, Request(phone="02162 391234", sender_name="Kovalenko"))

    found = suggest(office, NOBODY, call(phone="02162 391234", caller="Kovalenko"))

    assert (found.known, found.similar, found.caller) == ((), (), "")


@pytest.mark.parametrize("broken", [Lost(), Away()])
def test_rules_that_cannot_be_asked_leave_the_rest(office: Office, broken: PlainUnderstanding) -> None:
    number = ticket(office, Request(phone="02162 391234"))
    office = replace(office, at_once=broken)

    found = suggest(office, WEBER, call(note="bitte um rückruf", phone="02162 391234"))

    assert found.labels is None
    assert found.callback is not None
    assert [t.number for t in found.known] == [number]


def test_nothing_is_stored_and_an_empty_note_asks_no_rules(office: Office) -> None:
    assert suggest(replace(office, at_once=Away()), WEBER, call(note="")).labels is None
    suggest(office, WEBER, call())

    with office.store.reading() as db:
        assert db.exec(select(Arrival)).all() == []
