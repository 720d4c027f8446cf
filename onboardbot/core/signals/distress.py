"""Somebody may not want to go on, or is in danger."""

from datetime import datetime

from onboardbot.core.calendar import Calendar
from onboardbot.core.finding import Level, Signal
from onboardbot.core.history import History
from onboardbot.core.listening import holds, in_distress
from onboardbot.core.signals.base import Mode, Rule

KEY = "distress"


def detect(history: History, *, calendar: Calendar, now: datetime) -> Signal | None:  # noqa: ARG001 - as all rules
    """Listen to the newest words."""
    return in_distress(history)


RULE = Rule(KEY, Level.DISTRESS, Mode.CONFIDENTIAL, detect, holds)
