"""Three reminders in a row to meet led to no meeting that anybody confirmed: another buddy may have more time."""

from datetime import datetime

from onboardbot.core.calendar import Calendar
from onboardbot.core.history import History
from onboardbot.core.routes import BUDDY, MANAGER
from onboardbot.core.signals.base import Gentle, Noticed

KEY = "silent_buddy"
SILENT = 3  # one may fall into a busy week, and many meet without a tap
SINCE = 12  # working day: a buddy is no silent one after a week; what weekly reminders show by then is a habit


def detect(history: History, *, calendar: Calendar, now: datetime) -> Noticed | None:
    """Look at the newest meetings of which this buddy was reminded, once the next one is due."""
    met = {meeting.number for meeting in history.meetings if meeting.role == BUDDY}
    newest = sorted(set(history.reminded))[-SILENT:]
    early = calendar.workday_number(history.start, calendar.local_date(now)) < SINCE
    if early or len(newest) < SILENT or met.intersection(newest):
        return None
    return Noticed(KEY, tuple(str(number) for number in newest))


RULE = Gentle(KEY, MANAGER, detect)
