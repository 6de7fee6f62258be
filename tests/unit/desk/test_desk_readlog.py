"""Who looked stands in a chain nobody can change, shorten or reorder unnoticed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import select

from models.readlog import ReadEntry
from models.ticket import Ticket
from tests.web.seed import Request, office_in, ticket
from triage.desk.readlog import PAGE, all_lines, lines, looked, looked_by_id, note, verify
from triage.office import Office
from triage.testing import SettableClock


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return office_in(tmp_path)


def fill(office: Office, many: int = 6) -> None:
    for at in range(many):
        note(office, ("weber", "klein")[at % 2], [at + 1], "read")
        assert isinstance(office.clock, SettableClock)
        office.clock.advance(timedelta(seconds=1))


def change(office: Office, *statements: str) -> None:
    with office.store.engine.begin() as raw:
        for statement in statements:
            raw.execute(text(statement))


def broken(office: Office) -> tuple[int, ...]:
    with office.store.reading() as db:
        return verify(db).broken


def test_an_untouched_chain_is_whole_and_its_newest_seal_is_told(office: Office) -> None:
    fill(office)

    with office.store.reading() as db:
        verdict = verify(db)
        newest = db.get(ReadEntry, 6)

    assert newest is not None
    assert (verdict.entries, verdict.broken, verdict.seal) == (6, (), newest.sealed)


def test_a_log_nobody_wrote_to_is_whole(office: Office) -> None:
    with office.store.reading() as db:
        assert verify(db) == verify(db)
        assert (verify(db).entries, verify(db).broken, verify(db).seal) == (0, (), "")


@pytest.mark.parametrize(
    ("statements", "at"),
    [
        (["UPDATE readlog SET staff = 'mueller' WHERE id = 3"], (3,)),
        (["UPDATE readlog SET ticket_id = 99 WHERE id = 3"], (3,)),
        (["UPDATE readlog SET ticket_id = NULL WHERE id = 3"], (3,)),
        (["UPDATE readlog SET at = '2020-01-01 00:00:00.000000' WHERE id = 3"], (3,)),
        (["UPDATE readlog SET action = 'log' WHERE id = 3"], (3,)),
        (["DELETE FROM readlog WHERE id = 3"], (4,)),
        (["DELETE FROM readlog WHERE id = 1"], (2,)),
        (["DELETE FROM readlog WHERE id >= 5"], (5,)),
        (["DELETE FROM readlog"], (1,)),
        (["DELETE FROM readlog WHERE id = 3", "UPDATE readlog SET id = id - 1 WHERE id > 3"], (3, 4, 5, 6)),
        (["UPDATE readlog SET id = 0 WHERE id = 2", "UPDATE readlog SET id = 2 WHERE id = 3",
          "UPDATE readlog SET id = 3 WHERE id = 0"], (2, 3, 4)),
        (["INSERT INTO readlog (id, at, staff, ticket_id, action, sealed) "
          "VALUES (7, '2026-11-20 11:00:00', 'x', 1, 'read', 'ab')"], (7, 8)),
    ],
)  # fmt: skip
def test_whatever_is_changed_removed_swapped_or_put_in_is_found(
    office: Office, statements: list[str], at: tuple[int, ...]
) -> None:
    fill(office)

    change(office, *statements)

    assert broken(office)[: len(at)] == at


def test_many_who_look_at_once_keep_one_chain(office: Office) -> None:
    with ThreadPoolExecutor(8) as crowd:
        list(crowd.map(lambda at: note(office, f"w{at % 3}", [at, at + 1], "read"), range(40)))

    with office.store.reading() as db:
        verdict = verify(db)
    assert (verdict.entries, verdict.broken) == (80, ())


def test_only_protected_tickets_are_written_down(office: Office) -> None:
    numbers = [ticket(office, Request(protected=protected)) for protected in (True, False)]
    with office.store.reading() as db:
        rows = list(db.exec(select(Ticket).order_by(Ticket.number)))  # type: ignore[arg-type]  # a column

    looked(office, "weber", rows, "search")
    for row in rows:
        assert row.id is not None
        looked_by_id(office, "weber", row.id, "attachment")
    looked_by_id(office, "weber", 4711, "attachment")

    with office.store.reading() as db:
        found = [(line.number, line.entry.action) for line in all_lines(db)]
    assert found == [(numbers[0], "search"), (numbers[0], "attachment")]


def test_the_log_is_read_by_person_and_by_ticket_newest_first(office: Office) -> None:
    number = ticket(office, Request(protected=True))
    for name in ("weber", "klein"):
        looked_by_id(office, name, 1, "read")
    note(office, "klein", [None], "log")

    with office.store.reading() as db:
        assert [(line.entry.staff, line.number) for line in lines(db)] == [
            ("klein", None), ("klein", number), ("weber", number),
        ]  # fmt: skip
        assert [line.entry.action for line in lines(db, staff="klein")] == ["log", "read"]
        assert [line.entry.staff for line in lines(db, number=number)] == ["klein", "weber"]
        assert [line.entry.staff for line in lines(db, before=2)] == ["weber"]
        assert lines(db, number="KIM-2026-999999") == []


def test_pages_end_where_the_next_begin(office: Office) -> None:
    note(office, "weber", list(range(PAGE + 30)), "read")

    with office.store.reading() as db:
        first = lines(db)[:PAGE]
        second = lines(db, before=first[-1].entry.id)

    assert (len(first), len(second)) == (PAGE, 30)
