"""A check-in that comes sooner and asks less after a low mood."""

import sqlalchemy as sa
from alembic import op

from onboardbot.store.types import UTCDateTime

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add to steps when they would have come; what is planned already follows with the next plan."""
    op.add_column("touchpoint", sa.Column("eased_from", UTCDateTime(), nullable=True))


def downgrade() -> None:
    """Take it back; what was moved is planned anew by the next plan."""
    op.drop_column("touchpoint", "eased_from")
