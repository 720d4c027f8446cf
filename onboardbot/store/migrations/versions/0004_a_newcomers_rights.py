"""What a newcomer may want: no reading of their words, no check-ins, answers deleted; and who opened a note."""

import sqlalchemy as sa
from alembic import op

from onboardbot.store.types import UTCDateTime

revision = "0004"
down_revision = "0003"
ADDED = (
    ("message", "opened_at"),
    ("enrollment", "words_stopped_at"),
    ("enrollment", "check_ins_stopped_at"),
    ("touchpoint", "forgotten_at"),
)


def upgrade() -> None:
    """Add when each of these began; none: it didn't."""
    for table, column in ADDED:
        op.add_column(table, sa.Column(column, UTCDateTime(), nullable=True))


def downgrade() -> None:
    """Take them back: what was wished for is forgotten."""
    for table, column in ADDED:
        op.drop_column(table, column)
