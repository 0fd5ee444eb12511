"""Studies without a list of people, marks of removed answers, keys that end by their term, and audits that are kept.

Revision: 0010
Follows: 0009_coding_and_jobs
"""

import sqlalchemy as sa
from alembic import op

from survey.storage.rules import replace_rule

revision = "0010"
down_revision = "0009_coding_and_jobs"
branch_labels = None
depends_on = None

BEFORE, AFTER = "mode IN ('linked', 'unlinked')", "mode IN ('linked', 'unlinked', 'open')"


def upgrade() -> None:
    """Apply."""
    replace_rule(op.get_bind(), ("study", "ck_study_mode"), BEFORE, AFTER)
    op.add_column("wave", sa.Column("code", sa.String(length=12), nullable=True))
    op.create_index(op.f("uq_wave_code"), "wave", ["code"], unique=True)
    op.add_column("destruction", sa.Column("term", sa.Integer(), nullable=True))
    op.create_table(
        "removal",
        sa.Column("mark", sa.LargeBinary(length=32), nullable=False),
        sa.Column("study_id", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_removal")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_removal_study_id"), "removal", ["study_id"], unique=False)
    op.create_table(
        "audit_sheet",
        sa.Column("study_id", sa.String(length=60), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_audit_sheet_study_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("study_id", name=op.f("pk_audit_sheet")),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("audit_sheet")
    op.drop_table("removal")
    op.drop_column("destruction", "term")
    op.drop_index(op.f("uq_wave_code"), table_name="wave")
    op.drop_column("wave", "code")
    replace_rule(op.get_bind(), ("study", "ck_study_mode"), AFTER, BEFORE)
