"""The smaller circle that somebody chooses for a check-in."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add to check-ins who may see what is answered from now on, where the hire chose so."""
    op.add_column("touchpoint", sa.Column("seen_by", sa.String(), nullable=True))


def downgrade() -> None:
    """Take it back; what was answered keeps its circle."""
    op.drop_column("touchpoint", "seen_by")
