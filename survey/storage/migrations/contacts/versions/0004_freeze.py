"""A freeze of all mail, after an old copy was put back.

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
        "mail_freeze",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("copy", sa.String(length=40), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_mail_freeze_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_freeze")),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("mail_freeze")
