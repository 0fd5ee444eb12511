"""Programmes, and roles in them. Each study comes into the programme that its design names.

Researchers become owners of all programmes and administrators, program leads stay that, of all programmes. Going back
makes every owner a researcher.

Revision: 0007
Follows: 0006
"""

import json
import re
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

LONGEST = 60
ROLES = "'owner', 'fieldwork', 'analyst', 'program_lead', 'auditor'"


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "programme",
        sa.Column("id", sa.String(length=LONGEST), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme")),
    )
    reference = op.f("fk_study_programme_id")
    op.execute(
        f"ALTER TABLE study ADD COLUMN programme_id VARCHAR({LONGEST}) CONSTRAINT {reference} REFERENCES programme (id)"
    )
    op.create_index(op.f("ix_study_programme_id"), "study", ["programme_id"], unique=False)
    op.add_column("staff", sa.Column("administrator", sa.Boolean(), nullable=False, server_default="0"))
    op.add_column("audit", sa.Column("programme_id", sa.String(length=LONGEST), nullable=False, server_default=""))
    op.create_index(op.f("ix_audit_programme_id"), "audit", ["programme_id"], unique=False)
    _membership()
    _found_programmes()
    _carry_roles_over()
    op.drop_table("staff_role")


def _membership() -> None:
    op.create_table(
        "membership",
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.String(length=LONGEST), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(f"role IN ({ROLES})", name=op.f("ck_membership_role")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_membership_staff_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_membership_programme_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("staff_id", "programme_id", "role", name=op.f("pk_membership")),
    )
    op.create_index(op.f("ix_membership_programme_id"), "membership", ["programme_id"], unique=False)


def _found_programmes() -> None:
    """A programme for each name that a study gives it."""
    connection = op.get_bind()
    known: dict[str, str] = {}
    for study, document in connection.execute(sa.text("SELECT id, document FROM study ORDER BY id")).all():
        name = _name(document) or study
        programme = _slug(name) or study
        if programme not in known:
            known[programme] = name
            values = {"id": programme, "name": name[:200]}
            connection.execute(sa.text("INSERT INTO programme (id, name) VALUES (:id, :name)"), values)
        found = {"programme": programme, "study": study}
        connection.execute(sa.text("UPDATE study SET programme_id = :programme WHERE id = :study"), found)

    for programme in connection.execute(sa.text("SELECT DISTINCT programme_id FROM preparation")).scalars().all():
        if programme not in known:
            values = {"id": programme, "name": programme}
            connection.execute(sa.text("INSERT INTO programme (id, name) VALUES (:id, :name)"), values)


def _name(document: str) -> str:
    """What a design calls its programme: in Dutch, else in the first language that it has."""
    wording = json.loads(document).get("programme") or {}
    return str(wording.get("nl") or next(iter(wording.values()), ""))


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).lstrip("-0123456789")[:LONGEST].strip("-")


def _carry_roles_over() -> None:
    op.execute(
        "UPDATE staff SET administrator = (1 = 1) WHERE id IN "
        "(SELECT staff_id FROM staff_role WHERE role = 'researcher')"
    )
    op.execute(
        "INSERT INTO membership (staff_id, programme_id, role, reason) SELECT staff_id, programme.id, "
        "CASE role WHEN 'researcher' THEN 'owner' ELSE role END, '' FROM staff_role CROSS JOIN programme"
    )


def downgrade() -> None:
    """Undo."""
    op.create_table(
        "staff_role",
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.CheckConstraint("role IN ('researcher', 'program_lead')", name=op.f("ck_staff_role_role")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_role_staff_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("staff_id", "role", name=op.f("pk_staff_role")),
    )
    op.execute(
        "INSERT INTO staff_role (staff_id, role) SELECT id, 'researcher' FROM staff WHERE administrator UNION "
        "SELECT staff_id, CASE role WHEN 'owner' THEN 'researcher' ELSE role END FROM membership "
        "WHERE role IN ('owner', 'program_lead')"
    )
    op.drop_index(op.f("ix_audit_programme_id"), table_name="audit")
    op.drop_column("audit", "programme_id")
    op.drop_column("staff", "administrator")
    op.drop_index(op.f("ix_study_programme_id"), table_name="study")
    op.drop_column("study", "programme_id")
    op.drop_table("membership")
    op.drop_table("programme")
