"""How fast late steps go out, so that nobody gets an avalanche after an outage or a late enrollment."""

from dataclasses import dataclass
from datetime import datetime

from onboardbot.core.calendar import Calendar

LATE_A_DAY = 3


@dataclass(frozen=True)
class Turn:
    """How many of the waiting late steps may go now, the oldest first, and when the next may; None: nothing waits."""

    go: int
    next_at: datetime | None


def late_turn(waiting: int, *, gone_today: int, calendar: Calendar, now: datetime) -> Turn:
    """Return whose turn it is among `waiting` late steps, in working hours and at most three a local day.

    `gone_today` are the late ones that went on this local day of `calendar`. What is on time needs no turn.

    Raises:
        NoWorkingDayError: no working hours within a year.
    """
    opens = calendar.next_working_instant(now)
    if opens > now:
        return Turn(0, opens if waiting else None)
    go = min(waiting, max(LATE_A_DAY - gone_today, 0))
    tomorrow = calendar.add_workdays(calendar.local_date(now), 1)
    return Turn(go, calendar.opening(tomorrow) if go < waiting else None)
