"""Themes for HR: closed groups of counts, and which answers said before typing that they may count in one."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make the table; nothing that was answered before counts, as its question did not say so."""
    op.add_column("answer", sa.Column("themed", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "theme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme")),
    )


def downgrade() -> None:
    """Take all of it back."""
    op.drop_table("theme")
    op.drop_column("answer", "themed")
