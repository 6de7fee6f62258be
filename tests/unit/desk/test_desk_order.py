"""Does paging through a list show every row once, in each order, with ties, and while rows change?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event
from sqlmodel import Session, SQLModel, delete, select

import models.tables  # noqa: F401 - importing it registers every table
from models.ticket import Ticket
from triage.desk.order import DONE_SORTS, SORTS, Key, Sort, deadline_of, is_overdue, order_name
from triage.desk.queue import Filters, page
from triage.desk.visible import Viewer
from triage.store import Store

NOW = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)
WEBER = Viewer(name="weber", shown="A. Weber", role="mitarbeit")
MOMENTS = st.sampled_from([timedelta(hours=h) for h in (-30, -1, 0, 1, 5)])
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "priority": st.integers(0, 2),
            "opened_at": MOMENTS,
            "changed_at": MOMENTS,
            "due_at": st.none() | MOMENTS,
            "callback_until": st.none() | MOMENTS,
            "respond_by": st.none() | MOMENTS,
            "responded_at": st.none() | MOMENTS,
            "municipality": st.sampled_from([None, "kempen", "viersen", "outside"]),
        }
    ),
    max_size=12,
)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def store(request: pytest.FixtureRequest, tmp_path: Path, new_database: Callable[[], str]) -> Iterator[Store]:
    made = Store(new_database() if request.param == "postgresql" else f"sqlite:///{tmp_path}/order.db")
    SQLModel.metadata.create_all(made.engine)
    yield made
    made.close()


def filled(db: Session, rows: list[dict[str, object]], status: str = "open") -> list[str]:
    db.exec(delete(Ticket))
    for at, row in enumerate(rows):
        moments = {k: NOW + v for k, v in row.items() if isinstance(v, timedelta)}
        db.add(Ticket(**(row | moments), number=f"K-{at:03d}", mailbox="kim", channel="email", status=status))
    db.flush()
    return [f"K-{at:03d}" for at in range(len(rows))]


def pages(db: Session, filters: Filters, most: int, between: Callable[[], None] = lambda: None) -> Iterator[Ticket]:
    """Every row, page by page, the clock running on and `between` happening after each."""
    now, key = NOW, None
    while True:
        part = page(db, WEBER, filters, now, key, most=most)
        yield from part.tickets
        if part.next is None:
            return
        key = Key.parse(str(part.next))
        assert key == part.next
        now += timedelta(hours=2)
        between()


def test_every_row_is_shown_once_whatever_the_order(store: Store) -> None:
    @settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(rows=ROWS, most=st.integers(1, 5), sort=st.sampled_from(SORTS), status=st.sampled_from(["open", "closed"]))
    def check(rows: list[dict[str, object]], most: int, sort: Sort, status: str) -> None:
        with store.transaction() as db:
            wanted = filled(db, rows, status)
            filters = Filters(sort=sort, status=status)  # type: ignore[arg-type]  # one of the literals above

            seen = [t.number for t in pages(db, filters, most)]

            assert sorted(seen) == wanted
            whole = page(db, WEBER, filters, NOW, most=100)
            assert seen == [t.number for t in whole.tickets], "the pages follow the order of the whole"

    check()


def test_rows_that_stay_are_shown_once_while_others_change(store: Store) -> None:
    @settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(rows=ROWS, most=st.integers(1, 3), gone=st.sets(st.integers(0, 11)), sort=st.sampled_from(SORTS))
    def check(rows: list[dict[str, object]], most: int, gone: set[int], sort: Sort) -> None:
        with store.transaction() as db:
            wanted = filled(db, rows)
            leaving = [f"K-{at:03d}" for at in sorted(gone) if at < len(rows)]

            def between() -> None:
                """Somebody closes one ticket, and a new one comes in."""
                if leaving:
                    ticket = db.exec(select(Ticket).where(Ticket.number == leaving.pop())).one()
                    ticket.status = "closed"
                    db.add(ticket)
                if not new_ones:
                    return
                new_ones.pop()
                number = f"N-{len(db.exec(select(Ticket.id)).all())}"
                new = Ticket(
                    number=number, mailbox="kim", channel="email", priority=9, opened_at=NOW, changed_at=NOW, due_at=NOW
                )
                db.add(new)
                db.flush()

            new_ones = [1, 2, 3]
            staying = {n for n in wanted if n not in leaving}

            seen = [t.number for t in pages(db, Filters(sort=sort), most, between) if t.number.startswith("K")]

            assert len(seen) == len(set(seen))
            assert staying <= set(seen)

    check()


def test_overdue_stands_first_then_priority_then_the_nearer_deadline_then_age(store: Store) -> None:
    hour = timedelta(hours=1)
    rows: list[dict[str, object]] = [
        {"priority": 10, "opened_at": -hour, "changed_at": hour, "due_at": hour},
        {"priority": 10, "opened_at": -2 * hour, "changed_at": hour, "due_at": None},
        {"priority": 90, "opened_at": -hour, "changed_at": hour, "callback_until": 5 * hour},
        {"priority": 0, "opened_at": -hour, "changed_at": hour, "callback_until": -hour, "due_at": 5 * hour},
        {"priority": 10, "opened_at": -3 * hour, "changed_at": hour, "due_at": None},
    ]
    with store.transaction() as db:
        filled(db, rows)

        seen = page(db, WEBER, Filters(), NOW).tickets

    assert [t.number for t in seen] == ["K-003", "K-002", "K-000", "K-004", "K-001"]
    assert [is_overdue(t, NOW) for t in seen] == [True, False, False, False, False]
    assert deadline_of(seen[0]) == NOW - hour


def test_a_promised_answer_that_is_late_stands_first_until_it_is_given(store: Store) -> None:
    hour = timedelta(hours=1)
    rows: list[dict[str, object]] = [
        {"priority": 90, "opened_at": -hour, "changed_at": hour, "due_at": hour},
        {"priority": 0, "opened_at": -hour, "changed_at": hour, "respond_by": -hour, "due_at": 5 * hour},
        {"priority": 80, "opened_at": -hour, "changed_at": hour, "respond_by": -hour, "responded_at": -hour},
        {"priority": 70, "opened_at": -hour, "changed_at": hour, "respond_by": 2 * hour},
    ]
    with store.transaction() as db:
        filled(db, rows)

        seen = {sort: [t.number for t in page(db, WEBER, Filters(sort=sort), NOW).tickets] for sort in ("work", "due")}
        late = page(db, WEBER, Filters(due_by=NOW), NOW).tickets

    assert seen == {"work": ["K-001", "K-000", "K-002", "K-003"], "due": ["K-001", "K-000", "K-003", "K-002"]}
    assert [t.number for t in late] == ["K-001"]
    assert (is_overdue(late[0], NOW), deadline_of(late[0])) == (True, NOW - hour)


def test_towns_stand_in_their_order_and_unclear_ones_last(store: Store) -> None:
    rows: list[dict[str, object]] = [
        {"municipality": town, "opened_at": timedelta(0), "changed_at": timedelta(0)}
        for town in (None, "outside", "viersen", "brueggen")
    ]
    with store.transaction() as db:
        filled(db, rows)

        seen = page(db, WEBER, Filters(sort="town"), NOW).tickets

    assert [t.municipality for t in seen] == ["brueggen", "viersen", "outside", None]


def test_what_is_done_has_no_order_that_would_sort_all_of_it() -> None:
    assert {order_name(sort, done=True) for sort in SORTS} == {"done", "newest", "waiting"}
    assert {order_name(sort, done=True) for sort in SORTS if sort not in DONE_SORTS} == {"done"}


def test_the_key_of_another_order_begins_anew(store: Store) -> None:
    with store.transaction() as db:
        filled(db, [{"opened_at": timedelta(0), "changed_at": timedelta(0)} for _ in range(3)])
        key = page(db, WEBER, Filters(sort="newest"), NOW, most=1).next

        found = page(db, WEBER, Filters(sort="town"), NOW, key)

    assert len(found.tickets) == 3


@pytest.mark.parametrize("text", ["work", "nobody.1.2", "newest.1.2", "newest.1.x.3", f"newest.1.{'9' * 19}.3"])
def test_what_is_no_key_is_none(text: str) -> None:
    assert Key.parse(text) is None


def test_the_ids_of_a_page_are_found_in_an_index_alone(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path}/plan.db")
    SQLModel.metadata.create_all(store.engine)

    plans = {str(f): _plan(store, f) for f in (*(Filters(sort=s) for s in SORTS), Filters(language="ar"))}

    assert {
        f: p for f, p in plans.items() if not all("USING COVERING INDEX" in line for line in p if "ticket" in line)
    } == {}
    store.close()


@pytest.mark.parametrize("sort", DONE_SORTS)
def test_what_is_done_is_never_sorted_as_a_whole(tmp_path: Path, sort: Sort) -> None:
    store = Store(f"sqlite:///{tmp_path}/plan.db")
    SQLModel.metadata.create_all(store.engine)

    plan = _plan(store, Filters(status="closed", sort=sort))

    assert plan
    assert not [line for line in plan if "TEMP B-TREE" in line]
    store.close()


def _plan(store: Store, filters: Filters) -> list[str]:
    """How SQLite finds the ids of a page."""
    told: list[tuple[str, Any]] = []

    def listen(_connection: object, _cursor: object, statement: str, values: Any, *_rest: object) -> None:
        told.append((statement, values))

    event.listen(store.engine, "before_cursor_execute", listen)
    with store.reading() as db:
        page(db, WEBER, filters, NOW)
    event.remove(store.engine, "before_cursor_execute", listen)
    (asked,) = [
        (s, v) for s, v in told if s.startswith("SELECT ticket.id") and "ORDER BY" in s and "ticket.number" not in s
    ]
    with store.reading() as db:
        rows = db.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {asked[0]}", asked[1]).all()
    return [str(row[3]) for row in rows if "TEMP B-TREE" in str(row[3]) or "ticket" in str(row[3])]
