"""Does the database have the tables this program knows?"""

from __future__ import annotations

from importlib.resources import as_file, files
from typing import Any

from sqlalchemy import Connection, inspect, text

from triage.errors import SchemaTooNew
from triage.failpoints import failpoint
from triage.store import Store


def upgrade(store: Store) -> tuple[str | None, str]:
    """Bring the tables to the newest step; (step found, step now). Raises SchemaTooNew."""
    known = steps()
    with store.engine.connect() as connection:
        found = _found(connection)
        if found is not None and found not in known:
            raise SchemaTooNew(found)
        if found != known[-1]:
            _climb(connection)
    return found, known[-1]


def is_current(store: Store) -> bool:
    """Whether nothing is left to upgrade."""
    with store.engine.connect() as connection:
        return _found(connection) == steps()[-1]


def steps() -> list[str]:
    """Every step, oldest first. A step's file begins with its name, so that looking does not need Alembic."""
    names = (file.name for file in (files("models") / "migrations" / "versions").iterdir())
    return sorted(name.partition("_")[0] for name in names if name[:1].isdigit() and name.endswith(".py"))


def _found(connection: Connection) -> str | None:
    there = inspect(connection).has_table("alembic_version")
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar() if there else None
    connection.rollback()
    return found


def _climb(connection: Connection) -> None:
    from alembic import command  # needed once in a database's life: 11 MB and a tenth of a second at every start
    from alembic.config import Config

    with as_file(files("models") / "migrations") as folder:
        config = Config()
        config.set_main_option("script_location", str(folder))
        config.attributes["connection"] = connection
        config.attributes["on_step"] = _after_step
        command.upgrade(config, "head")
    connection.commit()


def _after_step(**_: Any) -> None:
    failpoint("migrate.step")
