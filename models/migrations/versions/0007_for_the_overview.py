"""Indexes for the overview: when tickets were closed, and what people labelled

Step 0007, after 0006.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_ticket_closed_at", "ticket", ["closed_at"])
    by_hand = sa.text("author <> 'rules'")
    op.create_index("ix_label_by_hand", "label", ["at"], sqlite_where=by_hand, postgresql_where=by_hand)


def downgrade() -> None:
    op.drop_index("ix_label_by_hand", "label")
    op.drop_index("ix_ticket_closed_at", "ticket")
