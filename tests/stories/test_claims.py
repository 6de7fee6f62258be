"""When everybody grabs the same tickets, has each of them exactly one owner, and do the others know?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bench.claims import is_fair, race
from tests.bench.desk import office_on
from triage.schema import upgrade
from triage.store import Store


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_of_eight_who_claim_a_ticket_one_has_it_and_seven_are_told(
    kind: str, tmp_path: Path, new_database: Callable[[], str]
) -> None:
    store = Store(new_database() if kind == "postgresql" else f"sqlite:///{tmp_path}/race.db")
    upgrade(store)

    found = race(office_on(store), clients=8, tickets=10)

    store.close()
    assert is_fair(found), found
