"""Does the database have the tables this program knows?"""

from __future__ import annotations

from importlib.resources import as_file, files
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from triage.errors import SchemaTooNew
from triage.failpoints import failpoint
from triage.store import Store


def upgrade(store: Store) -> tuple[str | None, str]:
    """Bring the tables to the newest step; (step found, step now). Raises SchemaTooNew."""
    with as_file(files("models") / "migrations") as folder, store.engine.connect() as connection:
        config = _config(str(folder), connection)
        steps = ScriptDirectory.from_config(config)
        found = _found(connection)
        head = steps.get_current_head()
        assert head is not None
        known = {step.revision for step in steps.walk_revisions()}
        if found is not None and found not in known:
            raise SchemaTooNew(found)
        if found != head:
            command.upgrade(config, "head")
            connection.commit()
        return found, head


def is_current(store: Store) -> bool:
    """Whether nothing is left to upgrade."""
    with as_file(files("models") / "migrations") as folder, store.engine.connect() as connection:
        head = ScriptDirectory.from_config(_config(str(folder), connection)).get_current_head()
        return _found(connection) == head


def _found(connection: Connection) -> str | None:
    found = MigrationContext.configure(connection).get_current_revision()
    connection.rollback()
    return found


def _config(folder: str, connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", folder)
    config.attributes["connection"] = connection
    config.attributes["on_step"] = _after_step
    return config


def _after_step(**_: Any) -> None:
    failpoint("migrate.step")
