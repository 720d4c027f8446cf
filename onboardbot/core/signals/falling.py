"""A mood fell by two or more below what is usual for this person.

Each is compared with their own baseline: a slow slide after a good start is normal (Boswell 2009).
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from statistics import median

from onboardbot.core.calendar import Calendar
from onboardbot.core.finding import Finding, Level, Signal
from onboardbot.core.history import Answer, History
from onboardbot.core.signals.base import Mode, Rule, everybody_in_all, last_straw, within_workdays

KEY = "falling"
FALL = 2
EARLIER = 2  # moods that a baseline needs at least
HOLDS = 10  # working days


def detect(history: History, *, calendar: Calendar, now: datetime) -> Signal | None:  # noqa: ARG001 - as all rules
    """Compare the newest mood with the median of all earlier ones, which are evidence too."""
    moods = history.moods
    if last_straw(history) is None or not fell(moods):
        return None
    return Signal(key=KEY, level=Level.CARE, evidence=tuple(mood.id for mood in moods), circle=everybody_in_all(moods))


def holds(finding: Finding, history: History, *, calendar: Calendar, now: datetime) -> bool:
    """Say whether it is fresh, and still what the person says."""
    return within_workdays(finding, HOLDS, calendar=calendar, now=now) and fell(history.pieces(finding))


def fell(moods: Iterable[Answer]) -> bool:
    """Say whether the last mood lies two or more below the median of those before."""
    return dropped([mood.mood for mood in moods if mood.mood is not None])


def dropped(values: Sequence[int]) -> bool:
    """Say the same of the moods as numbers, the oldest first."""
    return len(values) > EARLIER and values[-1] <= median(values[:-1]) - FALL


RULE = Rule(KEY, Level.CARE, Mode.ANNOUNCED, detect, holds)
