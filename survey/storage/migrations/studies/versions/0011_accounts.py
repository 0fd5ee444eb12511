"""How people log in: visits, second factors, links in mails, and what was tried in vain.

Revision: 0011
Follows: 0010
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TABLES = ("attempts", "one_time_link", "recovery_code", "second_factor", "visit")


def upgrade() -> None:
    """Apply."""
    op.add_column("staff", sa.Column("asked", sa.Boolean(), nullable=False, server_default="0"))
    _of_staff(
        "visit",
        ["digest"],
        _digest(),
        sa.Column("device", sa.String(length=60), nullable=False),
        sa.Column("begun", sa.Date(), nullable=False),
        sa.Column("seen", sa.Date(), nullable=False),
    )
    op.create_index(op.f("ix_visit_staff_id"), "visit", ["staff_id"], unique=False)
    _of_staff(
        "second_factor",
        ["staff_id"],
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("step", sa.BigInteger(), nullable=False),
    )
    _of_staff("recovery_code", ["staff_id", "digest"], _digest())
    _of_staff(
        "one_time_link",
        ["digest"],
        _digest(),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.CheckConstraint("purpose IN ('invitation', 'forgotten')", name=op.f("ck_one_time_link_purpose")),
    )
    op.create_index(op.f("ix_one_time_link_staff_id"), "one_time_link", ["staff_id"], unique=False)
    op.create_table(
        "attempts",
        sa.Column("key", sa.LargeBinary(length=16), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_attempts")),
    )
    op.create_index(op.f("ix_attempts_until"), "attempts", ["until"], unique=False)


def _digest() -> sa.Column[str]:
    return sa.Column("digest", sa.String(length=64), nullable=False)


def _of_staff(table: str, key: list[str], *columns: sa.Column[Any] | sa.Constraint) -> None:
    """A table about somebody of the staff, whose rows go with them."""
    op.create_table(
        table,
        sa.Column("staff_id", sa.Integer(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f(f"fk_{table}_staff_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{table}")),
    )


def downgrade() -> None:
    """Undo."""
    for table in TABLES:
        op.drop_table(table)
    op.drop_column("staff", "asked")
