"""Tickets of studies without a list of people.

Revision: 0006_open
Follows: 0005_themes
"""

from alembic import op

from survey.storage.rules import replace_rule

revision = "0006_open"
down_revision = "0005_themes"
branch_labels = None
depends_on = None

BEFORE, AFTER = "mode IN ('linked', 'unlinked')", "mode IN ('linked', 'unlinked', 'open')"


def upgrade() -> None:
    """Apply."""
    replace_rule(op.get_bind(), ("ticket", "ck_ticket_mode"), BEFORE, AFTER)


def downgrade() -> None:
    """Undo."""
    replace_rule(op.get_bind(), ("ticket", "ck_ticket_mode"), AFTER, BEFORE)
