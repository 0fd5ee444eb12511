"""Cohorts with their opening day, pauses, and risks that a research lead accepted.

Revision: 0002
Follows: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("cohort", sa.Column("opens", sa.Date(), nullable=True))
    op.create_table(
        "pause",
        sa.Column("study_id", sa.String(length=60), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_pause_study_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("study_id", name=op.f("pk_pause")),
    )
    op.create_table(
        "acceptance",
        sa.Column("wave_id", sa.String(length=101), nullable=False),
        sa.Column("risk", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.CheckConstraint("risk IN ('small_cells')", name=op.f("ck_acceptance_risk")),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_acceptance_wave_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("wave_id", "risk", name=op.f("pk_acceptance")),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("acceptance")
    op.drop_table("pause")
    op.drop_column("cohort", "opens")
