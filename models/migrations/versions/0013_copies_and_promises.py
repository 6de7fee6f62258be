"""Whether a copy of what we sent lies in the mailbox; promised answers in the index of the queue

Step 0013, after 0012.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

LIVE = [
    "status", "hidden", "topic", "municipality", "urgency", "channel", "certain", "assigned_to", "due_at", "opened_at",
    "protected", "mailbox", "priority", "callback_until", "language",
]  # fmt: skip


def upgrade() -> None:
    op.drop_index("ix_ticket_live", "ticket")
    op.create_index("ix_ticket_live", "ticket", [*LIVE, "respond_by", "responded_at"])
    op.add_column("outgoing", sa.Column("copy_state", sa.String(length=8), server_default="", nullable=False))
    op.create_index("ix_outgoing_copy", "outgoing", ["copy_state", "mailbox"])


def downgrade() -> None:
    op.drop_index("ix_outgoing_copy", "outgoing")
    op.drop_column("outgoing", "copy_state")
    op.drop_index("ix_ticket_live", "ticket")
    op.create_index("ix_ticket_live", "ticket", LIVE)
