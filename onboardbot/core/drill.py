"""Once a month whoever is trusted with what can't wait shows that messages reach them."""

from datetime import datetime, timedelta

from onboardbot.core.calendar import Calendar

PATIENCE = 2  # working days until HR hears that nobody tapped, as long as a note waits for its first reminder
LONGEST_MONTH = timedelta(days=31)


def next_drill(now: datetime, calendar: Calendar) -> datetime:
    """Return when the drill of the next month is due: as hours begin on its first working day, by their own calendar.

    Raises:
        NoWorkingDayError: no working day within a year.
    """
    first = calendar.local_date(now).replace(day=1)
    return calendar.opening(calendar.next_workday((first + LONGEST_MONTH).replace(day=1)))
