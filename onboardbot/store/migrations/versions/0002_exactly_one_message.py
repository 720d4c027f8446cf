"""What is looked up after a crash, and what Slack may be asked a minute."""

import sqlalchemy as sa
from alembic import op

from onboardbot.store.types import UTCDateTime

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add to messages what a look into the history needs, and tables for the pace of conversations and methods."""
    op.add_column("message", sa.Column("claimed_at", UTCDateTime(), nullable=True))
    op.add_column("message", sa.Column("since", sa.String(), nullable=True))
    op.add_column("message", sa.Column("looks", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("message", sa.Column("failed_looks", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("message", sa.Column("look_at", UTCDateTime(), nullable=True))
    leased = sa.text("lease_until IS NOT NULL")
    op.create_index("ix_message_lease_until", "message", ["lease_until"], sqlite_where=leased, postgresql_where=leased)
    op.create_table(
        "conversation",
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=True),
        sa.Column("newest_ts", sa.String(), nullable=True),
        sa.Column("full_at", UTCDateTime(), nullable=True),
        sa.Column("paused_until", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_conversation_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_conversation")),
    )
    op.create_index("ix_conversation_full_at", "conversation", ["full_at"])
    op.create_index("ix_conversation_paused_until", "conversation", ["paused_until"])
    op.create_table(
        "budget",
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("full_at", UTCDateTime(), nullable=True),
        sa.Column("paused_until", UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("method", name=op.f("pk_budget")),
    )
    # The newest ts of each conversation so far, as what is sent from now on keeps it; none known: from its beginning.
    op.execute(
        "INSERT INTO conversation (person_id, channel, newest_ts) "
        "SELECT person_id, MAX(channel), MAX(ts) FROM message WHERE ts IS NOT NULL GROUP BY person_id"
    )


def downgrade() -> None:
    """Take all of it back; what is being sent is then looked at by whoever reads that it may have arrived."""
    op.drop_table("budget")
    op.drop_table("conversation")
    op.drop_index("ix_message_lease_until", "message")
    for name in ("claimed_at", "since", "looks", "failed_looks", "look_at"):
        op.drop_column("message", name)
