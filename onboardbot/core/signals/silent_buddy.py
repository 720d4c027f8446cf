"""Of two reminders in a row to meet none led to a meeting that anybody confirmed: another buddy may have more time."""

from datetime import datetime

from onboardbot.core.calendar import Calendar
from onboardbot.core.history import History
from onboardbot.core.routes import BUDDY, MANAGER
from onboardbot.core.signals.base import Gentle, Noticed

KEY = "silent_buddy"
SILENT = 2  # one may fall into a busy week; two in a row are the same two that make a silence


def detect(history: History, *, calendar: Calendar, now: datetime) -> Noticed | None:  # noqa: ARG001 - as all rules
    """Look at the newest meetings of which this buddy was reminded."""
    met = {meeting.number for meeting in history.meetings if meeting.role == BUDDY}
    newest = sorted(set(history.reminded))[-SILENT:]
    if len(newest) < SILENT or met.intersection(newest):
        return None
    return Noticed(KEY, tuple(str(number) for number in newest))


RULE = Gentle(KEY, MANAGER, detect)
