"""How is the database copied and put back? SQLite only: PostgreSQL brings tools of its own."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from triage.errors import BadInput, Refused
from triage.store import Store

_NEEDS_SQLITE = "Das geht nur mit SQLite. Für PostgreSQL gibt es pg_dump und pg_restore."


def copy_to(store: Store, target: Path) -> None:
    """A consistent copy while the database is in use (SQLite's online backup). Raises BadInput."""
    source = _file(store)
    if target.exists():
        raise BadInput([f"{target}: gibt es schon."])
    partial = target.with_name(f"{target.name}.part")
    partial.unlink(missing_ok=True)
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(partial)) as new:
        old.backup(new)
    partial.chmod(0o600)
    partial.rename(target)


def copy_of(store: Store) -> Path | None:
    """The copy made before an upgrade, beside the database; None when there is nothing to copy."""
    if not store.is_sqlite or not store.url.database or not Path(store.url.database).exists():
        return None
    source = Path(store.url.database)
    if source.stat().st_size == 0:
        return None
    number = 1
    while (target := source.with_name(f"{source.name}.before-upgrade-{number}")).exists():
        number += 1
    copy_to(store, target)
    return target


def restore_from(store: Store, source: Path, *, force: bool) -> None:
    """Put a copy in the database's place. Raises BadInput for what is no copy, Refused to replace without `force`."""
    target = _file(store)
    _check(source)
    if target.exists() and target.stat().st_size and not force:
        raise Refused(f"{target} gibt es schon; mit --force wird es ersetzt.")
    partial = target.with_name(f"{target.name}.part")
    partial.unlink(missing_ok=True)
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(partial)) as new:
        old.backup(new)
    for rest in ("-wal", "-shm"):
        target.with_name(target.name + rest).unlink(missing_ok=True)
    partial.replace(target)


def _check(source: Path) -> None:
    try:
        with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as connection:
            sound = connection.execute("PRAGMA quick_check").fetchone()[0] == "ok"
            tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.Error:
        raise BadInput([f"{source}: ist keine lesbare SQLite-Datei."]) from None
    if not sound or "arrival" not in tables:
        raise BadInput([f"{source}: ist keine unbeschädigte Sicherung dieses Programms."])


def _file(store: Store) -> Path:
    if not store.is_sqlite or not store.url.database:
        raise BadInput([_NEEDS_SQLITE])
    return Path(store.url.database)
