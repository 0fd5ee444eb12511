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
        "contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("study_id", sa.String(length=60), nullable=False),
        sa.Column("audience", sa.String(length=20), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("attributes", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        sa.UniqueConstraint("study_id", "address", name=op.f("uq_contact_study_id_address")),
    )
    op.create_table(
        "enrolment",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("wave_id", sa.String(length=101), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.String(length=110), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_enrolment_contact_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("contact_id", "wave_id", "round", name=op.f("pk_enrolment")),
    )
    op.create_index(op.f("ix_enrolment_cohort_id"), "enrolment", ["cohort_id"], unique=False)
    _outbox()


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("study_id", sa.String(length=60), nullable=False),
        sa.Column("wave_id", sa.String(length=101), nullable=False),
        sa.Column("cohort_id", sa.String(length=110), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_until", sa.DateTime(), nullable=True),
        sa.CheckConstraint("kind IN ('invitation')", name=op.f("ck_outbox_kind")),
        sa.CheckConstraint(
            "state IN ('waiting', 'sending', 'done', 'failed', 'cancelled')", name=op.f("ck_outbox_state")
        ),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_outbox_contact_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint(
            "contact_id",
            "wave_id",
            "cohort_id",
            "round",
            "kind",
            name=op.f("uq_outbox_contact_id_wave_id_cohort_id_round_kind"),
        ),
    )
    op.create_index("ix_outbox_state_lease", "outbox", ["state", "lease_until"], unique=False)
    op.create_index(op.f("ix_outbox_wave_id"), "outbox", ["wave_id"], unique=False)


def downgrade() -> None:
    """Undo."""
    op.drop_index(op.f("ix_outbox_wave_id"), table_name="outbox")
    op.drop_index("ix_outbox_state_lease", table_name="outbox")
    op.drop_table("outbox")
    op.drop_index(op.f("ix_enrolment_cohort_id"), table_name="enrolment")
    op.drop_table("enrolment")
    op.drop_table("contact")
