"""The workbench: drafts of rules, verdicts, tickets labelled anew

Step 0011, after 0010.
"""

import sqlalchemy as sa
from alembic import op

from models.columns import UtcDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("message", sa.Column("circumstances", sa.JSON(), nullable=True))
    op.create_table(
        "rule_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("watch_from", UtcDateTime(timezone=True), nullable=True),
        sa.Column("watch_until", UtcDateTime(timezone=True), nullable=True),
        sa.Column("agreed_by", sa.String(length=64), nullable=True),
        sa.Column("agreed_revision", sa.Integer(), nullable=True),
        sa.Column("published_as", sa.Integer(), nullable=True),
        sa.Column("created_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("changed_at", UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_draft")),
    )
    op.create_index("ix_rule_draft_author", "rule_draft", ["author"])
    op.create_table(
        "rule_edit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("file", sa.String(length=200), nullable=False),
        sa.Column("rule", sa.String(length=120), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["rule_draft.id"], name=op.f("fk_rule_edit_draft_id_rule_draft")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_edit")),
        sa.UniqueConstraint("draft_id", "file", "rule", name=op.f("uq_rule_edit_draft_id_file_rule")),
    )
    op.create_table(
        "rule_verdict",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.Column("field", sa.String(length=16), nullable=False),
        sa.Column("value", sa.String(length=24), nullable=False),
        sa.Column("right", sa.Boolean(), nullable=False),
        sa.Column("author", sa.String(length=64), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["rule_draft.id"], name=op.f("fk_rule_verdict_draft_id_rule_draft")),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_rule_verdict_message_id_message")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_rule_verdict_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_verdict")),
        sa.UniqueConstraint(
            "message_id", "field", "value", "author", name=op.f("uq_rule_verdict_message_id_field_value_author")
        ),
    )
    op.create_index("ix_rule_verdict_ticket_id", "rule_verdict", ["ticket_id"])
    op.create_table(
        "rule_example",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=120), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(length=64), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("expires_at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_rule_example_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_example")),
        sa.UniqueConstraint("rule", "digest", name=op.f("uq_rule_example_rule_digest")),
    )
    op.create_index("ix_rule_example_ticket_id", "rule_example", ["ticket_id"])
    _resorts()


def _resorts() -> None:
    op.create_table(
        "resort",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=80), nullable=False),
        sa.Column("author", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("after_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("ended_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.String(length=64), nullable=True),
        sa.Column("undone_at", UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resort")),
    )
    op.create_table(
        "resort_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("resort_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["resort_id"], ["resort.id"], name=op.f("fk_resort_item_resort_id_resort")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_resort_item_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resort_item")),
        sa.UniqueConstraint("resort_id", "ticket_id", name=op.f("uq_resort_item_resort_id_ticket_id")),
    )
    op.create_index("ix_resort_item_ticket_id", "resort_item", ["ticket_id"])


def downgrade() -> None:
    for table in ("resort_item", "resort", "rule_example", "rule_verdict", "rule_edit", "rule_draft"):
        op.drop_table(table)
    op.drop_column("message", "circumstances")
