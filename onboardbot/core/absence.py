"""When a hire is not there: leave and pauses, and working days that leave them out."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from onboardbot.core.calendar import Calendar, at_local_time
from onboardbot.core.finding import Level
from onboardbot.core.history import History, Pause

ONE_DAY = timedelta(days=1)
REST = timedelta(days=2)  # after somebody was in distress, in which nothing ordinary is said


def on_leave(calendar: Calendar, day: date) -> bool:
    return any(days.first <= day <= days.last for days in calendar.leave)


def pause_at(history: History, instant: datetime) -> Pause | None:
    """Return the pause that an instant falls into, of several the one that ends last."""
    found = [p for p in history.pauses if p.since <= instant and (p.until is None or instant < p.until)]
    return max(found, key=lambda p: (p.until is None, p.until or p.since), default=None)


def rests_until(history: History, calendar: Calendar, instant: datetime) -> datetime | None:
    """Return when the rest after distress ends into which an instant falls: the same local time two days later."""
    found = (one.found_at for one in history.findings if one.level is Level.DISTRESS and one.found_at <= instant)
    ends = (rest_ends(calendar, at) for at in found)
    return max((end for end in ends if end > instant), default=None)


def rest_ends(calendar: Calendar, found_at: datetime) -> datetime:
    """Return the end of the rest after distress."""
    local = found_at.astimezone(calendar.zone)
    return at_local_time(local.date() + REST, local.time(), calendar.zone)


def same_time(calendar: Calendar, instant: datetime, workdays: int) -> datetime:
    """Return the same local time some working days later."""
    local = instant.astimezone(calendar.zone)
    return at_local_time(calendar.add_workdays(local.date(), workdays), local.time(), calendar.zone)


def unpaused_workday(calendar: Calendar, pauses: Sequence[Pause], day: date, workdays: int) -> date | None:
    """Return the n-th working day after `day` that no pause touches; None: an open pause hides it.

    A day on which a pause begins or ends counts as a day of the pause.
    """
    left = workdays
    while left:
        day = calendar.add_workdays(day, 1)
        touching = [pause for pause in pauses if _touches(pause, day, calendar.zone)]
        if any(pause.until is None for pause in touching):
            return None
        left -= not touching
    return day


def unpaused_same_time(
    calendar: Calendar, pauses: Sequence[Pause], instant: datetime, workdays: int
) -> datetime | None:
    """Return the same local time some working days later, days of pause not counted."""
    local = instant.astimezone(calendar.zone)
    day = unpaused_workday(calendar, pauses, local.date(), workdays)
    return None if day is None else at_local_time(day, local.time(), calendar.zone)


def _touches(pause: Pause, day: date, zone: ZoneInfo) -> bool:
    begin = at_local_time(day, time(0, 0), zone)
    end = at_local_time(day + ONE_DAY, time(0, 0), zone)
    return pause.since < end and (pause.until is None or pause.until > begin)
