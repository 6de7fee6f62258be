"""Other programs hear of everything once it is durable, at least once, in order, and of nothing they need not know."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from models.delivery import Delivery
from models.ticket import Ticket
from tests.web.seed import NOON, Request, office_in, ticket, user
from triage.desk import claim, correct, notes
from triage.desk.visible import Viewer
from triage.errors import NotTold
from triage.filing.record import event
from triage.office import Hook, Office
from triage.telling import gather, tell_pass, undelivered
from triage.testing import SettableClock

WEBER = Viewer(name="weber", shown="A. Weber", role="mitarbeit")


@dataclass
class Board:
    """A listener in memory."""

    refuses: list[NotTold] = field(default_factory=list)
    heard: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def tell(self, key: str, body: bytes, at: datetime) -> None:
        if self.refuses:
            raise self.refuses.pop(0)
        self.heard.append((key, json.loads(body)))

    @property
    def types(self) -> list[str]:
        return [told["type"] for _, told in self.heard]


Open = Callable[..., tuple[Office, Board, SettableClock]]


@pytest.fixture
def desk(tmp_path: Path) -> Open:
    def make(*events: str) -> tuple[Office, Board, SettableClock]:
        clock, board = SettableClock(NOON), Board()
        hook = Hook(listener=board, events=frozenset(events or ("ticket", "change", "reply")))
        office = replace(office_in(tmp_path, clock), hooks={"board": hook})
        user(office)
        return office, board, clock

    return make


def open_one(office: Office, **other: Any) -> str:
    return ticket(office, Request(**other))


def test_a_new_hook_hears_only_what_happens_from_now_on(desk: Open) -> None:
    office, board, _ = desk()
    open_one(office)
    tell_pass(office)

    number = open_one(office)
    tell_pass(office)

    assert [told["data"]["number"] for _, told in board.heard] == [number]


def test_everything_is_told_once_and_in_order_without_a_word_of_anybody(desk: Open) -> None:
    office, board, _ = desk()
    tell_pass(office)
    number = open_one(office, subject="Geheimes Anliegen", sender_name="Olena Kovalenko")

    claim.claim(office, WEBER, number, version=1)
    notes.add_note(office, WEBER, number, "nur unter uns")
    correct.correct(office, WEBER, number, version=2, field="topic", value="wohnen")
    for _ in range(3):
        tell_pass(office)

    assert board.types == ["ticket.opened", "ticket.claimed", "ticket.noted", "ticket.corrected"]
    assert len({key for key, _ in board.heard}) == 4
    assert board.heard[-1][1]["data"] | {"topic": "wohnen"} == board.heard[-1][1]["data"]
    said = json.dumps(board.heard)
    assert not [word for word in ("Geheimes", "Olena", "unter uns", "weber", "example.org") if word in said]


@pytest.mark.parametrize(
    ("events", "heard"),
    [(("ticket",), ["ticket.opened"]), (("change",), ["ticket.claimed"]), (("reply",), [])],
)
def test_a_hook_hears_what_it_asked_for(desk: Open, events: tuple[str, ...], heard: list[str]) -> None:
    office, board, _ = desk(*events)
    tell_pass(office)

    claim.claim(office, WEBER, open_one(office), version=1)
    tell_pass(office)

    assert board.types == heard


@pytest.mark.parametrize("secret", [{"hidden": True}, {"protected": True}])
def test_machine_mail_and_protected_tickets_are_nobody_elses_business(desk: Open, secret: dict[str, bool]) -> None:
    office, board, _ = desk()
    tell_pass(office)
    number = open_one(office)
    with office.store.transaction() as db:
        row = db.exec(select(Ticket).where(Ticket.number == number)).one()
        for name, value in secret.items():
            setattr(row, name, value)

    tell_pass(office)

    assert board.heard == []


def test_what_was_refused_comes_again_under_the_same_key_and_nothing_overtakes_it(desk: Open) -> None:
    office, board, clock = desk()
    tell_pass(office)
    board.refuses = [NotTold("board", "answered 500", permanent=False)]
    claim.claim(office, WEBER, open_one(office), version=1)

    first = tell_pass(office).summary()
    waiting = undelivered(office, "board")
    clock.set(clock.now() + timedelta(minutes=2))
    second = tell_pass(office).summary()

    assert (first["delivered"], first["later"], waiting) == (0, 1, (1, "answered 500"))
    assert (second["delivered"], undelivered(office, "board")) == (2, (0, ""))
    assert board.types == ["ticket.opened", "ticket.claimed"]


def test_a_message_nobody_takes_for_three_days_is_given_up_and_the_rest_goes_on(desk: Open) -> None:
    office, board, clock = desk()
    tell_pass(office)
    board.refuses = [NotTold("board", "ReadTimeout", permanent=False) for _ in range(3)]
    open_one(office)
    tell_pass(office)

    clock.set(clock.now() + timedelta(days=2))
    tell_pass(office)
    clock.set(clock.now() + timedelta(days=2))
    counts = tell_pass(office).summary()
    open_one(office)
    tell_pass(office)

    assert counts["failed"] == 1
    assert undelivered(office, "board") == (1, "ReadTimeout")
    assert board.types == ["ticket.opened"]


def test_a_claim_whose_worker_died_is_taken_up_again(desk: Open) -> None:
    office, board, clock = desk()
    tell_pass(office)
    open_one(office)
    gather(office, "board", office.hooks["board"])
    with office.store.transaction() as db:
        for row in db.exec(select(Delivery)):
            row.state, row.claimed_at = "claimed", clock.now()

    tell_pass(office)
    before = len(board.heard)
    clock.set(clock.now() + timedelta(minutes=6))
    tell_pass(office)

    assert (before, len(board.heard)) == (0, 1)


def test_a_wave_is_told_whole_over_several_passes(desk: Open) -> None:
    office, board, _ = desk("ticket")
    tell_pass(office)
    with office.store.transaction() as db:
        row = db.exec(select(Ticket).where(Ticket.number == ticket(office, Request()))).one()
        assert row.id is not None
        for turn in range(700):
            event(db, row.id, at=office.clock.now(), action="opened" if turn % 2 else "noted", why="Probe")

    for _ in range(4):
        tell_pass(office)

    assert board.types == ["ticket.opened"] * 351


def test_what_was_delivered_long_ago_is_forgotten_and_not_told_again(desk: Open) -> None:
    office, board, clock = desk()
    tell_pass(office)
    open_one(office)
    tell_pass(office)

    clock.set(clock.now() + timedelta(days=31))
    for _ in range(2):
        tell_pass(office)
    with office.store.reading() as db:
        left = db.exec(select(Delivery)).all()

    assert (len(board.heard), list(left)) == (1, [])
