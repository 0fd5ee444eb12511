"""Themes of open answers: what two coders found in them, what is set aside, and what may be quoted.

Revision: 0005_themes
Follows: 0004_traces
"""

import sqlalchemy as sa
from alembic import op

revision = "0005_themes"
down_revision = "0004_traces"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("open_text", sa.Column("aside", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("open_text", sa.Column("quote", sa.Text(), nullable=True))
    op.create_table(
        "theme",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("study_id", sa.String(length=60), nullable=False),
        sa.Column("item", sa.String(length=90), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("example", sa.Text(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme")),
        sa.UniqueConstraint("study_id", "item", "code", name=op.f("uq_theme_study_id_item_code")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "coded",
        sa.Column("text_id", sa.Uuid(), nullable=False),
        sa.Column("coder", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("themes", sa.JSON(), nullable=False),
        sa.CheckConstraint("coder BETWEEN 1 AND 3", name=op.f("ck_coded_coder")),
        sa.ForeignKeyConstraint(["text_id"], ["open_text.id"], name=op.f("fk_coded_text_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("text_id", "coder", name=op.f("pk_coded")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("coded")
    op.drop_table("theme")
    op.drop_column("open_text", "quote")
    op.drop_column("open_text", "aside")
