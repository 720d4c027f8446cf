"""Somebody is treated worse for who they are."""

from datetime import datetime

from onboardbot.core.calendar import Calendar
from onboardbot.core.finding import Level, Signal
from onboardbot.core.history import History
from onboardbot.core.language.heard import Topic
from onboardbot.core.listening import complaint, holds
from onboardbot.core.signals.base import Mode, Rule

KEY = "discrimination"


def detect(history: History, *, calendar: Calendar, now: datetime) -> Signal | None:  # noqa: ARG001 - as all rules
    """Listen to the newest words."""
    return complaint(Topic.DISCRIMINATION, history)


RULE = Rule(KEY, Level.PROTECTED, Mode.CONFIDENTIAL, detect, holds)
