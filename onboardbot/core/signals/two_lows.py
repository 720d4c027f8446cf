"""Two of the last three moods were 2 or less."""

from datetime import datetime

from onboardbot.core.calendar import Calendar
from onboardbot.core.finding import Finding, Level, Signal
from onboardbot.core.history import History
from onboardbot.core.signals.base import Mode, Rule, everybody_in_all, last_straw, within_workdays
from onboardbot.core.signals.low_mood import lows

KEY = "two_lows"
OF_LAST = 3
LOWS = 2
HOLDS = 10  # working days


def detect(history: History, *, calendar: Calendar, now: datetime) -> Signal | None:  # noqa: ARG001 - as all rules
    """Look at the last three moods; the newest is one of the lows, as a good day is no reason to worry."""
    newest = last_straw(history)
    found = lows(history.moods[-OF_LAST:])
    if newest not in found or len(found) < LOWS:
        return None
    return Signal(key=KEY, level=Level.CARE, evidence=tuple(low.id for low in found), circle=everybody_in_all(found))


def holds(finding: Finding, history: History, *, calendar: Calendar, now: datetime) -> bool:
    """Say whether it is fresh, and still what the person says."""
    fresh = within_workdays(finding, HOLDS, calendar=calendar, now=now)
    return fresh and len(lows(history.pieces(finding))) >= LOWS


RULE = Rule(KEY, Level.CARE, Mode.ANNOUNCED, detect, holds)
