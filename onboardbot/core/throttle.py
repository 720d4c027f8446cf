"""How much Slack may be asked: so much a minute, some of it at once, as one instant in a row that processes share.

The instant, `full_at`, is when nothing of the budget is used any more (the "theoretical arrival time" of GCRA): each
call moves it on. It is machine time.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from onboardbot.core.outbox import Priority

MINUTE = timedelta(minutes=1)
SHARE = 4  # a quarter of a minute's budget may go at once; the rest is spread, so that no minute holds more
SECOND = timedelta(seconds=1)  # "one message per second per channel" (docs.slack.dev/apis/web-api/rate-limits)
BURST = 4 * SECOND  # "short bursts >1 allowed": kept for those who wait for it; what is unasked keeps the second
WAITED_FOR = Priority.PROTECTED  # and what is more urgent
TRUST = 2 * BURST  # a channel that is full later than this is not: the machine's clock was set back


@dataclass(frozen=True)
class Budget:
    """So many calls in any minute."""

    per_minute: int

    @property
    def at_once(self) -> int:
        return max(self.per_minute // SHARE, 1)

    @property
    def apart(self) -> timedelta:
        """How long one call weighs, so that a minute that begins with all at once holds no more than a minute may."""
        return MINUTE / (self.per_minute - self.at_once + 1)

    def left(self, full_at: datetime | None, *, machine: datetime) -> int:
        """Return how many calls may go now."""
        return int((self.at_once * self.apart - self._used(full_at, machine)) / self.apart)

    def after(self, calls: int, full_at: datetime | None, *, machine: datetime) -> datetime:
        """Return when nothing is used any more, after these calls."""
        return machine + self._used(full_at, machine) + calls * self.apart

    def mended(self, full_at: datetime | None, *, machine: datetime) -> datetime | None:
        """Return when a budget is free again that can't be used that far ahead: the machine's clock was set back.

        None: it can be.
        """
        return (
            None
            if full_at is None or full_at <= machine + self.at_once * self.apart
            else self.after(0, full_at, machine=machine)
        )

    def opens(self, full_at: datetime | None, *, machine: datetime) -> datetime:
        """Return when the next call may go."""
        return machine + max(self._used(full_at, machine) - (self.at_once - 1) * self.apart, timedelta())

    def _used(self, full_at: datetime | None, machine: datetime) -> timedelta:
        """Return what is used of the budget, as time; never more than all of it, even if the clock was set back."""
        used = (full_at or machine) - machine
        return min(max(used, timedelta()), self.at_once * self.apart)


# Slack's tiers by method, a minute (docs.slack.dev/apis/web-api/rate-limits): 2 has 20, 3 has 50, 4 has 100.
METHODS = {
    "chat.update": Budget(50),
    "views.publish": Budget(100),
    "conversations.history": Budget(50),  # and conversations.replies, of which no more are asked for
    "conversations.open": Budget(50),
    "users.list": Budget(20),
    "users.lookupByEmail": Budget(50),
    "users.info": Budget(100),
}


def channel_after(full_at: datetime | None, *, machine: datetime) -> datetime:
    """Return when a channel has had its second for each message, after one more."""
    begins = full_at if full_at is not None and machine < full_at <= machine + TRUST else machine
    return begins + SECOND
