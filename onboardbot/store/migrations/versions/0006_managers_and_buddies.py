"""Meetings with managers and buddies, and reminders that somebody wants no more."""

import sqlalchemy as sa
from alembic import op

from onboardbot.store.types import UTCDateTime

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make a table for each, and have all who are under way looked at once, so that their reminders are dated."""
    op.create_table(
        "meeting",
        sa.Column("enrollment_id", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("confirmed_by", sa.String(), nullable=False),
        sa.Column("confirmed_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["enrollment_id"], ["enrollment.id"], name=op.f("fk_meeting_enrollment_id_enrollment")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_meeting_person_id_person")),
        sa.ForeignKeyConstraint(["confirmed_by"], ["person.id"], name=op.f("fk_meeting_confirmed_by_person")),
        sa.PrimaryKeyConstraint("enrollment_id", "role", "number", name=op.f("pk_meeting")),
    )
    op.create_table(
        "declined",
        sa.Column("enrollment_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("nudge", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrollment_id"], ["enrollment.id"], name=op.f("fk_declined_enrollment_id_enrollment")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_declined_person_id_person")),
        sa.PrimaryKeyConstraint("enrollment_id", "person_id", "nudge", name=op.f("pk_declined")),
    )
    op.execute("UPDATE enrollment SET unsettled = TRUE WHERE state = 'active'")


def downgrade() -> None:
    """Take both back."""
    op.drop_table("declined")
    op.drop_table("meeting")
