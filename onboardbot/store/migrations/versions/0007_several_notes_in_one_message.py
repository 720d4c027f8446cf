"""Several notes to one person within an hour are one message: which one a note was added to."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the message that another one became part of; each stands alone so far."""
    op.add_column("message", sa.Column("added_to", sa.String(), nullable=True))
    op.create_index(
        "ix_message_added_to",
        "message",
        ["added_to"],
        sqlite_where=sa.text("added_to IS NOT NULL"),
        postgresql_where=sa.text("added_to IS NOT NULL"),
    )


def downgrade() -> None:
    """Take it back."""
    op.drop_index("ix_message_added_to", "message")
    op.drop_column("message", "added_to")
