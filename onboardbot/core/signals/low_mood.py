"""One bad day: a mood of 2 or less."""

from collections.abc import Iterable
from datetime import datetime

from onboardbot.core.calendar import Calendar
from onboardbot.core.finding import Finding, Level, Signal
from onboardbot.core.history import Answer, History
from onboardbot.core.signals.base import Mode, Rule, last_straw, within_workdays

KEY = "low_mood"
LOW = 2  # of 5
HOLDS = 5  # working days


def detect(history: History, *, calendar: Calendar, now: datetime) -> Signal | None:  # noqa: ARG001 - as all rules
    """Look at the newest mood."""
    newest = last_straw(history)
    if newest is None or not lows((newest,)):
        return None
    return Signal(key=KEY, level=Level.CARE, evidence=(newest.id,), circle=newest.circle)


def holds(finding: Finding, history: History, *, calendar: Calendar, now: datetime) -> bool:
    """Say whether it is fresh, and still what the person says."""
    fresh = within_workdays(finding, HOLDS, calendar=calendar, now=now)
    return fresh and bool(lows(history.pieces(finding)))


def lows(moods: Iterable[Answer]) -> tuple[Answer, ...]:
    """Return those that are low."""
    return tuple(mood for mood in moods if mood.mood is not None and mood.mood <= LOW)


RULE = Rule(KEY, Level.CARE, Mode.ASKED, detect, holds)
