"""Studies that are being set up in the workspace, with every revision of their documents.

Revision: 0006
Follows: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "preparation",
        sa.Column("study_id", sa.String(length=60), nullable=False),
        sa.Column("programme_id", sa.String(length=60), nullable=False),
        sa.Column("begun", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("study_id", name=op.f("pk_preparation")),
    )
    op.create_index(op.f("ix_preparation_programme_id"), "preparation", ["programme_id"])
    op.create_table(
        "prepared",
        sa.Column("study_id", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("current", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["study_id"], ["preparation.study_id"], name=op.f("fk_prepared_study_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("study_id", "name", name=op.f("pk_prepared")),
    )
    op.create_table(
        "revision",
        sa.Column("study_id", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("based_on", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("author", sa.String(length=255), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["study_id", "name"],
            ["prepared.study_id", "prepared.name"],
            name=op.f("fk_revision_study_id_name"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("study_id", "name", "number", name=op.f("pk_revision")),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("revision")
    op.drop_table("prepared")
    op.drop_index(op.f("ix_preparation_programme_id"), table_name="preparation")
    op.drop_table("preparation")
