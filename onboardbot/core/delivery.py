"""What sending can come to: it went out, or a failure that says whether trying again helps."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from onboardbot.core.outbox import LONGEST_PAUSE, SHUT_OUT, Cause, Envelope
from onboardbot.core.person import Person
from onboardbot.core.when import Value

FIRST_PAUSE = timedelta(seconds=5)
SHUT_OUT_PAUSE = timedelta(seconds=30)  # no growing one: what an operator mends works soon


class Posted(Value):
    """Where a message stands in Slack."""

    channel: str
    ts: str


class DeliveryError(Exception):
    """A message did not go out, or nobody can tell.

    `permanent`: trying again does not help. `lost`: it may have gone out, so it must not be sent again blindly.
    `retry_after`: how long the channel asked to be left alone.
    """

    def __init__(
        self,
        cause: Cause,
        detail: str,
        *,
        permanent: bool = False,
        lost: bool = False,
        retry_after: timedelta | None = None,
    ) -> None:
        super().__init__(detail)
        self.cause = cause
        self.detail = detail
        self.permanent = permanent
        self.lost = lost
        self.retry_after = retry_after


Outcome = Posted | DeliveryError | None
"""What came of a call; None: nothing was posted, or what was looked for is not there."""


@dataclass(frozen=True)
class Addressed:
    """A message that is on its way, and to whom."""

    envelope: Envelope
    person: Person


def retry_at(attempts: int, error: DeliveryError, *, now: datetime) -> datetime:
    """Return when to try again, in machine time: as Slack asked, else with doubling pauses up to 15 minutes."""
    if error.cause in SHUT_OUT:
        return now + SHUT_OUT_PAUSE
    pause = min(FIRST_PAUSE * 2 ** min(attempts - 1, 10), LONGEST_PAUSE)
    return now + (error.retry_after or pause)
