"""What was proved about a sender, and what the scanner said

Step 0003.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.add_column(sa.Column("trust", sa.String(length=8), server_default="unknown", nullable=False))
        batch_op.add_column(sa.Column("trust_reason", sa.String(), server_default="", nullable=False))
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("scan", sa.String(length=9), server_default="", nullable=False))
        batch_op.add_column(sa.Column("finding", sa.String(length=100), server_default="", nullable=False))
