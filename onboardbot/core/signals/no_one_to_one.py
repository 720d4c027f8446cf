"""No talk alone with the manager was confirmed by working day 4.

A talk in the first week matters most (Microsoft 2018); on its fourth day there is a day left for it.
"""

from datetime import datetime

from onboardbot.core.calendar import Calendar
from onboardbot.core.history import History
from onboardbot.core.routes import MANAGER
from onboardbot.core.signals.base import Gentle, Noticed

KEY = "no_one_to_one"
BY = 4  # working days of the hire


def detect(history: History, *, calendar: Calendar, now: datetime) -> Noticed | None:
    """See whether neither side has confirmed one by then."""
    begun = calendar.workday_number(history.start, calendar.local_date(now)) >= BY
    met = any(meeting.role == MANAGER for meeting in history.meetings)
    return Noticed(KEY, ()) if begun and not met else None


RULE = Gentle(KEY, MANAGER, detect)
