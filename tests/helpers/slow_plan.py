"""What a playbook means for one hire, written apart from the product's plan and slowly."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from onboardbot.core.calendar import Calendar
from onboardbot.core.when import Late, When
from tests.helpers.slow_calendar import DAY, SlowCalendar, instant_of


@dataclass(frozen=True)
class SlowPlan:
    start: date
    enrolled_at: datetime
    hire: Calendar

    def day(self, when: When) -> date:
        """Return the working day that a `when` names; not for `on enrollment`."""
        match when.day.model_dump():
            case {"n": int(n)}:
                return SlowCalendar(self.hire).nth(self.start, n)
            case {"week": int(week), "weekday": int(weekday)}:
                return self.on_or_after(self._weekday(week, weekday))
            case {"count": int(count), "unit": str(unit), "before": bool(before)}:
                there = self._distance(-count if before else count, unit)
                slow = SlowCalendar(self.hire)
                return next(slow.before(there + DAY)) if before else self.on_or_after(there)
            case {"day": date() as day}:
                return self.on_or_after(day)
        raise AssertionError(when)

    def on_or_after(self, day: date) -> date:
        return next(SlowCalendar(self.hire).after(day - DAY))

    def _weekday(self, week: int, weekday: int) -> date:
        day = self.on_or_after(self.start)
        while True:
            if day.weekday() == weekday:
                week -= 1
            if not week:
                return day
            day += DAY

    def _distance(self, count: int, unit: str) -> date:
        if unit == "days":
            return self.start + timedelta(days=count)
        if unit == "weeks":
            return self.start + timedelta(days=7 * count)
        year, month = self.start.year, self.start.month
        for _ in range(abs(count)):
            month += 1 if count > 0 else -1
            year, month = {0: (year - 1, 12), 13: (year + 1, 1)}.get(month, (year, month))
        return date(year, month, min(self.start.day, monthrange(year, month)[1]))

    def due_at(self, when: When, recipient: Calendar, *, to_hire: bool) -> datetime:
        if type(when.day).__name__ == "OnEnrollment":
            return SlowCalendar(recipient).next_working_minute(self.enrolled_at)
        begin, end = recipient.hours.begin, recipient.hours.end
        day, clock = self.day(when), when.at or begin
        if to_hire:
            return instant_of(day, sorted([begin, clock, end])[1], recipient.zone)
        minute = datetime.combine(day, clock)
        slow = SlowCalendar(recipient)
        while not (slow.works(minute.date()) and begin <= minute.time() <= end):
            minute += timedelta(minutes=1)
        return instant_of(minute.date(), minute.time(), recipient.zone)

    def last_chance(self, late: Late, planned: date) -> datetime | None:
        """Return the end of the hire's hours on the last day that a step planned on that day may go."""
        days = SlowCalendar(self.hire).after(planned)
        match late.unit.value:
            case "always":
                return None
            case "same day":
                return self.closing(planned)
        for _ in range(late.days - 1):
            next(days)
        return self.closing(next(days))

    def closing(self, day: date) -> datetime:
        end: time = self.hire.hours.end
        return instant_of(day, end, self.hire.zone)
