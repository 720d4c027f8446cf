"""Working days and working hours: which days count for a person, and which instants."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from onboardbot.core.company import MONDAY_TO_FRIDAY, Company, Days, Hours, Place
from onboardbot.core.hire import Hire
from onboardbot.core.public_holidays import public_holidays
from onboardbot.core.zones import first_zone, zone_named

FARTHEST = 366  # days; a year in which nobody works is a mistake in week, closures or leave
NOON = time(12, 0)
NOWHERE = Place()
NINE_TO_HALF_PAST_FIVE = Hours()
FIRST_DAY, LAST_DAY = date(2, 1, 1), date(9998, 12, 31)  # beyond, an instant may have no UTC


class NoWorkingDayError(Exception):
    """No working day within 366 days, or none that the calendar reaches; the text is a sentence for people."""


def at_local_time(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """Return the instant in UTC at which `zone`'s wall clock shows `clock` on `day`.

    A time skipped by daylight saving moves forward (02:30 becomes 03:30); a
    time that occurs twice means its first occurrence (PEP 495, fold=0).
    """
    return datetime.combine(day, clock.replace(fold=0), tzinfo=zone).astimezone(UTC)


def shift(day: date, days: int) -> date:
    """Return the date some days later.

    Raises:
        NoWorkingDayError: the calendar ends before.
    """
    if not FIRST_DAY.toordinal() <= day.toordinal() + days <= LAST_DAY.toordinal():
        raise NoWorkingDayError(f"the calendar does not reach {days} days from {day}")
    return day + timedelta(days=days)


@dataclass(frozen=True)
class Calendar:
    """When one person works.

    A working day is a day of `week` (0 = Monday) that is neither a public holiday of `country` and `subdivision`
    nor in `closed` nor in `leave`. No country: no holidays. `hours` are local, both ends included.
    """

    zone: ZoneInfo
    week: frozenset[int] = MONDAY_TO_FRIDAY
    hours: Hours = NINE_TO_HALF_PAST_FIVE
    country: str | None = None
    subdivision: str | None = None
    closed: tuple[Days, ...] = ()
    leave: tuple[Days, ...] = ()

    def is_workday(self, day: date) -> bool:
        """Return whether the person works on `day`."""
        if day.weekday() not in self.week or self._away(day):
            return False
        return day not in public_holidays(self.country, self.subdivision, day.year)

    def _away(self, day: date) -> bool:
        return any(days.first <= day <= days.last for ranges in (self.closed, self.leave) for days in ranges)

    def next_workday(self, day: date) -> date:
        """Return `day` if it is a working day, else the first one after it.

        Raises:
            NoWorkingDayError: no such day within a year.
        """
        return self._nearest(day, 1)

    def previous_workday(self, day: date) -> date:
        """Return `day` if it is a working day, else the last one before it.

        Raises:
            NoWorkingDayError: no such day within a year.
        """
        return self._nearest(day, -1)

    def _nearest(self, day: date, step: int) -> date:
        for distance in range(FARTHEST + 1):
            candidate = shift(day, distance * step)
            if self.is_workday(candidate):
                return candidate
        side = "after" if step > 0 else "before"
        raise NoWorkingDayError(
            f"there is no working day within {FARTHEST} days {side} {day}; look at week, closures and leave"
        )

    def nth_workday(self, start: date, n: int) -> date:
        """Return the n-th working day, counting from `start`.

        Day 1 is `start` itself, or the first working day after it. Day -1 is the
        last working day before day 1: there is no day 0, as people don't say it.

        Raises:
            NoWorkingDayError: no such day within a year.
        """
        first = self.next_workday(start)
        return self.add_workdays(first, n - 1 if n > 0 else n)

    def add_workdays(self, day: date, count: int) -> date:
        """Return the `count`-th working day after `day`, or before it where `count` is negative.

        `day` itself is never counted; a `count` of 0 means `day` or the first working day after it.

        Raises:
            NoWorkingDayError: no such day within a year.
        """
        step = 1 if count > 0 else -1
        for _ in range(abs(count)):
            day = self._nearest(shift(day, step), step)
        return day if count else self.next_workday(day)

    def next_week(self, day: date) -> date:
        """Return the first working day of the working week after the one of `day`.

        A working week begins with the first day of `week` after a day off; where there is none, on Monday.

        Raises:
            NoWorkingDayError: no such day within a year.
        """
        ahead = (shift(day, distance) for distance in range(1, 8))
        begins = (d for d in ahead if d.weekday() in self.week and shift(d, -1).weekday() not in self.week)
        monday = shift(day, 7 - day.weekday())
        return self.next_workday(next(begins, monday))

    def workday_number(self, start: date, day: date) -> int:
        """Return which working day `day` is for somebody who starts at `start`: the n of `nth_workday`.

        A day off has the number of the working day before it; that can be -1, and never 0.

        Raises:
            NoWorkingDayError: no such day within a year.
        """
        first = self.next_workday(start)
        if day >= first:
            return self._count(first, day)
        return -self._count(self.previous_workday(day), shift(first, -1))

    def _count(self, first: date, last: date) -> int:
        """Return how many working days there are from `first` to `last`, both included."""
        days = range(first.toordinal(), last.toordinal() + 1)
        return sum(self.is_workday(date.fromordinal(ordinal)) for ordinal in days)

    def workdays_between(self, earlier: datetime, later: datetime) -> int:
        """Return how often a working day reached the local time of `earlier` after its day and until `later`."""
        begin, end = earlier.astimezone(self.zone), later.astimezone(self.zone)
        days = self._count(begin.date() + timedelta(days=1), end.date())
        unfinished = self.is_workday(end.date()) and at_local_time(end.date(), begin.time(), self.zone) > later
        return max(days - unfinished, 0)

    def local_date(self, instant: datetime) -> date:
        """Return the date on the person's wall calendar."""
        return instant.astimezone(self.zone).date()

    def opening(self, day: date) -> datetime:
        """Return the instant in UTC at which hours begin on `day`, working day or not."""
        return at_local_time(day, self.hours.begin, self.zone)

    def closing(self, day: date) -> datetime:
        """Return the instant in UTC at which hours end on `day`, working day or not."""
        return at_local_time(day, self.hours.end, self.zone)

    def local_noon(self, day: date) -> datetime:
        """Return the instant in UTC of 12:00 on `day`."""
        return at_local_time(day, NOON, self.zone)

    def within_hours(self, instant: datetime) -> bool:
        """Return whether the wall clock shows working hours of a working day, their last minute as HH:MM:00."""
        local = instant.astimezone(self.zone)
        return self.hours.begin <= local.time() <= self.hours.end and self.is_workday(local.date())

    def next_working_instant(self, instant: datetime) -> datetime:
        """Return `instant` if it is within working hours, else when the next ones begin; in UTC.

        Raises:
            NoWorkingDayError: no such day within a year.
        """
        moment, local = instant.astimezone(UTC), instant.astimezone(self.zone)
        if self.within_hours(moment):
            return moment
        today = local.time() < self.hours.begin and self.is_workday(local.date())
        day = local.date() if today else self.next_workday(shift(local.date(), 1))
        # Where clocks go back, hours that began the first time the clock showed it have begun already.
        return max(self.opening(day), moment)


def hire_calendar(hire: Hire, company: Company, *, slack_zone: str | None = None) -> Calendar:
    """Return the calendar of a hire: each value of the row, else of the location, else of the company.

    The zone comes from the Slack profile where none of them has one, and is UTC where nobody knows.
    """
    place = place_of(company, hire.location)
    country, subdivision = _region(hire, place, company)
    return Calendar(
        zone=first_zone(hire.time_zone, place.time_zone, company.time_zone, slack_zone) or zone_named("UTC"),
        week=hire.week or place.week or company.week,
        hours=place.hours or company.hours,
        country=country,
        subdivision=subdivision,
        closed=company.closed,
        leave=hire.leave,
    )


def other_calendar(row: Hire | None, company: Company, hire: Calendar, *, slack_zone: str | None = None) -> Calendar:
    """Return the calendar of somebody who receives something about a hire, whose own calendar is `hire`.

    The zone is that of their own row (with its location) in the people file, else of their Slack profile, else the
    hire's. Everything else is that of their own row, else the company's.
    """
    place = place_of(company, row.location if row else None)
    country, subdivision = _region(row, place, company)
    return Calendar(
        zone=first_zone(row.time_zone if row else None, place.time_zone, slack_zone) or hire.zone,
        week=(row.week if row else None) or place.week or company.week,
        hours=place.hours or company.hours,
        country=country,
        subdivision=subdivision,
        closed=company.closed,
        leave=row.leave if row else (),
    )


def place_of(company: Company, location: str | None) -> Place:
    """Return what the company says of a location, case ignored; nothing where it does not name it."""
    wanted = (location or "").casefold()
    return next((place for name, place in company.locations.items() if name.casefold() == wanted), NOWHERE)


def _region(row: Hire | None, place: Place, company: Company) -> tuple[str | None, str | None]:
    """Return country and subdivision; a subdivision only counts with the country of the same place."""
    for whose in (row, place, company):
        if whose is not None and whose.country is not None:
            return whose.country, whose.subdivision
    return None, None
