"""An office on each database whose rules are small, published, and followed by whoever understands for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.unit.pipeline.offices import office_on
from tests.unit.tuning.ruled import A, Ruled, rulebook
from triage.office import Office
from triage.tuning import versions


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def ruled(request: pytest.FixtureRequest, tmp_path: Path, new_database: Callable[[], str]) -> Iterator[Office]:
    """Version 2 of its rules knows courses as `sprache`, and nothing else."""
    understanding = Ruled()
    url = new_database() if request.param == "postgresql" else f"sqlite:///{tmp_path}/office.db"
    made = office_on(url, understand=understanding)
    understanding.store = made.store
    versions.publish(made, "klein", rulebook(A), onto=0, note="klein anfangen")
    yield made
    made.store.close()
