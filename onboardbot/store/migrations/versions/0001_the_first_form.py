"""The first form."""

import sqlalchemy as sa
from alembic import op

from onboardbot.store.types import EncryptedText, UTCDateTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create all tables."""
    op.create_table(
        "current_file",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("told_problem", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_current_file")),
    )
    op.create_table(
        "inbox",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("slack_user", sa.String(), nullable=False),
        sa.Column("payload", EncryptedText(), nullable=True),
        sa.Column("received_at", UTCDateTime(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("retry_at", UTCDateTime(), nullable=True),
        sa.Column("handled_at", UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_inbox")),
        sa.UniqueConstraint("key", name=op.f("uq_inbox_key")),
    )
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.create_index(
            "ix_inbox_kept",
            ["handled_at"],
            unique=False,
            sqlite_where=sa.text("payload IS NOT NULL"),
            postgresql_where=sa.text("payload IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_inbox_new",
            ["seq"],
            unique=False,
            sqlite_where=sa.text("state = 'new'"),
            postgresql_where=sa.text("state = 'new'"),
        )

    op.create_table(
        "playbook_version",
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("kept_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_playbook_version")),
    )
    op.create_table(
        "workspace",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=True),
        sa.Column("clock_offset_us", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workspace")),
        sa.UniqueConstraint("team_id", name=op.f("uq_workspace_team_id")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("slack_id", sa.String(), nullable=True),
        sa.Column("zone", sa.String(), nullable=True),
        sa.Column("locale", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("deactivated", sa.Boolean(), nullable=False),
        sa.Column("introduced_at", UTCDateTime(), nullable=True),
        sa.Column("home_wanted", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_person_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("workspace_id", "email", name=op.f("uq_person_workspace_id_email")),
        sa.UniqueConstraint("workspace_id", "slack_id", name=op.f("uq_person_workspace_id_slack_id")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(
            "ix_person_outside_slack",
            ["email"],
            unique=False,
            sqlite_where=sa.text("slack_id IS NULL"),
            postgresql_where=sa.text("slack_id IS NULL"),
        )
        batch_op.create_index(
            "ix_person_home_wanted",
            ["home_wanted"],
            unique=False,
            sqlite_where=sa.text("home_wanted IS NOT NULL"),
            postgresql_where=sa.text("home_wanted IS NOT NULL"),
        )
    op.create_table(
        "enrollment",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("start_date", sa.Date(), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=True),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("subdivision", sa.String(), nullable=True),
        sa.Column("department", sa.String(), nullable=True),
        sa.Column("location", sa.String(), nullable=True),
        sa.Column("employment", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("week", sa.String(), nullable=True),
        sa.Column("leave", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("extra", EncryptedText(), nullable=True),
        sa.Column("manager_id", sa.String(), nullable=True),
        sa.Column("buddy_id", sa.String(), nullable=True),
        sa.Column("wanted_playbook", sa.String(), nullable=True),
        sa.Column("playbook", sa.String(), nullable=True),
        sa.Column("version", sa.String(), nullable=True),
        sa.Column("earlier", sa.JSON(), nullable=False),
        sa.Column("enrolled_at", UTCDateTime(), nullable=True),
        sa.Column("ends_at", UTCDateTime(), nullable=True),
        sa.Column("pace", sa.String(), nullable=False),
        sa.Column("paused_until", UTCDateTime(), nullable=True),
        sa.Column("ended_at", UTCDateTime(), nullable=True),
        sa.Column("pause_wanted", sa.Boolean(), nullable=False),
        sa.Column("unsettled", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["buddy_id"], ["person.id"], name=op.f("fk_enrollment_buddy_id_person")),
        sa.ForeignKeyConstraint(["manager_id"], ["person.id"], name=op.f("fk_enrollment_manager_id_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_enrollment_person_id_person")),
        sa.ForeignKeyConstraint(
            ["version"], ["playbook_version.version"], name=op.f("fk_enrollment_version_playbook_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrollment")),
    )
    with op.batch_alter_table("enrollment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_enrollment_buddy_id"), ["buddy_id"], unique=False)
        batch_op.create_index(
            "ix_enrollment_ends_at",
            ["ends_at"],
            unique=False,
            sqlite_where=sa.text("state = 'active'"),
            postgresql_where=sa.text("state = 'active'"),
        )
        batch_op.create_index(batch_op.f("ix_enrollment_manager_id"), ["manager_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_enrollment_paused_until"), ["paused_until"], unique=False)
        batch_op.create_index(batch_op.f("ix_enrollment_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "ix_enrollment_unsettled",
            ["unsettled"],
            unique=False,
            sqlite_where=sa.text("unsettled = 1"),
            postgresql_where=sa.text("unsettled"),
        )
        batch_op.create_index(
            "uq_enrollment_one_open",
            ["person_id"],
            unique=True,
            sqlite_where=sa.text("state != 'ended'"),
            postgresql_where=sa.text("state != 'ended'"),
        )

    op.create_table(
        "errand",
        sa.Column("enrollment_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("due_at", UTCDateTime(), nullable=True),
        sa.Column("done_for", sa.Date(), nullable=True),
        sa.Column("answer", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["enrollment_id"], ["enrollment.id"], name=op.f("fk_errand_enrollment_id_enrollment")),
        sa.PrimaryKeyConstraint("enrollment_id", "kind", name=op.f("pk_errand")),
    )
    with op.batch_alter_table("errand", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_errand_due_at"), ["due_at"], unique=False)

    op.create_table(
        "finding",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("enrollment_id", sa.String(), nullable=False),
        sa.Column("signal", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("due_at", UTCDateTime(), nullable=True),
        sa.Column("value", EncryptedText(), nullable=False),
        sa.ForeignKeyConstraint(["enrollment_id"], ["enrollment.id"], name=op.f("fk_finding_enrollment_id_enrollment")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
    )
    with op.batch_alter_table("finding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_finding_due_at"), ["due_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_finding_enrollment_id"), ["enrollment_id"], unique=False)

    op.create_table(
        "pause",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrollment_id", sa.String(), nullable=False),
        sa.Column("since", UTCDateTime(), nullable=False),
        sa.Column("until", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["enrollment_id"], ["enrollment.id"], name=op.f("fk_pause_enrollment_id_enrollment")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pause")),
    )
    with op.batch_alter_table("pause", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pause_enrollment_id"), ["enrollment_id"], unique=False)

    op.create_table(
        "touchpoint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrollment_id", sa.String(), nullable=False),
        sa.Column("step_id", sa.String(), nullable=False),
        sa.Column("occurrence", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("due_at", UTCDateTime(), nullable=True),
        sa.Column("late_until", UTCDateTime(), nullable=True),
        sa.Column("wake_at", UTCDateTime(), nullable=True),
        sa.Column("planned_at", UTCDateTime(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("cause", sa.String(), nullable=True),
        sa.Column("version", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["enrollment_id"], ["enrollment.id"], name=op.f("fk_touchpoint_enrollment_id_enrollment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_touchpoint")),
        sa.UniqueConstraint(
            "enrollment_id",
            "step_id",
            "occurrence",
            "recipient",
            name=op.f("uq_touchpoint_enrollment_id_step_id_occurrence_recipient"),
        ),
    )
    with op.batch_alter_table("touchpoint", schema=None) as batch_op:
        batch_op.create_index("ix_touchpoint_wake_at", ["wake_at"], unique=False)

    op.create_table(
        "watch",
        sa.Column("enrollment_id", sa.String(), nullable=False),
        sa.Column("due_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["enrollment_id"], ["enrollment.id"], name=op.f("fk_watch_enrollment_id_enrollment")),
        sa.PrimaryKeyConstraint("enrollment_id", name=op.f("pk_watch")),
    )
    with op.batch_alter_table("watch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_watch_due_at"), ["due_at"], unique=False)

    op.create_table(
        "answer",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("enrollment_id", sa.String(), nullable=False),
        sa.Column("touchpoint_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("value", EncryptedText(), nullable=False),
        sa.Column("circle", sa.JSON(), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("kept", sa.Boolean(), nullable=False),
        sa.Column("answered_at", UTCDateTime(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("pieces", EncryptedText(), nullable=True),
        sa.ForeignKeyConstraint(["enrollment_id"], ["enrollment.id"], name=op.f("fk_answer_enrollment_id_enrollment")),
        sa.ForeignKeyConstraint(["touchpoint_id"], ["touchpoint.id"], name=op.f("fk_answer_touchpoint_id_touchpoint")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sa.UniqueConstraint("touchpoint_id", "question_id", name=op.f("uq_answer_touchpoint_id_question_id")),
    )
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answer_enrollment_id"), ["enrollment_id"], unique=False)

    op.create_table(
        "failure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("enrollment_id", sa.String(), nullable=True),
        sa.Column("touchpoint_id", sa.Integer(), nullable=True),
        sa.Column("message_id", sa.String(), nullable=True),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=True),
        sa.Column("since", UTCDateTime(), nullable=False),
        sa.Column("tell_at", UTCDateTime(), nullable=True),
        sa.Column("told_at", UTCDateTime(), nullable=True),
        sa.Column("told_in", sa.String(), nullable=True),
        sa.Column("cleared_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["enrollment_id"], ["enrollment.id"], name=op.f("fk_failure_enrollment_id_enrollment")),
        sa.ForeignKeyConstraint(["touchpoint_id"], ["touchpoint.id"], name=op.f("fk_failure_touchpoint_id_touchpoint")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failure")),
        sa.UniqueConstraint("about", "cause", name=op.f("uq_failure_about_cause")),
    )
    with op.batch_alter_table("failure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_failure_enrollment_id"), ["enrollment_id"], unique=False)
        batch_op.create_index("ix_failure_untold", ["told_at", "cleared_at"], unique=False)

    op.create_table(
        "message",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("enrollment_id", sa.String(), nullable=True),
        sa.Column("touchpoint_id", sa.Integer(), nullable=True),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("dedupe_key", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=True),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("due_at", UTCDateTime(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("retry_at", UTCDateTime(), nullable=True),
        sa.Column("held_since", UTCDateTime(), nullable=True),
        sa.Column("lease_until", UTCDateTime(), nullable=True),
        sa.Column("stale", sa.Boolean(), nullable=False),
        sa.Column("circle", sa.JSON(), nullable=True),
        sa.Column("args", EncryptedText(), nullable=True),
        sa.Column("body", EncryptedText(), nullable=True),
        sa.Column("introduces", sa.Boolean(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("channel", sa.String(), nullable=True),
        sa.Column("ts", sa.String(), nullable=True),
        sa.Column("thread_ts", sa.String(), nullable=True),
        sa.Column("sent_at", UTCDateTime(), nullable=True),
        sa.Column("cause", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["enrollment_id"], ["enrollment.id"], name=op.f("fk_message_enrollment_id_enrollment")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_message_person_id_person")),
        sa.ForeignKeyConstraint(["touchpoint_id"], ["touchpoint.id"], name=op.f("fk_message_touchpoint_id_touchpoint")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_message")),
        sa.UniqueConstraint("dedupe_key", name=op.f("uq_message_dedupe_key")),
        sa.UniqueConstraint("id", name=op.f("uq_message_id")),
    )
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_message_enrollment_id"), ["enrollment_id"], unique=False)
        batch_op.create_index(
            "ix_message_after",
            ["after"],
            unique=False,
            sqlite_where=sa.text('"after" IS NOT NULL'),
            postgresql_where=sa.text('"after" IS NOT NULL'),
        )
        batch_op.create_index(
            "ix_message_open",
            ["priority", "due_at", "seq"],
            unique=False,
            sqlite_where=sa.text("state IN ('pending', 'retry')"),
            postgresql_where=sa.text("state IN ('pending', 'retry')"),
        )
        batch_op.create_index(batch_op.f("ix_message_person_id"), ["person_id"], unique=False)
        batch_op.create_index("ix_message_place", ["channel", "ts"], unique=False)
        batch_op.create_index(
            "ix_message_stale",
            ["stale"],
            unique=False,
            sqlite_where=sa.text("stale = 1"),
            postgresql_where=sa.text("stale"),
        )
        batch_op.create_index("ix_message_subject", ["kind", "subject"], unique=False)
        batch_op.create_index(batch_op.f("ix_message_touchpoint_id"), ["touchpoint_id"], unique=False)
        batch_op.create_index(
            "ix_message_unfinished",
            ["person_id", "seq"],
            unique=False,
            sqlite_where=sa.text("state IN ('pending', 'sending', 'retry')"),
            postgresql_where=sa.text("state IN ('pending', 'sending', 'retry')"),
        )

    op.create_table(
        "task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrollment_id", sa.String(), nullable=False),
        sa.Column("touchpoint_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("done_at", UTCDateTime(), nullable=True),
        sa.Column("help_asked_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["enrollment_id"], ["enrollment.id"], name=op.f("fk_task_enrollment_id_enrollment")),
        sa.ForeignKeyConstraint(["touchpoint_id"], ["touchpoint.id"], name=op.f("fk_task_touchpoint_id_touchpoint")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sa.UniqueConstraint("touchpoint_id", "task_id", name=op.f("uq_task_touchpoint_id_task_id")),
    )
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_task_enrollment_id"), ["enrollment_id"], unique=False)
