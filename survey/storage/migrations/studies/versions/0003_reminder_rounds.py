"""To whom the reminders of a round go.

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
        "reminder_round",
        sa.Column("cohort_id", sa.String(length=110), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("scope", sa.String(length=10), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.CheckConstraint("scope IN ('everybody', 'unanswered', 'nobody')", name=op.f("ck_reminder_round_scope")),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name=op.f("fk_reminder_round_cohort_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("cohort_id", "kind", name=op.f("pk_reminder_round")),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("reminder_round")
