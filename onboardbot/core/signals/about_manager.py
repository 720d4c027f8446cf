"""A complaint about the manager or someone above, or what may be one."""

from datetime import datetime

from onboardbot.core.calendar import Calendar
from onboardbot.core.finding import Level, Signal
from onboardbot.core.history import History
from onboardbot.core.language.heard import Topic
from onboardbot.core.listening import complaint, holds
from onboardbot.core.signals.base import Mode, Rule

KEY = "about_manager"


def detect(history: History, *, calendar: Calendar, now: datetime) -> Signal | None:  # noqa: ARG001 - as all rules
    """Listen to the newest words."""
    return complaint(Topic.ABOUT_MANAGER, history)


RULE = Rule(KEY, Level.PROTECTED, Mode.CONFIDENTIAL, detect, holds)
