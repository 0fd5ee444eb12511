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
    op.create_table(
        "open_text",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("wave_id", sa.String(length=101), nullable=False),
        sa.Column("item", sa.String(length=90), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_open_text")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_open_text_wave_id"), "open_text", ["wave_id"], unique=False)
    op.create_table(
        "response",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("wave_id", sa.String(length=101), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("pseudonym", sa.LargeBinary(length=16), nullable=True),
        sa.Column("attributes", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("period", sa.String(length=6), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_response_wave_id"), "response", ["wave_id"], unique=False)
    _tickets()


def _tickets() -> None:
    op.create_table(
        "ticket",
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("wave_id", sa.String(length=101), nullable=False),
        sa.Column("cohort_id", sa.String(length=110), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("mode", sa.String(length=10), nullable=False),
        sa.Column("pseudonym", sa.LargeBinary(length=16), nullable=True),
        sa.Column("attributes", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("closes", sa.Date(), nullable=False),
        sa.CheckConstraint("mode = 'linked' OR pseudonym IS NULL", name=op.f("ck_ticket_unlinked_has_no_pseudonym")),
        sa.CheckConstraint("mode IN ('linked', 'unlinked')", name=op.f("ck_ticket_mode")),
        sa.CheckConstraint("state IN ('open', 'used', 'declined', 'closed')", name=op.f("ck_ticket_state")),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_ticket")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_ticket_cohort_id"), "ticket", ["cohort_id"], unique=False)
    op.create_index(op.f("ix_ticket_wave_id"), "ticket", ["wave_id"], unique=False)
    op.create_table(
        "draft",
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["hash"], ["ticket.hash"], name=op.f("fk_draft_hash"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_draft")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("draft")
    op.drop_index(op.f("ix_ticket_wave_id"), table_name="ticket")
    op.drop_index(op.f("ix_ticket_cohort_id"), table_name="ticket")
    op.drop_table("ticket")
    op.drop_index(op.f("ix_response_wave_id"), table_name="response")
    op.drop_table("response")
    op.drop_index(op.f("ix_open_text_wave_id"), table_name="open_text")
    op.drop_table("open_text")
