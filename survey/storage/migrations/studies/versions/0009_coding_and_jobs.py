"""Who codes open answers, and what pages ask the worker to do.

Revision: 0009_coding_and_jobs
Follows: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009_coding_and_jobs"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "coding",
        sa.Column("wave_id", sa.String(length=101), nullable=False),
        sa.Column("item", sa.String(length=90), nullable=False),
        sa.Column("first", sa.String(length=255), nullable=True),
        sa.Column("second", sa.String(length=255), nullable=True),
        sa.Column("decider", sa.String(length=255), nullable=True),
        sa.CheckConstraint("first <> second", name=op.f("ck_coding_two_people")),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_coding_wave_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("wave_id", "item", name=op.f("pk_coding")),
    )
    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("study_id", sa.String(length=60), nullable=False),
        sa.Column("wave", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("actor", sa.String(length=255), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('preview', 'publish', 'judge', 'export', 'rehearse', 'import')", name=op.f("ck_job_kind")
        ),
        sa.CheckConstraint("state IN ('waiting', 'working', 'done', 'failed')", name=op.f("ck_job_state")),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_job_study_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
    )
    op.create_index(op.f("ix_job_study_id"), "job", ["study_id"], unique=False)


def downgrade() -> None:
    """Undo."""
    op.drop_index(op.f("ix_job_study_id"), table_name="job")
    op.drop_table("job")
    op.drop_table("coding")
