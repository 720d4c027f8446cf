"""A slow calendar, written apart from the product's: it lists days one by one and reads the clock minute by minute."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

from onboardbot.core.calendar import Calendar

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
FIRST, LAST = date(2023, 1, 1), date(2032, 12, 31)


def every_day(first: date = FIRST, last: date = LAST) -> Iterator[date]:
    while first <= last:
        yield first
        first += DAY


@cache
def days_off(country: str | None, subdivision: str | None) -> frozenset[date]:
    if country is None or country not in holidays.list_supported_countries():
        return frozenset()
    return frozenset(holidays.country_holidays(country, subdiv=subdivision, years=range(FIRST.year - 1, LAST.year + 2)))


def instant_of(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """Look for the minute at which the wall clock shows it; over a gap, as much later as the clock jumps."""
    wall = datetime.combine(day, clock)
    utc = wall - timedelta(hours=30)
    before = _wall(utc, zone)
    while True:
        now = _wall(utc, zone)
        if now == wall:
            return utc.replace(tzinfo=UTC)
        if before < wall < now:
            wall += now - before - MINUTE
        before, utc = now, utc + MINUTE


def _wall(utc: datetime, zone: ZoneInfo) -> datetime:
    return utc.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None, fold=0)


@dataclass(frozen=True)
class SlowCalendar:
    calendar: Calendar

    def works(self, day: date) -> bool:
        calendar = self.calendar
        away = {off for days in (*calendar.closed, *calendar.leave) for off in every_day(days.first, days.last)}
        return (
            (day.isoweekday() - 1) in calendar.week
            and day not in away
            and day not in days_off(calendar.country, calendar.subdivision)
        )

    def after(self, day: date) -> Iterator[date]:
        """Yield the working days after a day."""
        while True:
            day += DAY
            if self.works(day):
                yield day

    def before(self, day: date) -> Iterator[date]:
        """Yield the working days before a day, the last one first."""
        while True:
            day -= DAY
            if self.works(day):
                yield day

    def nth(self, start: date, n: int) -> date:
        days = self.after(start - DAY) if n > 0 else self.before(next(self.after(start - DAY)))
        for _ in range(abs(n) - 1):
            next(days)
        return next(days)

    def next_working_minute(self, instant: datetime) -> datetime:
        calendar = self.calendar
        while True:
            local = instant.astimezone(calendar.zone)
            if calendar.hours.begin <= local.time() <= calendar.hours.end and self.works(local.date()):
                return instant.astimezone(UTC)
            instant += MINUTE

    def workdays_between(self, earlier: datetime, later: datetime) -> int:
        local = earlier.astimezone(self.calendar.zone)
        days = self.after(local.date())
        count = 0
        while instant_of(next(days), local.time(), self.calendar.zone) <= later:
            count += 1
        return count
