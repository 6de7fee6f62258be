"""Accounts are opened, changed and closed by whoever may, and every change is written down."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from models.person import Staff, StaffSession
from tests.web.seed import PASSWORD, office_in, user
from triage.desk import accounts, people, sessions, tokens
from triage.desk.sessions import Limits
from triage.errors import BadInput, NotFound
from triage.office import Office
from triage.testing import SettableClock

NEW = "ein neues langes passwort"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = office_in(tmp_path)
    user(made, "chef", "Die Chefin", "admin")
    user(made)
    return made


def session_of(office: Office, name: str = "weber", password: str = PASSWORD) -> str:
    staff = accounts.verify(office, name, password)
    assert staff is not None
    return sessions.start(office, staff, Limits())


def told(office: Office, name: str = "") -> list[tuple[str, str, str]]:
    with office.store.reading() as db:
        return [(change.actor, change.staff, change.action) for change in people.changes(db, name)]


def test_a_new_person_signs_in_with_a_password_that_is_good_for_a_day(office: Office) -> None:
    password = people.add_person(office, "chef", name="klein", role="leitung", shown=" B. Klein ")

    staff = accounts.verify(office, "klein", password)
    assert staff is not None
    assert (staff.shown, staff.role, staff.mailboxes, staff.circle) == ("B. Klein", "leitung", [], False)
    assert isinstance(office.clock, SettableClock)
    office.clock.advance(timedelta(hours=24))
    assert accounts.verify(office, "klein", password) is None
    assert told(office) == [("chef", "klein", "added")]
    with office.store.reading() as db:
        assert password not in str([change.detail for change in people.changes(db)])


def test_one_time_passwords_are_never_the_same(office: Office) -> None:
    given = {people.reset_password(office, "chef", "weber") for _ in range(8)}

    assert len(given) == 8
    assert all(len(password) == 19 for password in given)


@pytest.mark.parametrize(
    ("name", "role", "problem"),
    [("Weber", "mitarbeit", "name_form"), ("x", "mitarbeit", "name_form"), ("weber", "mitarbeit", "name_taken"),
     ("klein", "chefin", "unknown_role")],
)  # fmt: skip
def test_a_wrong_account_is_not_made(office: Office, name: str, role: str, problem: str) -> None:
    with pytest.raises(BadInput, match=problem):
        people.add_person(office, "chef", name=name, role=role)

    assert told(office) == []


def test_a_locked_person_is_out_at_once_and_so_are_their_programs(office: Office) -> None:
    browser, program = session_of(office), tokens.issue(office, "weber", "telefon", ["calls"])

    people.lock(office, "chef", "weber")
    people.lock(office, "chef", "weber")  # a second click changes nothing

    assert sessions.look_up(office, browser, Limits()) is None
    assert tokens.program_of(office, program) is None
    assert accounts.verify(office, "weber", PASSWORD) is None
    people.unlock(office, "chef", "weber")
    people.unlock(office, "chef", "weber")
    assert accounts.verify(office, "weber", PASSWORD) is not None
    assert sessions.look_up(office, browser, Limits()) is None, "the old session stays ended"
    assert tokens.program_of(office, program) is None, "the old token stays worthless"
    assert told(office, "weber") == [("chef", "weber", "unlocked"), ("chef", "weber", "locked")]


def test_nobody_locks_themselves_and_one_admin_remains(office: Office) -> None:
    with pytest.raises(BadInput, match="self_lock"):
        people.lock(office, "chef", "chef")
    with pytest.raises(BadInput, match="last_admin"):
        people.lock(office, "cli", "chef")
    with pytest.raises(BadInput, match="last_admin"):
        people.set_role(office, "chef", "chef", "mitarbeit")
    people.set_role(office, "chef", "chef", "admin")

    people.set_role(office, "chef", "weber", "admin")
    people.set_role(office, "weber", "chef", "mitarbeit")

    with office.store.reading() as db:
        assert people.person(db, "chef").role == "mitarbeit"


def test_a_locked_admin_does_not_count_as_the_one_that_remains(office: Office) -> None:
    people.set_role(office, "chef", "weber", "admin")
    people.lock(office, "chef", "weber")

    with pytest.raises(BadInput, match="last_admin"):
        people.set_role(office, "chef", "chef", "leitung")


def test_a_role_holds_from_the_next_request_on(office: Office) -> None:
    browser = session_of(office)

    people.set_role(office, "chef", "weber", "leitung")
    people.set_reach(office, "chef", "weber", circle=True, mailboxes=["kim", "kim"])
    people.set_reach(office, "chef", "weber", circle=True, mailboxes=["kim"])

    found = sessions.look_up(office, browser, Limits())
    assert found is not None
    assert (found.viewer.role, found.viewer.circle, found.viewer.mailboxes) == ("leitung", True, frozenset(("kim",)))
    assert [action for _, _, action in told(office)] == ["mailboxes", "circle", "role"]


def test_what_is_not_there_cannot_be_changed(office: Office) -> None:
    for change in (
        lambda: people.set_role(office, "chef", "niemand", "admin"),
        lambda: people.set_reach(office, "chef", "niemand", circle=True, mailboxes=[]),
        lambda: people.lock(office, "chef", "niemand"),
        lambda: people.unlock(office, "chef", "niemand"),
        lambda: people.reset_password(office, "chef", "niemand"),
    ):
        with pytest.raises(NotFound):
            change()
    with pytest.raises(BadInput, match="unknown_role"):
        people.set_role(office, "chef", "weber", "koenig")


def test_ones_own_password_is_changed_with_the_old_one_and_other_browsers_are_out(office: Office) -> None:
    here, elsewhere = session_of(office), session_of(office)

    accounts.change_password(office, "weber", old=PASSWORD, new=NEW, keep=sessions.hashed(here))

    assert sessions.look_up(office, here, Limits()) is not None
    assert sessions.look_up(office, elsewhere, Limits()) is None
    assert accounts.verify(office, "weber", PASSWORD) is None
    assert accounts.verify(office, "weber", NEW) is not None


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [("falsch", NEW, "password_wrong"), (PASSWORD, "kurz", "password_short"), (PASSWORD, "a" * 20, "password_easy"),
     (PASSWORD, PASSWORD, "password_same"), (PASSWORD, "x" * 300, "password_short")],
)  # fmt: skip
def test_a_bad_new_password_changes_nothing(office: Office, old: str, new: str, problem: str) -> None:
    other = session_of(office)

    with pytest.raises(BadInput, match=problem):
        accounts.change_password(office, "weber", old=old, new=new, keep="")

    assert accounts.verify(office, "weber", PASSWORD) is not None
    assert sessions.look_up(office, other, Limits()) is not None


def test_a_one_time_password_opens_nothing_until_it_is_replaced(office: Office) -> None:
    browser = session_of(office)
    given = people.reset_password(office, "chef", "weber")
    assert sessions.look_up(office, browser, Limits()) is None, "the old session ended"
    browser = session_of(office, password=given)
    before = sessions.look_up(office, browser, Limits())

    accounts.change_password(office, "weber", old=given, new=NEW, keep=sessions.hashed(browser))

    after = sessions.look_up(office, browser, Limits())
    assert before is not None
    assert after is not None
    assert (before.must_change, after.must_change) == (True, False)
    with office.store.reading() as db:
        assert db.exec(select(Staff.password_until).where(Staff.name == "weber")).one() is None
        assert len(db.exec(select(StaffSession)).all()) == 1


def test_gaps_are_named_only_where_somebody_works(tmp_path: Path) -> None:
    empty = office_in(tmp_path / "leer")

    with empty.store.reading() as db:
        assert people.gaps(db, ["kim"]).unwatched == ()
