"""Trajectories, people without an address, forms about a trajectory, and reminders.

SQLite cannot change rules of a table, and dropping a table there deletes what refers to it. So all three tables are
made anew, and their rows are carried over by way of copies. Going back leaves out what the first tables cannot hold.

Revision: 0002
Follows: 0001
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = ("outbox", "enrolment", "contact")
"""Each before what it refers to."""

MAIL = "id, contact_id, study_id, wave_id, cohort_id, round, kind, state, day, attempts, lease_until"
PERSON = "id, study_id, audience, address, language, attributes"


def upgrade() -> None:
    """Apply."""
    _set_aside()
    _contact(audience=True)
    _trajectory()
    _enrolment()
    _outbox("'invitation', 'reminder-1', 'reminder-2', 'thanks'")
    op.execute(f"INSERT INTO contact ({PERSON}) SELECT {PERSON} FROM contact_before")
    form = "contact_id, wave_id, round, cohort_id"
    op.execute(f"INSERT INTO enrolment ({form}) SELECT {form} FROM enrolment_before ORDER BY cohort_id, contact_id")
    op.execute(f"INSERT INTO outbox ({MAIL}) SELECT {MAIL} FROM outbox_before")
    _put_away()


def downgrade() -> None:
    """Undo."""
    _set_aside("trajectory")
    _contact(audience=False)
    _first_enrolment()
    _outbox("'invitation'")
    first = "SELECT MIN(id) FROM contact_before WHERE address IS NOT NULL GROUP BY study_id, address"
    op.execute(f"INSERT INTO contact ({PERSON}) SELECT {PERSON} FROM contact_before WHERE id IN ({first})")
    known = "contact_id IN (SELECT id FROM contact)"
    form = "contact_id, wave_id, round, cohort_id"
    op.execute(
        f"INSERT INTO enrolment ({form}) SELECT {form} FROM enrolment_before WHERE {known} AND id IN "
        "(SELECT MIN(id) FROM enrolment_before GROUP BY contact_id, wave_id, round)"
    )
    op.execute(f"INSERT INTO outbox ({MAIL}) SELECT {MAIL} FROM outbox_before WHERE {known} AND kind = 'invitation'")
    _put_away()


def _set_aside(*more: str) -> None:
    """Copy the rows, and drop the tables with their rules; `more` tables are dropped without a copy."""
    for table in TABLES:
        op.execute(f"CREATE TABLE {table}_before AS SELECT * FROM {table}")
    for table in (*TABLES[:2], *more, *TABLES[2:]):
        op.drop_table(table)


def _put_away() -> None:
    """Drop the copies; on PostgreSQL new rows are numbered behind the old ones."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    for table in TABLES:
        op.drop_table(f"{table}_before")
        numbered = "id" in {column["name"] for column in sa.inspect(op.get_bind()).get_columns(table)}
        if postgresql and numbered:
            last = f"(SELECT COALESCE(MAX(id), 0) + 1 FROM {table})"
            op.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {last}, false)")


def _contact(*, audience: bool) -> None:
    """The people; `audience`: as they are now, else as they were."""
    columns: list[sa.Column[Any] | sa.Constraint] = [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("study_id", sa.String(length=60), nullable=False),
        sa.Column("audience", sa.String(length=20), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=audience),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("attributes", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
    ]
    if not audience:
        unique = sa.UniqueConstraint("study_id", "address", name=op.f("uq_contact_study_id_address"))
        op.create_table("contact", *columns, unique)
        return
    op.create_table(
        "contact",
        *columns,
        sa.Column("number", sa.String(length=60), nullable=True),
        sa.CheckConstraint("address IS NOT NULL OR number IS NOT NULL", name=op.f("ck_contact_has_address_or_number")),
        sa.UniqueConstraint("study_id", "audience", "address", name=op.f("uq_contact_study_id_audience_address")),
        sa.UniqueConstraint("study_id", "audience", "number", name=op.f("uq_contact_study_id_audience_number")),
    )


def _trajectory() -> None:
    op.create_table(
        "trajectory",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("study_id", sa.String(length=60), nullable=False),
        sa.Column("label", sa.String(length=60), nullable=False),
        sa.Column("start", sa.String(length=7), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("coach_id", sa.Integer(), nullable=True),
        sa.Column("employer_id", sa.Integer(), nullable=True),
        *(
            sa.ForeignKeyConstraint([column], ["contact.id"], name=op.f(f"fk_trajectory_{column}"), ondelete=then)
            for column, then in (("participant_id", "CASCADE"), ("coach_id", "SET NULL"), ("employer_id", "SET NULL"))
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trajectory")),
        sa.UniqueConstraint("study_id", "label", name=op.f("uq_trajectory_study_id_label")),
    )
    op.create_index("ix_trajectory_study_id_start", "trajectory", ["study_id", "start"], unique=False)
    for column in ("participant_id", "coach_id", "employer_id"):
        op.create_index(op.f(f"ix_trajectory_{column}"), "trajectory", [column], unique=False)


def _enrolment() -> None:
    op.create_table(
        "enrolment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("wave_id", sa.String(length=101), nullable=False),
        sa.Column("trajectory_id", sa.Integer(), nullable=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.String(length=110), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [f"{table}_id"], [f"{table}.id"], name=op.f(f"fk_enrolment_{table}_id"), ondelete="CASCADE"
            )
            for table in ("contact", "trajectory")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment")),
        sa.UniqueConstraint(
            "contact_id",
            "wave_id",
            "trajectory_id",
            "round",
            name=op.f("uq_enrolment_contact_id_wave_id_trajectory_id_round"),
        ),
    )
    for column in ("wave_id", "trajectory_id", "cohort_id"):
        op.create_index(op.f(f"ix_enrolment_{column}"), "enrolment", [column], unique=False)
    alone = sa.text("trajectory_id IS NULL")
    op.create_index(
        "uq_enrolment_alone",
        "enrolment",
        ["contact_id", "wave_id", "round"],
        unique=True,
        sqlite_where=alone,
        postgresql_where=alone,
    )


def _first_enrolment() -> None:
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


def _outbox(kinds: str) -> None:
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
        sa.CheckConstraint(f"kind IN ({kinds})", name=op.f("ck_outbox_kind")),
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
