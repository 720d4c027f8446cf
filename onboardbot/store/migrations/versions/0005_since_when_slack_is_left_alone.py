"""Since when a conversation or a method is left alone, so that a clock that is set back ends it."""

import sqlalchemy as sa
from alembic import op

from onboardbot.store.types import UTCDateTime

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add when Slack asked; of what it asked before this nobody knows, and it is short."""
    for table in ("conversation", "budget"):
        op.add_column(table, sa.Column("paused_since", UTCDateTime(), nullable=True))


def downgrade() -> None:
    for table in ("conversation", "budget"):
        op.drop_column(table, "paused_since")
