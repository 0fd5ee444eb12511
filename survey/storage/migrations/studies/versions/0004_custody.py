"""When the databases were seen to last.

Revision: 0004
Follows: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "upkeep",
        sa.Column("work", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("work IN ('reshuffle', 'purge', 'backup')", name=op.f("ck_upkeep_work")),
        sa.PrimaryKeyConstraint("work", name=op.f("pk_upkeep")),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("upkeep")
