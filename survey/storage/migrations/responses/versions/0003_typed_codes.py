"""Typed codes on letters, and a counter against guessing.

Revision: 0003
Follows: 0002_trajectories
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002_trajectories"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "code",
        sa.Column("lookup", sa.LargeBinary(length=16), nullable=False),
        sa.Column("wave_id", sa.String(length=101), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("lookup", name=op.f("pk_code")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_code_wave_id"), "code", ["wave_id"], unique=False)
    op.create_table(
        "code_salt",
        sa.Column("id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_code_salt_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_salt")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "failures",
        sa.Column("key", sa.LargeBinary(length=16), nullable=False),
        sa.Column("slot", sa.SmallInteger(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint("slot BETWEEN 0 AND 3", name=op.f("ck_failures_slot")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_failures")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_failures_slot"), "failures", ["slot"], unique=False)


def downgrade() -> None:
    """Undo."""
    op.drop_index(op.f("ix_failures_slot"), table_name="failures")
    op.drop_table("failures")
    op.drop_table("code_salt")
    op.drop_index(op.f("ix_code_wave_id"), table_name="code")
    op.drop_table("code")
