"""Indexes from which the overview is counted alone, and those a ticket's page asks

Step 0012, after 0011.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

OPENED = ["opened_at", "hidden", "topic", "municipality", "language", "channel", "protected", "mailbox"]
CLOSED = ["closed_at", "hidden", "opened_at", "protected", "mailbox"]
PROMISED = ["opened_at", "hidden", "topic", "respond_by", "responded_at", "protected", "mailbox"]
PARTIAL = {
    "ix_ticket_promised": (PROMISED, "respond_by IS NOT NULL"),
    "ix_ticket_unanswered": (["urgency", "hidden", "respond_by"], "responded_at IS NULL AND respond_by IS NOT NULL"),
    "ix_ticket_related": (["related_ticket_id"], "related_ticket_id IS NOT NULL"),
    # of the merged ones only: an index full of NULL is what SQLite takes for "merged_into IS NULL", and walks it whole
    "ix_ticket_merged_into": (["merged_into"], "merged_into IS NOT NULL"),
}


def upgrade() -> None:
    for name in ("ix_ticket_opened_at", "ix_ticket_closed_at", "ix_ticket_merged_into"):
        op.drop_index(name, "ticket")
    op.create_index("ix_ticket_opened_at", "ticket", OPENED)
    op.create_index("ix_ticket_closed_at", "ticket", CLOSED)
    for name, (columns, only) in PARTIAL.items():
        op.create_index(name, "ticket", columns, sqlite_where=sa.text(only), postgresql_where=sa.text(only))


def downgrade() -> None:
    for name in PARTIAL:
        op.drop_index(name, "ticket")
    op.drop_index("ix_ticket_closed_at", "ticket")
    op.drop_index("ix_ticket_opened_at", "ticket")
    op.create_index("ix_ticket_merged_into", "ticket", ["merged_into"])
    op.create_index("ix_ticket_closed_at", "ticket", ["closed_at"])
    op.create_index("ix_ticket_opened_at", "ticket", ["opened_at"])
