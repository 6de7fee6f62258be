"""Which number a ticket gets, and which numbers a subject names."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from triage.filing.number import next_numbers, numbers_in
from triage.schema import upgrade
from triage.store import Store

BERLIN = "Europe/Berlin"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(f"sqlite:///{tmp_path / 'n.db'}")
    upgrade(made)
    return made


@pytest.mark.parametrize(
    ("at", "year"),
    [
        (datetime(2026, 12, 31, 22, 59, 59, tzinfo=UTC), 2026),
        (datetime(2026, 12, 31, 23, 0, 0, tzinfo=UTC), 2027),
        (datetime(2027, 1, 1, 0, 0, 0, tzinfo=UTC), 2027),
        (datetime(2026, 6, 30, 22, 30, tzinfo=UTC), 2026),
    ],
)
def test_the_year_is_the_offices_not_greenwichs(store: Store, at: datetime, year: int) -> None:
    with store.transaction() as db:
        [number] = next_numbers(db, "KIM", [at], BERLIN)

    assert number == f"KIM-{year}-000001"


def test_each_year_counts_by_itself_and_without_gaps(store: Store) -> None:
    old, new = datetime(2026, 5, 1, tzinfo=UTC), datetime(2027, 5, 1, tzinfo=UTC)

    with store.transaction() as db:
        numbers = [number[4:] for number in next_numbers(db, "KIM", [old, new, old, new, old], BERLIN)]

    assert numbers == ["2026-000001", "2027-000001", "2026-000002", "2027-000002", "2026-000003"]


def test_a_number_of_a_transaction_that_failed_is_given_again(store: Store) -> None:
    at = datetime(2026, 5, 1, tzinfo=UTC)
    with store.transaction() as db:
        next_numbers(db, "KIM", [at], BERLIN)
        db.rollback()

    with store.transaction() as db:
        [number] = next_numbers(db, "KIM", [at], BERLIN)

    assert number == "KIM-2026-000001"


@pytest.mark.parametrize(
    ("subject", "found"),
    [
        ("AW: [KIM-2026-000123] Kurs", ("KIM-2026-000123",)),
        ("re: kim-2026-000123", ("KIM-2026-000123",)),
        ("KIM-2026-000123 und KIM-2026-000124 und KIM-2026-000123", ("KIM-2026-000123", "KIM-2026-000124")),
        ("KIM-2026-00012", ()),
        ("KIM-2026-0001234", ()),
        ("XKIM-2026-000123", ()),
        ("KIM-26-000123", ()),
        ("KIM 2026 000123", ()),
        ("KIM-٢٠٢٦-٠٠٠١٢٣", ()),
        ("ASYL-2026-000123", ()),
        ("", ()),
        ("x" * 2000 + " KIM-2026-000123", ()),
    ],
)
def test_numbers_are_found_only_as_we_write_them(subject: str, found: tuple[str, ...]) -> None:
    assert numbers_in(subject, "KIM") == found
