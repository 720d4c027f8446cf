"""Figures over counted answers: closed groups of counts, and which answers are in one."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make a table for each; a counted answer names the others that belong with it from now on."""
    op.add_column("answer", sa.Column("pool", sa.String(), nullable=True))
    op.create_index("ix_answer_pool", "answer", ["pool"])
    op.create_table(
        "figure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pool", sa.String(), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure")),
    )
    op.create_table(
        "counted",
        sa.Column("touchpoint_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(), nullable=False),
        sa.Column("enrollment_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["touchpoint_id"], ["touchpoint.id"], name=op.f("fk_counted_touchpoint_id_touchpoint")),
        sa.ForeignKeyConstraint(["enrollment_id"], ["enrollment.id"], name=op.f("fk_counted_enrollment_id_enrollment")),
        sa.PrimaryKeyConstraint("touchpoint_id", "question_id", name=op.f("pk_counted")),
    )
    op.create_index("ix_counted_enrollment_id", "counted", ["enrollment_id"])


def downgrade() -> None:
    """Take all of it back."""
    op.drop_table("counted")
    op.drop_table("figure")
    op.drop_index("ix_answer_pool", "answer")
    op.drop_column("answer", "pool")
