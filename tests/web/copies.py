"""How does a test get a database that is made already? Making one costs a second, copying it a millisecond."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlmodel import SQLModel

import models.tables  # noqa: F401 - importing it registers every table
from triage.desk import accounts
from triage.schema import upgrade
from triage.store import Store

NAME = "desk.db"


@cache
def tables() -> bytes:
    """A database with every table and no row."""
    with TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{Path(folder) / NAME}")
        SQLModel.metadata.create_all(store.engine)
        store.close()
        return octets(Path(folder) / NAME)


@cache
def migrated() -> bytes:
    """A database brought to its newest step, as a real one is."""
    with TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{Path(folder) / NAME}")
        upgrade(store)
        store.close()
        return octets(Path(folder) / NAME)


def octets(file: Path) -> bytes:
    """The database in that file, also what its log still holds."""
    with sqlite3.connect(file) as db:
        kept = db.serialize()
    db.close()
    return kept


@cache
def filled(fill: Callable[[Path], Any]) -> tuple[bytes, Any]:
    """What `fill` leaves in a folder of its own, done once in a process, and what it returned."""
    with TemporaryDirectory() as folder:
        made = fill(Path(folder))
        return octets(Path(folder) / NAME), made


@cache
def kept_of(password: str) -> str:
    """The product's own hash, with all its cost, once in a process."""
    return accounts.hash_of(password)
