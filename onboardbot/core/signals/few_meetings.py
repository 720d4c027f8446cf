"""So many meetings with the buddy did not come about that eight in 90 days are out of reach.

Of newcomers who met their buddy more than eight times in 90 days 97 % say that it sped them up, of those who met
once 56 % (Microsoft, HBR 2019): what counts are meetings, not assignments.
"""

from datetime import datetime, timedelta

from onboardbot.core.calendar import Calendar
from onboardbot.core.history import History
from onboardbot.core.routes import BUDDY, MANAGER
from onboardbot.core.signals.base import Gentle, Noticed

KEY = "few_meetings"
GOAL = 8  # in the first 90 days
PLANNED = 10  # reminders to meet in that time, see `core.nudges`
MISSED = PLANNED - GOAL  # how many may come to nothing
LASTS = timedelta(days=90)


def detect(history: History, *, calendar: Calendar, now: datetime) -> Noticed | None:
    """Count the meetings of which the buddy was reminded, but for the newest, and that nobody confirmed."""
    met = {meeting.number for meeting in history.meetings if meeting.role == BUDDY}
    missed = [number for number in sorted(set(history.reminded))[:-1] if number not in met]
    over = calendar.local_date(now) - history.start > LASTS
    if over or len(missed) <= MISSED or len(met) >= GOAL:
        return None
    return Noticed(KEY, tuple(str(number) for number in missed))


RULE = Gentle(KEY, MANAGER, detect)
