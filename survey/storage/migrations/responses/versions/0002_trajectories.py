"""The label that joins the waves of one trajectory, and the rule that finds one response of somebody who withdraws.

Revision: 0002_trajectories
Follows: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002_trajectories"
down_revision = "0001"
branch_labels = None
depends_on = None

RULE = "ck_ticket_unlinked_has_no_trajectory"
CHECK = "mode = 'linked' OR trajectory IS NULL"
ONE = "uq_response_wave_id_pseudonym_trajectory"


def upgrade() -> None:
    """Apply. SQLite can add a rule only together with the column that it is about."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"ALTER TABLE ticket ADD COLUMN trajectory BLOB CONSTRAINT {RULE} CHECK ({CHECK})")
    else:
        op.add_column("ticket", sa.Column("trajectory", sa.LargeBinary(length=16), nullable=True))
        op.create_check_constraint(op.f(RULE), "ticket", CHECK)
    op.add_column("response", sa.Column("trajectory", sa.LargeBinary(length=16), nullable=True))
    op.create_index(ONE, "response", ["wave_id", "pseudonym", "trajectory"], unique=True)


def downgrade() -> None:
    """Undo."""
    op.drop_index(ONE, table_name="response")
    op.drop_column("response", "trajectory")
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(op.f(RULE), "ticket")
    op.drop_column("ticket", "trajectory")
