"""What waits to be sent: kinds, priorities, states and causes."""

from datetime import datetime, timedelta
from enum import IntEnum, StrEnum

from onboardbot.core.when import Value

LEASE = timedelta(minutes=2)  # well above the Slack client's 30 s timeout
TIMEOUT = timedelta(seconds=30)  # of one call to Slack
SKEW = timedelta(minutes=1)  # by which the clocks of machines that share a database may differ; the doctor looks
LONGEST_PAUSE = timedelta(minutes=15)  # until a row is tried again; what Slack asks for holds its conversation
HOLD_BACK = timedelta(minutes=30)  # a message that is being retried delays later ones of its person no longer

TOGETHER = timedelta(hours=1)  # within which several notes to one person are one message
MOST_TOGETHER = 4  # notes in one message: more is not read, and Slack takes 50 blocks


class Priority(IntEnum):
    """Lower goes first; all but DUE overtake what waits for the same person."""

    CLICK = 0
    PROTECTED = 1
    ALERT = 2
    DUE = 3
    DIGEST = 4


class MessageState(StrEnum):
    """pending -> sending -> sent | retry | failed | unsure; `cancelled` before it was sent.

    `adding`: it becomes part of a message that its reader has already, and is sent once that was changed in Slack.
    """

    PENDING = "pending"
    ADDING = "adding"
    SENDING = "sending"
    SENT = "sent"
    RETRY = "retry"
    FAILED = "failed"
    UNSURE = "unsure"
    CANCELLED = "cancelled"


class Cause(StrEnum):
    """Why something did not go out: a closed list, each with words for HR."""

    NOT_IN_SLACK = "not_in_slack"
    DEACTIVATED = "deactivated"
    UNKNOWN_EMAIL = "unknown_email"
    CANNOT_DM = "cannot_dm"
    ROLE_EMPTY = "role_empty"
    ENROLLED_LATE = "enrolled_late"
    PAUSED = "paused"
    NO_PLAYBOOK = "no_playbook"
    RENDER = "render"
    MISSING_SCOPE = "missing_scope"
    APP_REMOVED = "app_removed"
    TOKEN_REVOKED = "token_revoked"  # noqa: S105 - a cause, not a secret
    UNREACHABLE = "unreachable"
    RATE_LIMITED = "rate_limited"
    BOT_DOWN = "bot_down"
    UNSURE = "unsure"


SHUT_OUT = frozenset({Cause.TOKEN_REVOKED, Cause.APP_REMOVED})  # nothing goes to anybody until a human has acted


class Envelope(Value):
    """One message of the outbox; `subject` names what it is about (a touchpoint, a finding, ...) by id.

    `retry_at`, `lease_until` and `look_at` are machine time, `due_at`, `claimed_at` and `sent_at` business time; all
    UTC. A sent message has a lease while it is changed in Slack, and keeps it where nobody knows what came of that.

    `opened_at` is when its reader first tapped something on it or saw it on their Home, as Slack tells no more.
    `added_to` is the message that it became part of, its own where it stands alone for good.
    `claimed_at` is when it was first claimed: its words fit that day. `since` is the newest ts of the conversation
    that was known then: where it is lost, it is looked for behind it. `looks` found nothing, `failed_looks` could not
    be made.
    """

    id: str
    kind: str
    person_id: str
    enrollment_id: str | None
    touchpoint_id: int | None
    subject: str
    dedupe_key: str
    due_at: datetime
    priority: Priority
    state: MessageState
    attempts: int = 0
    channel: str | None = None
    ts: str | None = None
    thread_ts: str | None = None
    args: str | None = None
    body: str | None = None
    sent_at: datetime | None = None
    opened_at: datetime | None = None
    lease_until: datetime | None = None
    introduces: bool = False
    cause: Cause | None = None
    claimed_at: datetime | None = None
    added_to: str | None = None
    since: str | None = None
    looks: int = 0
    failed_looks: int = 0
    look_at: datetime | None = None
