"""When a step is due: what HR wrote, turned into a day and an instant by the calendars of those concerned."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from onboardbot.core.calendar import FIRST_DAY, LAST_DAY, Calendar, NoWorkingDayError, at_local_time, shift
from onboardbot.core.steps.guide import Guide
from onboardbot.core.when import (
    Day,
    FromStart,
    Late,
    LateUnit,
    OnDate,
    OnEnrollment,
    Unit,
    WeekDay,
    When,
    WorkingDay,
)


@dataclass(frozen=True)
class Start:
    """What all timings of one onboarding are counted from; `calendar` is the hire's."""

    start_date: date
    enrolled_at: datetime
    calendar: Calendar


@dataclass(frozen=True)
class Slot:
    """An instant in UTC, and the day on which it is planned: the hire's, or a later one of whoever must wait."""

    due_at: datetime
    day: date


def day_of(day: Day, start: Start) -> date:
    """Return the date that HR means, always a working day of the hire.

    Raises:
        NoWorkingDayError: no such day within a year.
    """
    calendar = start.calendar
    match day:
        case WorkingDay():
            return calendar.nth_workday(start.start_date, day.n)
        case WeekDay():
            return calendar.next_workday(_nth_weekday(calendar.next_workday(start.start_date), day))
        case FromStart(before=True):
            return calendar.previous_workday(distant(start.start_date, day.unit, -day.count))
        case FromStart():
            return calendar.next_workday(distant(start.start_date, day.unit, day.count))
        case OnDate():
            return calendar.next_workday(day.day)
        case _:
            return calendar.local_date(calendar.next_working_instant(start.enrolled_at))


def _nth_weekday(first: date, day: WeekDay) -> date:
    """Return the n-th such weekday on or after `first`."""
    return shift(first, (day.weekday - first.weekday()) % 7 + 7 * (day.week - 1))


def distant(start: date, unit: Unit, count: int) -> date:
    """Return a date some days, weeks or months away; the day of the month is kept, or is the month's last."""
    if unit is not Unit.MONTHS:
        return shift(start, count * (7 if unit is Unit.WEEKS else 1))
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    if not FIRST_DAY.year <= year <= LAST_DAY.year:
        raise NoWorkingDayError(f"the calendar does not reach {count} months from {start}")
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def hire_slot(when: When, start: Start) -> Slot:
    """Return when the hire gets something: a time outside of working hours is moved within the day."""
    calendar = start.calendar
    if isinstance(when.day, OnEnrollment):
        return _enrollment_slot(calendar, start)
    day, hours = day_of(when.day, start), calendar.hours
    clock = min(max(when.at or hours.begin, hours.begin), hours.end)
    return Slot(at_local_time(day, clock, calendar.zone), day)


def other_slot(when: When, start: Start, calendar: Calendar) -> Slot:
    """Return when somebody else gets something: on the hire's day, or in their own next working hours after it.

    Hours are compared on the wall clock, so that daylight saving only moves what came out of it.
    """
    if isinstance(when.day, OnEnrollment):
        return _enrollment_slot(calendar, start)
    day, hours = day_of(when.day, start), calendar.hours
    clock = max(when.at or hours.begin, hours.begin)
    if clock > hours.end or not calendar.is_workday(day):
        day, clock = calendar.add_workdays(day, 1), hours.begin
    return Slot(at_local_time(day, clock, calendar.zone), day)


def _enrollment_slot(calendar: Calendar, start: Start) -> Slot:
    """Return the moment of enrollment, or when the recipient's next working hours begin."""
    due_at = calendar.next_working_instant(start.enrolled_at)
    return Slot(due_at, start.calendar.local_date(due_at))


def late_until(late: Late, slot: Slot, calendar: Calendar) -> datetime | None:
    """Return the last instant at which a step still makes sense, None for always; `calendar` is the hire's.

    It is never before the step is due: the hire's hours can end before those of somebody far away begin.
    """
    if late.unit is LateUnit.ALWAYS:
        return None
    day = slot.day if late.unit is LateUnit.SAME_DAY else calendar.add_workdays(slot.day, late.days)
    return max(calendar.closing(day), slot.due_at)


def task_due_dates(guide: Guide, start: Start) -> Mapping[str, date]:
    """Return the working day by which each task is due, by task id; tasks without a date are left out."""
    return {task.id: day_of(task.due.day, start) for task in guide.tasks if task.due is not None}
