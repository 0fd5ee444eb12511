"""The audit log as a chain of digests that cannot be changed; what is there is put into the chain in its order.

Revision: 0008
Follows: 0007
"""

import json
from datetime import UTC
from hashlib import sha256

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

GENESIS = "0" * 64
REFUSAL = "The audit log is append-only."
REFUSE = f"RAISE(ABORT, '{REFUSAL}')"
BEHIND = "coalesce((SELECT max(entry) FROM audit_start), 0)"
SQLITE = (
    f"CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit BEGIN SELECT {REFUSE}; END",
    f"CREATE TRIGGER audit_unremoved BEFORE DELETE ON audit WHEN OLD.id > {BEHIND} BEGIN SELECT {REFUSE}; END",
)
POSTGRESQL = (
    f"""CREATE FUNCTION audit_refusal() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'DELETE' AND OLD.id <= {BEHIND} THEN RETURN OLD; END IF;
    RAISE EXCEPTION '{REFUSAL}'; END $$""",
    "CREATE TRIGGER audit_unchanged BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_refusal()",
)


def upgrade() -> None:
    """Apply."""
    op.add_column("audit", sa.Column("digest", sa.String(length=64), nullable=False, server_default=""))
    op.create_table(
        "audit_start",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_audit_start_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_start")),
    )
    _chain()
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def _chain() -> None:
    """Give each entry its digest."""
    told = ("actor", "study_id", "programme_id", "action", "detail")
    columns = [sa.column("id"), sa.column("at", sa.DateTime()), sa.column("digest"), *map(sa.column, told)]
    audit = sa.table("audit", *columns)
    connection, before = op.get_bind(), GENESIS
    for row in connection.execute(sa.select(audit).order_by(audit.c.id)).all():
        at = row.at.replace(tzinfo=UTC).isoformat(timespec="microseconds")
        fields = [before, at, *(getattr(row, name) for name in told)]
        before = sha256(json.dumps(fields, ensure_ascii=True, separators=(",", ":")).encode()).hexdigest()
        connection.execute(sa.update(audit).where(audit.c.id == row.id).values(digest=before))


def downgrade() -> None:
    """Undo."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER audit_unremoved")
        op.execute("DROP TRIGGER audit_unchanged")
    else:
        op.execute("DROP TRIGGER audit_unchanged ON audit")
        op.execute("DROP FUNCTION audit_refusal()")
    op.drop_table("audit_start")
    op.drop_column("audit", "digest")
