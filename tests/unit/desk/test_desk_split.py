"""A message becomes a ticket of its own and its message again; whatever is moved comes back row by row."""

from __future__ import annotations

import random
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from models.ticket import Ticket
from tests.unit.desk.rich import WEBER, actions, join, message_ids, only, part, picture, rich, ticket_row, version
from tests.web.seed import Request, message, office_in, ticket
from triage.desk import correct, notes
from triage.desk.split import split, unsplit
from triage.desk.ticket import open_ticket
from triage.errors import BadInput, Conflict
from triage.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return office_in(tmp_path)


def test_a_message_becomes_a_ticket_with_its_own_labels_and_answers(office: Office) -> None:
    home = rich(office, Request(sender_address="a@example.org", alarm=True))
    other = Request(
        subject="Noch etwas", sender_address="a@example.org", topic="wohnen", municipality="kempen", urgency="high"
    )
    key = message(office, home, other)

    new = split(office, WEBER, home, [key, 10**9], version=1)

    made, left = ticket_row(office, new), ticket_row(office, home)
    assert (made.topic, made.municipality, made.urgency, made.subject) == ("wohnen", "kempen", "high", "Noch etwas")
    assert (made.messages, left.messages, left.topic) == (1, 1, "sprache")
    assert made.alarm, "what might be danger is on both"
    assert not made.certain, "nobody was sure of this topic yet"
    assert message_ids(office, new) == [key]
    with office.store.reading() as db:
        view = open_ticket(db, WEBER, new)
    assert [reason.value for reason in view.why.reasons] == ["wohnen", "kempen", "high"]
    assert (actions(office, new), actions(office, home)[-1]) == (["split_from"], "split")
    whole = picture(office)
    assert [row["address"] for row in whole["participant"] if row["ticket_id"] == made.id] == ["a@example.org"]


def test_what_was_answered_by_hand_goes_with_the_message(office: Office) -> None:
    home = rich(office, Request(), further=1)
    first, _ = message_ids(office, home)

    new = split(office, WEBER, home, [first], version=1)

    key = ticket_row(office, new).id
    kinds = [(row["kind"], row["ticket_id"] == key) for row in picture(office)["outgoing"]]
    assert sorted(kinds) == [("acknowledgement", False), ("reply", True)]


def test_something_must_be_split_off_and_something_left(office: Office) -> None:
    home, foreign = ticket(office, Request()), ticket(office, Request())

    with pytest.raises(BadInput, match="split_none"):
        split(office, WEBER, home, message_ids(office, foreign), version=1)
    with pytest.raises(BadInput, match="split_all"):
        split(office, WEBER, home, message_ids(office, home), version=1)
    with pytest.raises(Conflict):
        split(office, WEBER, home, [1], version=5)


def test_a_split_is_not_undone_over_what_came_to_it(office: Office) -> None:
    home = rich(office, Request(), further=1)
    new = split(office, WEBER, home, message_ids(office, home)[1:], version=1)
    with pytest.raises(BadInput, match="split_absent"):
        unsplit(office, WEBER, home, version=version(office, home))
    notes.add_note(office, WEBER, new, "neu")

    with pytest.raises(BadInput, match="split_worked_on"):
        unsplit(office, WEBER, new, version=1)
    assert join(office, new, home) == home, "merging is what is left"


def test_a_split_undone_after_others_went_on_sums_anew(office: Office) -> None:
    home = ticket(office, Request())
    key = message(office, home, Request())
    new = split(office, WEBER, home, [key], version=1)
    correct.correct(office, WEBER, home, version=version(office, home), field="urgency", value="high")

    unsplit(office, WEBER, new, version=1)

    assert (ticket_row(office, home).messages, ticket_row(office, home).priority) == (2, 60 + 5)
    assert ticket_row(office, new).merged_into == ticket_row(office, home).id


# -- any order -------------------------------------------------------------------------------------------------------


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_whatever_is_merged_and_split_comes_back_row_by_row(seed: int) -> None:
    """Undone in the order in which it can be: the last first."""
    dice = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        office = office_in(Path(folder))
        tickets = [rich(office, _any(dice), further=dice.randrange(3)) for _ in range(5)]
        keys = {key for number in tickets if (key := ticket_row(office, number).id) is not None}
        pictures = []
        done: list[tuple[str, str]] = []
        for _ in range(6):
            pictures.append(picture(office))
            done.append(_anything(office, dice, [*tickets, *(new for what, new in done if what == "split")]))
        for what, number in reversed(done):
            before = pictures.pop()
            _undo(office, what, number)
            known = keys | {row["id"] for row in before["ticket"]}
            assert only(picture(office), known) == only(before, known)
        office.store.close()


def _any(dice: random.Random) -> Request:
    return Request(
        sender_address=dice.choice(["a@example.org", "b@example.org"]),
        urgency=dice.choice(["high", "normal", "low"]),
        alarm=dice.random() < 0.3,
        status=dice.choice(["open", "open", "closed"]),
        due_in=dice.choice([None, timedelta(days=1), timedelta(days=-1)]),
        phone=dice.choice(["", "02152 123456"]),
        assigned_to=dice.choice([None, "weber"]),
        hidden=dice.random() < 0.2,
    )


def _anything(office: Office, dice: random.Random, numbers: list[str]) -> tuple[str, str]:
    """Merge two, or split one; what was done and to which."""
    with office.store.reading() as db:
        standing = [t.number for t in db.exec(select(Ticket).where(col(Ticket.merged_into).is_(None)))]
    here = [number for number in numbers if number in standing]
    number = dice.choice(here)
    messages = message_ids(office, number)
    if len(messages) > 1 and dice.random() < 0.5:
        some = dice.sample(messages, dice.randrange(1, len(messages)))
        return "split", split(office, WEBER, number, some, version=version(office, number))
    if len(here) < 2:
        return "nothing", number
    join(office, number, dice.choice([n for n in here if n != number]))
    return "merge", number


def _undo(office: Office, what: str, number: str) -> None:
    if what == "merge":
        with office.store.reading() as db:
            holder = open_ticket(db, WEBER, number).ticket.number
        part(office, holder, number)
    elif what == "split":
        unsplit(office, WEBER, number, version=version(office, number))
