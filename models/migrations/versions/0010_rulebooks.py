"""Versions of the rules

Step 0010, after 0009.
"""

import sqlalchemy as sa
from alembic import op

import models.columns

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rulebook",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("replaces", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("restores", sa.Integer(), nullable=True),
        sa.Column("digest", sa.String(length=80), nullable=False),
        sa.Column("texts", sa.LargeBinary(), nullable=False),
        sa.Column("author", sa.String(length=64), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.Column("at", models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rulebook")),
        sa.UniqueConstraint("replaces", name=op.f("uq_rulebook_replaces")),
    )
    op.create_index("ix_rulebook_digest", "rulebook", ["digest"])


def downgrade() -> None:
    op.drop_table("rulebook")
