"""What staff said of a label stands beside what the rules had said, for those who may see the ticket."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlmodel import col, select

from models.label import LabelRow
from models.message import Message
from models.ticket import Ticket
from models.workbench import RuleVerdict
from tests.web.seed import NOON, Request, office_in, ticket, user
from triage.desk.correct import correct
from triage.desk.merge import merge
from triage.desk.visible import Viewer, seen_by
from triage.office import Office
from triage.testing import SettableClock
from triage.tuning.judged import Judged, judged

KLEIN = Viewer(name="klein", shown="B. Klein", role="leitung")
CIRCLE = Viewer(name="kreis", shown="C. Kreis", role="leitung", circle=True)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return office_in(tmp_path, SettableClock(NOON))


def said(office: Office, viewer: Viewer = KLEIN, **more: datetime | int) -> list[Judged]:
    with office.store.reading() as db:
        return judged(db, partial(seen_by, viewer), **more)  # type: ignore[arg-type]  # one of both kinds at a time


def version(office: Office, number: str) -> int:
    with office.store.reading() as db:
        return db.exec(select(Ticket.version).where(Ticket.number == number)).one()


def correction(office: Office, number: str, value: str | None, field: str = "topic", viewer: Viewer = KLEIN) -> None:
    assert isinstance(office.clock, SettableClock)
    office.clock.advance(timedelta(minutes=1))
    correct(office, viewer, number, version=version(office, number), field=field, value=value)  # type: ignore[arg-type]  # a parameter


def verdict(office: Office, number: str, value: str, *, right: bool, author: str = "klein") -> None:
    assert isinstance(office.clock, SettableClock)
    office.clock.advance(timedelta(minutes=1))
    with office.store.transaction() as db:
        message = db.exec(
            select(Message).join(Ticket, col(Message.ticket_id) == Ticket.id).where(Ticket.number == number)
        ).first()
        assert message is not None
        assert message.id is not None
        db.add(
            RuleVerdict(
                ticket_id=message.ticket_id, message_id=message.id, field="topic", value=value, right=right,
                author=author, at=office.clock.now(),
            )
        )  # fmt: skip


def test_a_correction_a_confirmation_and_the_rules_stand_side_by_side(office: Office) -> None:
    wrong, right = ticket(office, Request(topic="sprache")), ticket(office, Request(topic="wohnen"))
    ticket(office)  # nobody says anything of this one

    correction(office, wrong, "arbeit")
    correction(office, right, "wohnen")

    assert [(one.number, one.rules, one.staff, one.right) for one in said(office)] == [
        (right, "wohnen", "wohnen", True),
        (wrong, "sprache", "arbeit", False),
    ]


def test_the_newest_word_holds_whoever_said_it(office: Office) -> None:
    number = ticket(office, Request(topic="sprache"))

    correction(office, number, "arbeit")
    correction(office, number, "bildung", viewer=CIRCLE)

    assert [(one.rules, one.staff) for one in said(office)] == [("sprache", "bildung")]


def test_no_place_is_an_answer_too(office: Office) -> None:
    named, nowhere = ticket(office, Request(municipality="kempen")), ticket(office, Request(municipality=None))

    correction(office, named, None, "municipality")
    correction(office, nowhere, "viersen", "municipality")

    assert [(one.rules, one.staff) for one in said(office)] == [("", "viersen"), ("kempen", "")]


def test_a_verdict_says_what_is_right_or_only_what_is_not(office: Office) -> None:
    right, wrong, other = (ticket(office, Request(topic="sprache")) for _ in range(3))

    verdict(office, right, "sprache", right=True)
    verdict(office, wrong, "sprache", right=False)
    verdict(office, other, "arbeit", right=False)

    assert [(one.staff, one.denied, one.right) for one in said(office)] == [
        (None, ("arbeit",), None),
        (None, ("sprache",), False),
        ("sprache", (), True),
    ]


def test_a_later_verdict_takes_an_earlier_answer_back(office: Office) -> None:
    number = ticket(office, Request(topic="sprache"))

    correction(office, number, "arbeit")
    verdict(office, number, "arbeit", right=False)
    verdict(office, number, "wohnen", right=True)
    verdict(office, number, "arbeit", right=False, author="weber")

    assert [(one.staff, one.denied) for one in said(office)] == [("wohnen", ("arbeit",))]


def test_what_the_rules_said_afterwards_is_not_what_was_corrected(office: Office) -> None:
    number = ticket(office, Request(topic="sprache"))
    correction(office, number, "arbeit")

    with office.store.transaction() as db:
        old = db.exec(select(LabelRow).where(LabelRow.author == "rules", LabelRow.field == "topic")).one()
        later = office.clock.now() + timedelta(days=1)
        db.add(LabelRow(ticket_id=old.ticket_id, message_id=old.message_id, field="topic", value="arbeit", at=later))

    assert [(one.rules, one.rulebook) for one in said(office)] == [("sprache", "sha256:0123456789abcdef")]


def test_protected_tickets_teach_only_those_who_may_see_them(office: Office) -> None:
    user(office, "kreis", role="leitung")
    with office.store.transaction() as db:
        from models.person import Staff

        db.exec(select(Staff).where(Staff.name == "kreis")).one().circle = True
    number = ticket(office, Request(topic="sprache", protected=True))
    correction(office, number, "arbeit", viewer=CIRCLE)

    assert said(office) == []
    assert [one.number for one in said(office, CIRCLE)] == [number]


def test_what_is_older_or_too_much_is_left_out(office: Office) -> None:
    first, second = ticket(office), ticket(office)
    correction(office, first, "arbeit")
    between = office.clock.now() + timedelta(seconds=30)
    correction(office, second, "arbeit")

    assert [one.number for one in said(office, since=between)] == [second]
    assert [one.number for one in said(office, most=1)] == [second]


def test_a_ticket_that_was_merged_away_has_no_message_to_learn_from(office: Office) -> None:
    source, target = ticket(office, Request(topic="sprache")), ticket(office)
    correction(office, source, "arbeit")

    merge(office, KLEIN, source, into=target, version=version(office, source))

    assert said(office) == []
