"""Indexes for what is asked often: who was acknowledged when, and what was done lately

Step 0002, after 0001.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_outgoing_address", "outgoing", [sa.text("lower(to_address)")])
    op.create_index("ix_ticket_changed", "ticket", ["status", "hidden", "changed_at"])


def downgrade() -> None:
    op.drop_index("ix_ticket_changed", "ticket")
    op.drop_index("ix_outgoing_address", "outgoing")
