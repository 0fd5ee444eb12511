"""Which kinds of traces of people are in somebody's own words.

Revision: 0004_traces
Follows: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004_traces"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("open_text", sa.Column("traces", sa.JSON(), server_default="[]", nullable=False))


def downgrade() -> None:
    """Undo."""
    op.drop_column("open_text", "traces")
