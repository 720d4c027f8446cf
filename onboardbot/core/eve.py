"""The working day before the start: is the date still right, and is there an account?"""

from dataclasses import dataclass
from datetime import date, datetime

from onboardbot.core.calendar import Calendar
from onboardbot.core.timing import Start, other_slot
from onboardbot.core.when import When, WorkingDay

THE_DAY_BEFORE = When(day=WorkingDay(n=-1))


@dataclass(frozen=True)
class Eve:
    """`day_one` is the hire's first working day, which begins at `begins`; both questions are for the day before.

    `ask_at` is in the working hours of whoever is asked, `account_at` the hire's noon; None: it is too late.
    """

    day_one: date
    begins: datetime
    ask_at: datetime | None
    account_at: datetime | None


def eve(start_date: date, *, calendar: Calendar, asked: Calendar, now: datetime) -> Eve:
    """Return when whoever is asked, with their own calendar, is asked about a hire, whose is `calendar`.

    What is late still makes sense until the hire begins.

    Raises:
        NoWorkingDayError: no such day within a year.
    """
    day_one = calendar.next_workday(start_date)
    begins = calendar.opening(day_one)
    ask_at = other_slot(THE_DAY_BEFORE, Start(start_date, now, calendar), asked).due_at
    noon = calendar.local_noon(calendar.nth_workday(start_date, -1))
    ask_at = max(ask_at, asked.next_working_instant(now))
    account_at = max(noon, now)
    return Eve(day_one, begins, _before(begins, ask_at), _before(begins, account_at))


def _before(begins: datetime, instant: datetime) -> datetime | None:
    return instant if instant < begins else None
