"""How Alembic reaches our tables: over the connection the caller hands in."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from sqlmodel.sql.sqltypes import AutoString

import models.tables  # noqa: F401 - importing them fills the metadata
from models.columns import METADATA


def _plain_text(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """SQLModel's own string type is SQLAlchemy's; a step that names the latter needs one import less."""
    if kind == "type" and isinstance(item, AutoString):
        return f"sa.String(length={item.length})" if item.length else "sa.String()"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=METADATA,
    render_as_batch=True,  # SQLite cannot alter a table in place
    compare_type=True,
    render_item=_plain_text,
    transaction_per_migration=True,  # a killed upgrade goes on with the step it was at
    on_version_apply=context.config.attributes.get("on_step"),
)
with context.begin_transaction():
    context.run_migrations()
