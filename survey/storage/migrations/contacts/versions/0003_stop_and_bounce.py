"""Who gets no mail any more, mails that came back, and how fast mails leave.

Revision: 0003
Follows: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "suppression",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=12), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.CheckConstraint("reason IN ('asked', 'bounced', 'complained')", name=op.f("ck_suppression_reason")),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_suppression_contact_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("contact_id", "reason", name=op.f("pk_suppression")),
    )
    op.create_table(
        "bounce",
        sa.Column("outbox_id", sa.Integer(), nullable=False),
        sa.Column("hard", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["outbox_id"], ["outbox.id"], name=op.f("fk_bounce_outbox_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("outbox_id", name=op.f("pk_bounce")),
    )
    op.create_table(
        "pace",
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("minute", sa.DateTime(), nullable=False),
        sa.Column("mails", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_pace")),
    )


def downgrade() -> None:
    """Undo."""
    for table in ("pace", "bounce", "suppression"):
        op.drop_table(table)
