"""From the third month on nobody confirmed a talk with the manager for a month.

Help from the manager from month three on matters as much as that of the first weeks, and is what fades first
(Jokisaari & Nurmi 2009). It is a reminder to the manager and no alert.
"""

from datetime import datetime, timedelta

from onboardbot.core.calendar import Calendar
from onboardbot.core.history import History
from onboardbot.core.routes import MANAGER
from onboardbot.core.signals.base import Gentle, Noticed
from onboardbot.core.timing import distant
from onboardbot.core.when import Unit

KEY = "fading_help"
MONTHS = 3  # after the start
FADED = timedelta(days=31)  # since the last talk that anybody confirmed: a talk every month is what is asked for


def detect(history: History, *, calendar: Calendar, now: datetime) -> Noticed | None:
    """Look for a month without a talk; the last one is the evidence."""
    talks = [meeting for meeting in history.meetings if meeting.role == MANAGER]
    begun = calendar.local_date(now) >= distant(history.start, Unit.MONTHS, MONTHS)
    if not begun or (talks and now - talks[-1].at <= FADED):
        return None
    return Noticed(KEY, tuple(str(talk.number) for talk in talks[-1:]))


RULE = Gentle(KEY, MANAGER, detect)
