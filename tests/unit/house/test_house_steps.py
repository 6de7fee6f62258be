"""Are the steps of the database what Alembic sees, and do they end at the tables of the models?"""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from models.columns import METADATA
from triage.schema import is_current, steps, upgrade
from triage.store import Store

MIGRATIONS = Path(__file__).parents[3] / "models" / "migrations"


def test_a_file_begins_with_the_name_of_its_step() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)

    assert steps() == [step.revision for step in reversed(list(scripts.walk_revisions()))]
    assert scripts.get_heads() == [steps()[-1]]


@pytest.mark.filterwarnings("ignore:.*expression-based index")  # SQLite cannot tell what it indexes
def test_the_steps_end_at_the_tables_of_the_models(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path}/steps.db")

    assert not is_current(store)
    assert upgrade(store) == (None, steps()[-1])
    assert is_current(store)
    assert upgrade(store) == (steps()[-1], steps()[-1])
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": _is_ours})
        assert compare_metadata(context, METADATA) == []


def _is_ours(name: str | None, _kind: str, _parents: object) -> bool:
    """Not the full-text table of SQLite, which models cannot describe."""
    return not (name or "").startswith("searchtext_fts")
