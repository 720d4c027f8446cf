"""How fast steps go out: late ones, so that nobody gets an avalanche, and all of them as the newcomer likes it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from onboardbot.core.calendar import Calendar

LATE_A_DAY = 3


class Pace(StrEnum):
    """How a newcomer wants it: as planned, or one step a working day at most."""

    NORMAL = "normal"
    SLOWER = "slower"


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


def slower_turn(late_until: datetime | None, *, gone_today: int, calendar: Calendar, now: datetime) -> datetime | None:
    """Return when a step may go to somebody who wants one a day at most; None: now.

    `gone_today` are the steps that went on this local day. What would be too late on the next working day goes
    today all the same: a slower pace loses nothing.

    Raises:
        NoWorkingDayError: no working day within a year.
    """
    if not gone_today:
        return None
    following = calendar.opening(calendar.add_workdays(calendar.local_date(now), 1))
    return None if late_until is not None and following > late_until else following
