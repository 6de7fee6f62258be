"""Indexes that keep lists and figures quick when there are many tickets

Step 0008, after 0007. Those on a single label go: with them SQLite reads every ticket of a topic, the done ones too.
"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

LIVE = [
    "status", "hidden", "topic", "municipality", "urgency", "channel", "certain", "assigned_to", "due_at", "opened_at",
]  # fmt: skip


def upgrade() -> None:
    op.drop_index("ix_ticket_topic", "ticket")
    op.drop_index("ix_ticket_municipality", "ticket")
    op.create_index("ix_ticket_live", "ticket", LIVE)
    op.create_index("ix_ticket_sender_address", "ticket", ["sender_address"])
    op.create_index("ix_ticket_phone", "ticket", ["phone"])


def downgrade() -> None:
    op.drop_index("ix_ticket_phone", "ticket")
    op.drop_index("ix_ticket_sender_address", "ticket")
    op.drop_index("ix_ticket_live", "ticket")
    op.create_index("ix_ticket_municipality", "ticket", ["municipality"])
    op.create_index("ix_ticket_topic", "ticket", ["topic"])
