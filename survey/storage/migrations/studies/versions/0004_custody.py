"""When waves were closed and the databases seen to last, the end of keys, erasures, and a fixed mode.

Revision: 0004
Follows: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

IN_FIELD = """EXISTS (
    SELECT 1 FROM cohort JOIN wave ON wave.id = cohort.wave_id WHERE wave.study_id = OLD.id
)"""
REFUSED = "The mode of a study cannot change once a cohort was opened."

SQLITE = f"""
CREATE TRIGGER study_mode_is_fixed BEFORE UPDATE ON study
WHEN (NEW.mode <> OLD.mode OR json_extract(NEW.document, '$.mode') IS NOT json_extract(OLD.document, '$.mode'))
    AND {IN_FIELD}
BEGIN
    SELECT RAISE(ABORT, '{REFUSED}');
END
"""

FUNCTION = f"""
CREATE FUNCTION study_mode_is_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.mode <> OLD.mode OR NEW.document::json->>'mode' IS DISTINCT FROM OLD.document::json->>'mode')
        AND {IN_FIELD}
    THEN
        RAISE check_violation USING MESSAGE = '{REFUSED}';
    END IF;
    RETURN NEW;
END
$$
"""
POSTGRESQL = """
CREATE TRIGGER study_mode_is_fixed BEFORE UPDATE ON study FOR EACH ROW EXECUTE FUNCTION study_mode_is_fixed()
"""


def upgrade() -> None:
    """Apply."""
    op.add_column("wave", sa.Column("closed", sa.Date(), nullable=True))
    op.execute(  # The last day on which anybody could answer.
        "UPDATE wave SET closed = (SELECT max(closes) FROM cohort WHERE wave_id = wave.id) WHERE stage = 'closed'"
    )
    op.create_table(
        "upkeep",
        sa.Column("work", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("work IN ('reshuffle', 'purge', 'backup')", name=op.f("ck_upkeep_work")),
        sa.PrimaryKeyConstraint("work", name=op.f("pk_upkeep")),
    )
    op.create_table(
        "destruction",
        sa.Column("study_id", sa.String(length=60), nullable=False),
        sa.Column("first", sa.String(length=100), nullable=False),
        sa.Column("second", sa.String(length=100), nullable=False),
        sa.Column("begun", sa.Date(), nullable=False),
        sa.Column("finished", sa.Date(), nullable=True),
        sa.CheckConstraint("first <> second", name=op.f("ck_destruction_two_people")),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_destruction_study_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("study_id", name=op.f("pk_destruction")),
    )
    op.create_table(
        "erasure",
        sa.Column("mark", sa.LargeBinary(length=32), nullable=False),
        sa.Column("study_id", sa.String(length=60), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_erasure")),
    )
    op.create_index(op.f("ix_erasure_study_id"), "erasure", ["study_id"], unique=False)
    for statement in (SQLITE,) if op.get_bind().dialect.name == "sqlite" else (FUNCTION, POSTGRESQL):
        op.execute(statement)


def downgrade() -> None:
    """Undo."""
    op.execute("DROP TRIGGER study_mode_is_fixed" + ("" if op.get_bind().dialect.name == "sqlite" else " ON study"))
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION study_mode_is_fixed()")
    for table in ("erasure", "destruction", "upkeep"):
        op.drop_table(table)
    op.drop_column("wave", "closed")
