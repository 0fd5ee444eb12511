"""The first tables.

Revision: 0001
Follows: nothing
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    _designs()
    _waves()
    _publications()
    _staff()


def _designs() -> None:
    op.create_table(
        "snapshot",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_snapshot")),
    )
    op.create_table(
        "study",
        sa.Column("id", sa.String(length=60), nullable=False),
        sa.Column("purpose", sa.String(length=10), nullable=False),
        sa.Column("mode", sa.String(length=10), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("loaded", sa.Date(), nullable=False),
        sa.CheckConstraint("mode IN ('linked', 'unlinked')", name=op.f("ck_study_mode")),
        sa.CheckConstraint("purpose IN ('real', 'demo', 'test')", name=op.f("ck_study_purpose")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study")),
    )


def _waves() -> None:
    op.create_table(
        "wave",
        sa.Column("id", sa.String(length=101), nullable=False),
        sa.Column("study_id", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(length=20), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("stage", sa.String(length=10), nullable=False),
        sa.CheckConstraint("stage IN ('planned', 'opening', 'open', 'closing', 'closed')", name=op.f("ck_wave_stage")),
        sa.ForeignKeyConstraint(["digest"], ["snapshot.digest"], name=op.f("fk_wave_digest")),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_wave_study_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wave")),
        sa.UniqueConstraint("study_id", "name", name=op.f("uq_wave_study_id_name")),
    )
    op.create_table(
        "cohort",
        sa.Column("id", sa.String(length=110), nullable=False),
        sa.Column("wave_id", sa.String(length=101), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("stage", sa.String(length=10), nullable=False),
        sa.Column("closes", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "stage IN ('planned', 'opening', 'open', 'closing', 'closed')", name=op.f("ck_cohort_stage")
        ),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_cohort_wave_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohort")),
    )
    op.create_index(op.f("ix_cohort_wave_id"), "cohort", ["wave_id"], unique=False)


def _publications() -> None:
    op.create_table(
        "publication",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("study_id", sa.String(length=60), nullable=False),
        sa.Column("wave_id", sa.String(length=101), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_publication_study_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_publication_wave_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
    )
    op.create_index(op.f("ix_publication_study_id"), "publication", ["study_id"], unique=False)


def _staff() -> None:
    op.create_table(
        "staff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=255), nullable=False),
        sa.Column("password", sa.String(length=255), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("fs_uniquifier", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("email", name=op.f("uq_staff_email")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_staff_fs_uniquifier")),
    )
    op.create_table(
        "staff_role",
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.CheckConstraint("role IN ('researcher', 'program_lead')", name=op.f("ck_staff_role_role")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_role_staff_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("staff_id", "role", name=op.f("pk_staff_role")),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor", sa.String(length=255), nullable=False),
        sa.Column("study_id", sa.String(length=60), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_study_id"), "audit", ["study_id"], unique=False)


def downgrade() -> None:
    """Undo."""
    op.drop_index(op.f("ix_publication_study_id"), table_name="publication")
    op.drop_table("publication")
    op.drop_index(op.f("ix_cohort_wave_id"), table_name="cohort")
    op.drop_table("cohort")
    op.drop_table("wave")
    op.drop_table("staff_role")
    op.drop_table("study")
    op.drop_table("staff")
    op.drop_table("snapshot")
    op.drop_index(op.f("ix_audit_study_id"), table_name="audit")
    op.drop_table("audit")
