"""Who works here, are they signed in, and has somebody guessed too often?"""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest
from sqlmodel import select

from models.person import SignInFailure, Staff, StaffSession
from tests.web.seed import PASSWORD, office_in, user
from triage.desk import accounts, sessions
from triage.desk.sessions import Limits
from triage.desk.throttle import MOST, Throttle
from triage.errors import BadInput
from triage.office import Office
from triage.testing import SettableClock


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock()


@pytest.fixture
def office(tmp_path: Path, clock: SettableClock) -> Office:
    return office_in(tmp_path, clock)


def signed_in(office: Office) -> str:
    user(office)
    staff = accounts.verify(office, "weber", PASSWORD)
    assert staff is not None
    return sessions.start(office, staff, Limits())


def test_the_right_password_opens_and_every_other_does_not(office: Office) -> None:
    user(office)

    assert accounts.verify(office, " Weber ", PASSWORD) is not None
    for name, password in (("weber", "falsch"), ("weber", ""), ("niemand", PASSWORD), ("weber", "x" * 100_000)):
        assert accounts.verify(office, name, password) is None


def test_passwords_are_kept_as_argon2id_and_not_in_words(office: Office) -> None:
    user(office)

    with office.store.reading() as db:
        kept = db.exec(select(Staff.password)).one()

    assert kept.startswith("$argon2id$")
    assert PASSWORD not in kept


def test_an_unknown_name_takes_as_long_as_a_known_one(office: Office) -> None:
    user(office)

    def took(name: str) -> float:
        began = time.process_time()  # work, whoever else keeps the machine busy
        accounts.verify(office, name, "falsches-passwort")
        return time.process_time() - began

    known, unknown = (sorted(took(name) for _ in range(5))[2] for name in ("weber", "niemand"))
    assert 0.5 < known / unknown < 2


def test_a_closed_account_does_not_open(office: Office) -> None:
    token = signed_in(office)
    with office.store.transaction() as db:
        db.exec(select(Staff)).one().active = False

    assert accounts.verify(office, "weber", PASSWORD) is None
    assert sessions.look_up(office, token, Limits()) is None


def test_all_problems_of_a_new_account_come_at_once(office: Office) -> None:
    with pytest.raises(BadInput) as refused:
        accounts.add_user(office, name="A B", password="kurz", role="chef")

    assert len(refused.value.problems) == 3
    user(office)
    with pytest.raises(BadInput, match="gibt es schon"):
        accounts.add_user(office, name="weber", password=PASSWORD, role="mitarbeit")


def test_only_the_hash_of_a_session_is_kept_and_each_is_new(office: Office) -> None:
    first = signed_in(office)
    staff = accounts.verify(office, "weber", PASSWORD)
    assert staff is not None
    second = sessions.start(office, staff, Limits())

    with office.store.reading() as db:
        kept = set(db.exec(select(StaffSession.token)).all())

    assert kept == {sessions.hashed(first), sessions.hashed(second)}
    assert first != second
    assert len(first) >= 43, "256 bits"


def test_a_session_ends_when_idle_when_old_and_when_left(office: Office, clock: SettableClock) -> None:
    token = signed_in(office)

    for _ in range(19):
        clock.advance(timedelta(minutes=29))
        assert sessions.look_up(office, token, Limits()) is not None
    clock.advance(timedelta(minutes=31))
    assert sessions.look_up(office, token, Limits()) is None, "idle"

    staff = accounts.verify(office, "weber", PASSWORD)
    assert staff is not None
    token = sessions.start(office, staff, Limits())
    for _ in range(21):
        clock.advance(timedelta(minutes=29))
        sessions.look_up(office, token, Limits())
    assert sessions.look_up(office, token, Limits()) is None, "ten hours"

    token = sessions.start(office, staff, Limits())
    sessions.end(office, token)
    assert sessions.look_up(office, token, Limits()) is None, "signed out"


def test_ten_tries_are_let_through_and_the_eleventh_waits(office: Office, clock: SettableClock) -> None:
    throttle = Throttle(b"k" * 32)

    tries = [throttle.admit(office, account="weber", address=f"10.0.0.{i}") for i in range(MOST + 3)]
    assert [t is not None for t in tries] == [True] * MOST + [False] * 3
    assert throttle.admit(office, account="klein", address="10.0.0.1") is not None, "others are not locked out"
    clock.advance(timedelta(minutes=15, seconds=1))

    assert throttle.admit(office, account="weber", address="10.0.0.1") is not None, "no lasting lock-out"


def test_one_address_cannot_try_many_names(office: Office) -> None:
    throttle = Throttle(b"k" * 32)

    tries = [throttle.admit(office, account=f"name{i}", address="10.0.0.1") for i in range(MOST + 1)]

    assert tries[-1] is None


def test_parallel_tries_count_too(office: Office) -> None:
    throttle, admitted = Throttle(b"k" * 32), []

    def attempt(i: int) -> None:
        admitted.append(throttle.admit(office, account="weber", address=f"10.0.0.{i}"))

    hands = [Thread(target=attempt, args=(i,)) for i in range(30)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()

    assert sum(a is not None for a in admitted) <= MOST


def test_a_right_password_is_forgiven_and_nobody_is_named(office: Office) -> None:
    throttle = Throttle(b"k" * 32)

    for _ in range(MOST * 2):
        row = throttle.admit(office, account="weber", address="10.0.0.1")
        assert row is not None
        throttle.forgive(office, row)
    throttle.admit(office, account="weber", address="10.0.0.1")

    with office.store.reading() as db:
        kept = db.exec(select(SignInFailure)).one()
    assert "weber" not in kept.account
    assert "10.0" not in kept.address
