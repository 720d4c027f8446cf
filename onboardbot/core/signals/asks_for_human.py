"""The hire asks in words to talk to somebody; nobody is told unasked, they choose whom."""

from datetime import datetime

from onboardbot.core.calendar import Calendar
from onboardbot.core.finding import Finding, Level, Signal
from onboardbot.core.history import History
from onboardbot.core.language.requests import asks_for_human
from onboardbot.core.signals.base import Mode, Rule

KEY = "asks_for_human"


def detect(history: History, *, calendar: Calendar, now: datetime) -> Signal | None:  # noqa: ARG001 - as all rules
    """Look at the newest words, in a check-in or outside of one."""
    newest = history.answers[-1] if history.answers else None
    found = {piece for finding in history.of_signal(KEY) for piece in finding.evidence}
    if newest is None or newest.id in found or not asks_for_human(newest.text or "", history.names.values()):
        return None
    return Signal(key=KEY, level=Level.HANDOFF, evidence=(newest.id,), circle=frozenset())


def holds(finding: Finding, history: History, *, calendar: Calendar, now: datetime) -> bool:  # noqa: ARG001
    """A wish holds until somebody has taken it, or the newcomer closes it."""
    return True


RULE = Rule(KEY, Level.HANDOFF, Mode.OWNER, detect, holds)
