"""What those who lead say of a foreseen label is kept, of requests they may see."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from sqlmodel import select

from models.message import Message
from models.ticket import Ticket
from models.workbench import RuleVerdict
from tests.web.house import House, house


@pytest.fixture
def made(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path, "own", "foreign", "protected") as found:
        yield found


def judged(made: House, key: str, right: str) -> httpx.Response:
    with made.office.store.reading() as db:
        ticket = db.exec(select(Ticket.id).where(Ticket.number == made.tickets[key].number)).one()
        message = db.exec(select(Message.id).where(Message.ticket_id == ticket)).one()
    form = {"csrf": made.csrf["leitung"], "message": str(message), "value": "wohnen", "right": right}
    return made.browsers["leitung"].post("/regeln/urteil", data=form)


def test_a_verdict_is_kept_and_the_last_one_counts(made: House) -> None:
    assert [judged(made, "own", right).status_code for right in ("true", "false")] == [200, 200]

    with made.office.store.reading() as db:
        [verdict] = db.exec(select(RuleVerdict)).all()
        assert (verdict.value, verdict.right, verdict.author) == ("wohnen", False, "leitung")
        assert db.exec(select(Ticket.topic).where(Ticket.number == made.tickets["own"].number)).one() != "wohnen"


def test_a_request_one_may_not_see_is_not_judged(made: House) -> None:
    assert judged(made, "protected", "true").status_code == 404

    with made.office.store.reading() as db:
        assert db.exec(select(RuleVerdict)).all() == []
