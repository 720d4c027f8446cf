"""A hire on a playbook version, from import to the end."""

from datetime import datetime
from enum import StrEnum

from onboardbot.core.hire import Hire
from onboardbot.core.pace import Pace
from onboardbot.core.when import Value


class EnrollmentState(StrEnum):
    """`waiting`: no playbook chosen yet; `ended`: nothing more is sent unasked."""

    WAITING = "waiting"
    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


class Enrollment(Value):
    """What we know of one onboarding; `version` is the SHA-256 of the playbook the hire started with.

    `pause_wanted`: it is paused as soon as it has a playbook. `earlier` are versions that HR moved the hire away from.
    `words_stopped_at` and `check_ins_stopped_at`: since when the hire wants no
    reading of their words, and no check-ins.
    """

    id: str
    person_id: str
    hire: Hire
    state: EnrollmentState
    manager_id: str | None = None
    buddy_id: str | None = None
    playbook: str | None = None
    version: str | None = None
    enrolled_at: datetime | None = None
    ends_at: datetime | None = None
    paused_until: datetime | None = None
    pace: Pace = Pace.NORMAL
    ended_at: datetime | None = None
    pause_wanted: bool = False
    earlier: tuple[str, ...] = ()
    words_stopped_at: datetime | None = None
    check_ins_stopped_at: datetime | None = None
