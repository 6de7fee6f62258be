"""The database: the only engine and the only commit of the product."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pydantic_core import to_json
from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlmodel import Session

# promises 2.9: every commit of the filing protocol survives a power cut, so FULL everywhere; WAL lets readers go on.
_SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=15000",
)
_READ_ONLY = "triage_read_only"


class Store:
    """An engine on SQLite or PostgreSQL that hands out transactions.

    On SQLite a writing transaction takes the write lock at once (BEGIN IMMEDIATE), so it never fails half-way with
    "database is locked"; a reading one is deferred and sees a stable snapshot.
    """

    def __init__(self, url: str, *, pool_size: int = 45) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite and self.url.database:
            Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)
        # The web server runs at most 40 threads (Starlette's default); each may hold one connection.
        # Errors never repeat a statement's values: they are what mails say (promises L8).
        self.engine: Engine = create_engine(
            self.url,
            pool_size=pool_size,
            max_overflow=5,
            pool_pre_ping=not self.is_sqlite,
            hide_parameters=True,
            json_serializer=_as_json,
        )
        if self.is_sqlite:
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)
        self._reader = self.engine.execution_options(**{_READ_ONLY: True})

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session that commits at the end of the block, or rolls back when the block raises."""
        with Session(self.engine, expire_on_commit=False) as db, db.begin():
            yield db

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session for looking only; nothing it changes is kept. What was read stays readable afterwards."""
        with Session(self._reader, expire_on_commit=False, autoflush=False) as db:
            yield db  # close() rolls back; an explicit rollback would expire every object read

    def ping(self) -> None:
        """Raise what the driver raises when the database does not answer."""
        with self._reader.connect() as connection:
            connection.execute(text("SELECT 1"))

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()


def _as_json(value: Any) -> str:
    return to_json(value).decode()


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself; _begin_sqlite does
    for pragma in _SQLITE_PRAGMAS:
        connection.execute(pragma)


def _begin_sqlite(connection: Connection) -> None:
    read_only = connection.get_execution_options().get(_READ_ONLY, False)
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")
