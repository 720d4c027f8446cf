"""The tables; private to the store, which returns core values."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, ColumnElement, Index, MetaData, UniqueConstraint, literal_column, text
from sqlmodel import Field, SQLModel

from onboardbot.store.types import EncryptedText, UTCDateTime

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Table(SQLModel):
    metadata = MetaData(naming_convention=NAMING)


def instant() -> Any:
    return Field(default=None, sa_type=UTCDateTime)


def secret() -> Any:
    return Field(default=None, sa_type=EncryptedText)


def literally(column: Any, *values: str) -> ColumnElement[bool]:
    """Return that a column has one of these values, written out: with parameters SQLite sees no partial index in it."""
    written: list[ColumnElement[Any]] = [literal_column(f"'{value}'") for value in values]
    return column.in_(written) if len(written) > 1 else column == written[0]  # type: ignore[no-any-return]


class WorkspaceRow(Table, table=True):
    __tablename__ = "workspace"
    id: int = Field(primary_key=True)
    team_id: str | None = Field(default=None, unique=True)
    clock_offset_us: int = Field(default=0, sa_type=BigInteger, sa_column_kwargs={"server_default": "0"})


class PersonRow(Table, table=True):
    __tablename__ = "person"
    __table_args__ = (
        UniqueConstraint("workspace_id", "email"),
        UniqueConstraint("workspace_id", "slack_id"),
        Index(
            "ix_person_outside_slack",
            "email",
            sqlite_where=text("slack_id IS NULL"),
            postgresql_where=text("slack_id IS NULL"),
        ),
        Index(
            "ix_person_home_wanted",
            "home_wanted",
            sqlite_where=text("home_wanted IS NOT NULL"),
            postgresql_where=text("home_wanted IS NOT NULL"),
        ),
    )
    id: str = Field(primary_key=True)
    workspace_id: int = Field(default=1, foreign_key="workspace.id")
    email: str
    name: str
    named: bool = False
    slack_id: str | None = None
    zone: str | None = None
    locale: str | None = None
    language: str | None = None
    deactivated: bool = False
    introduced_at: datetime | None = instant()
    home_wanted: str | None = None


class PlaybookVersionRow(Table, table=True):
    """Each used text, whole, under its SHA-256."""

    __tablename__ = "playbook_version"
    version: str = Field(primary_key=True)
    name: str
    text: str
    kept_at: datetime = Field(sa_type=UTCDateTime)


class CurrentFileRow(Table, table=True):
    """The last good text of each file, so that a broken one never replaces it, over restarts too.

    `told_problem` is the digest of the mistakes that HR was told of; it goes when they are mended.
    """

    __tablename__ = "current_file"
    name: str = Field(primary_key=True)
    text: str | None = None
    told_problem: str | None = None


class EnrollmentRow(Table, table=True):
    __tablename__ = "enrollment"
    __table_args__ = (
        Index(
            "uq_enrollment_one_open",
            "person_id",
            unique=True,
            sqlite_where=text("state != 'ended'"),
            postgresql_where=text("state != 'ended'"),
        ),
        Index(
            "ix_enrollment_ends_at",
            "ends_at",
            sqlite_where=text("state = 'active'"),
            postgresql_where=text("state = 'active'"),
        ),
        Index(
            "ix_enrollment_unsettled",
            "unsettled",
            sqlite_where=text("unsettled = 1"),
            postgresql_where=text("unsettled"),
        ),
    )
    id: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="person.id", index=True)
    state: str
    start_date: date
    time_zone: str | None = None
    country: str | None = None
    subdivision: str | None = None
    department: str | None = None
    location: str | None = None
    employment: str | None = None
    title: str | None = None
    week: str | None = None
    leave: list[list[str]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    language: str | None = None
    extra: str | None = secret()
    manager_id: str | None = Field(default=None, foreign_key="person.id", index=True)
    buddy_id: str | None = Field(default=None, foreign_key="person.id", index=True)
    wanted_playbook: str | None = None
    playbook: str | None = None
    version: str | None = Field(default=None, foreign_key="playbook_version.version")
    earlier: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    enrolled_at: datetime | None = instant()
    ends_at: datetime | None = instant()
    pace: str = "normal"
    paused_until: datetime | None = Field(default=None, sa_type=UTCDateTime, index=True)
    ended_at: datetime | None = instant()
    pause_wanted: bool = False
    unsettled: bool = True
    words_stopped_at: datetime | None = instant()
    check_ins_stopped_at: datetime | None = instant()


class PauseRow(Table, table=True):
    __tablename__ = "pause"
    id: int | None = Field(default=None, primary_key=True)
    enrollment_id: str = Field(foreign_key="enrollment.id", index=True)
    since: datetime = Field(sa_type=UTCDateTime)
    until: datetime | None = instant()


class TouchpointRow(Table, table=True):
    """`wake_at` is when the due flow looks at it next; None while it waits for something else than time.

    `planned_at` is when it got the date that it has; `version` is that of its playbook, where the hire has been
    moved to another one since. `seen_by` is the smaller circle that the hire chose for a check-in, `forgotten_at`
    when they deleted an answer to it. `eased_from` is when a check-in would have come that comes sooner, and asks one
    thing, after a low mood.
    """

    __tablename__ = "touchpoint"
    __table_args__ = (
        UniqueConstraint("enrollment_id", "step_id", "occurrence", "recipient"),
        Index("ix_touchpoint_wake_at", "wake_at"),
    )
    id: int | None = Field(default=None, primary_key=True)
    enrollment_id: str = Field(foreign_key="enrollment.id")
    step_id: str
    occurrence: int = 1
    recipient: str
    kind: str
    position: int
    due_at: datetime | None = instant()
    late_until: datetime | None = instant()
    wake_at: datetime | None = instant()
    planned_at: datetime | None = instant()
    state: str
    cause: str | None = None
    version: str | None = None
    seen_by: str | None = None
    forgotten_at: datetime | None = instant()
    eased_from: datetime | None = instant()


def where_set(name: str, column: str, condition: str) -> Index:
    """Return an index of the few rows in which a column is not empty."""
    return Index(name, column, sqlite_where=text(condition), postgresql_where=text(condition))


class MessageRow(Table, table=True):
    """The outbox; a row stays after it was sent, as the message it became."""

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("dedupe_key"),
        Index(
            "ix_message_open",
            "priority",
            "due_at",
            "seq",
            sqlite_where=text("state IN ('pending', 'retry')"),
            postgresql_where=text("state IN ('pending', 'retry')"),
        ),
        Index(
            "ix_message_unfinished",
            "person_id",
            "seq",
            sqlite_where=text("state IN ('pending', 'sending', 'retry')"),
            postgresql_where=text("state IN ('pending', 'sending', 'retry')"),
        ),
        Index("ix_message_stale", "stale", sqlite_where=text("stale = 1"), postgresql_where=text("stale")),
        where_set("ix_message_after", "after", '"after" IS NOT NULL'),
        where_set("ix_message_lease_until", "lease_until", "lease_until IS NOT NULL"),
        where_set("ix_message_added_to", "added_to", "added_to IS NOT NULL"),
        Index("ix_message_subject", "kind", "subject"),
        Index("ix_message_place", "channel", "ts"),
    )
    seq: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    kind: str
    person_id: str = Field(foreign_key="person.id", index=True)
    enrollment_id: str | None = Field(default=None, foreign_key="enrollment.id", index=True)
    touchpoint_id: int | None = Field(default=None, foreign_key="touchpoint.id", index=True)
    subject: str = ""
    dedupe_key: str
    after: str | None = None
    priority: int
    due_at: datetime = Field(sa_type=UTCDateTime)
    state: str = "pending"
    attempts: int = 0
    retry_at: datetime | None = instant()
    held_since: datetime | None = instant()
    lease_until: datetime | None = instant()
    stale: bool = False
    circle: list[str] | None = Field(default=None, sa_column=Column(JSON))
    args: str | None = secret()
    body: str | None = secret()
    introduces: bool = False
    late: bool = False
    channel: str | None = None
    ts: str | None = None
    thread_ts: str | None = None
    sent_at: datetime | None = instant()
    opened_at: datetime | None = instant()
    cause: str | None = None
    claimed_at: datetime | None = instant()
    added_to: str | None = None
    since: str | None = None
    looks: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    failed_looks: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    look_at: datetime | None = instant()


class FailureRow(Table, table=True):
    """What did not go out and why; told to HR once, cleared when it went after all.

    `tell_at` is when HR is told where that is not at once, `told_in` the message that tells it.
    """

    __tablename__ = "failure"
    __table_args__ = (
        UniqueConstraint("about", "cause"),
        Index("ix_failure_untold", "told_at", "cleared_at"),
    )
    id: int | None = Field(default=None, primary_key=True)
    about: str
    enrollment_id: str | None = Field(default=None, foreign_key="enrollment.id", index=True)
    touchpoint_id: int | None = Field(default=None, foreign_key="touchpoint.id")
    message_id: str | None = None
    cause: str
    detail: str | None = None
    since: datetime = Field(sa_type=UTCDateTime)
    tell_at: datetime | None = instant()
    told_at: datetime | None = instant()
    told_in: str | None = None
    cleared_at: datetime | None = instant()


class AnswerRow(Table, table=True):
    """`circle` holds person ids at the time of answering, the hire not among them.

    `source` is the ts of the newest tap or message that made it, `pieces` the messages of an answer in plain replies.
    """

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("touchpoint_id", "question_id"),)
    id: str = Field(primary_key=True)
    enrollment_id: str = Field(foreign_key="enrollment.id", index=True)
    touchpoint_id: int = Field(foreign_key="touchpoint.id")
    question_id: str
    kind: str
    value: str = Field(sa_type=EncryptedText)
    circle: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    counted: bool = False
    pool: str | None = Field(default=None, index=True)  # what answers that are counted together have in common
    themed: bool = False  # its question said before typing that what it is about may be counted
    kept: bool = False
    answered_at: datetime = Field(sa_type=UTCDateTime)
    source: str | None = None
    pieces: str | None = secret()


class TaskRow(Table, table=True):
    __tablename__ = "task"
    __table_args__ = (UniqueConstraint("touchpoint_id", "task_id"),)
    id: int | None = Field(default=None, primary_key=True)
    enrollment_id: str = Field(foreign_key="enrollment.id", index=True)
    touchpoint_id: int = Field(foreign_key="touchpoint.id")
    task_id: str
    due: date | None = None
    done_at: datetime | None = instant()
    help_asked_at: datetime | None = instant()


class FindingRow(Table, table=True):
    """A signal's whole life; `value` is the core's Finding as JSON, the columns are what queries need."""

    __tablename__ = "finding"
    id: str = Field(primary_key=True)
    enrollment_id: str = Field(foreign_key="enrollment.id", index=True)
    signal: str
    state: str
    due_at: datetime | None = Field(default=None, sa_type=UTCDateTime, index=True)
    value: str = Field(sa_type=EncryptedText)


class WatchRow(Table, table=True):
    """When the next look at a hire's silence and tasks is due."""

    __tablename__ = "watch"
    enrollment_id: str = Field(primary_key=True, foreign_key="enrollment.id")
    due_at: datetime | None = Field(default=None, sa_type=UTCDateTime, index=True)


class InboxRow(Table, table=True):
    """What Slack told us, stored before it was acknowledged; the payload is cleared seven days after handling."""

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("key"),
        Index("ix_inbox_new", "seq", sqlite_where=text("state = 'new'"), postgresql_where=text("state = 'new'")),
        Index(
            "ix_inbox_kept",
            "handled_at",
            sqlite_where=text("payload IS NOT NULL"),
            postgresql_where=text("payload IS NOT NULL"),
        ),
    )
    seq: int | None = Field(default=None, primary_key=True)
    key: str
    kind: str
    slack_user: str
    payload: str | None = secret()
    received_at: datetime = Field(sa_type=UTCDateTime)
    state: str = "new"
    attempts: int = 0
    retry_at: datetime | None = instant()
    handled_at: datetime | None = instant()
