"""Who made a publication, and who approved it. What was published before is shown as it was.

Revision: 0005
Follows: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("publication", sa.Column("maker", sa.String(length=255), nullable=False, server_default=""))
    op.add_column("publication", sa.Column("approver", sa.String(length=255), nullable=True))
    op.add_column("publication", sa.Column("approved", sa.Date(), nullable=True))
    op.execute("UPDATE publication SET approved = day")
    with op.batch_alter_table("publication") as table:
        table.alter_column("maker", server_default=None)


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table("publication") as table:
        for column in ("approved", "approver", "maker"):
            table.drop_column(column)
