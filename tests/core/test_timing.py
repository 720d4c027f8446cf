from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onboardbot.core.calendar import Calendar, NoWorkingDayError
from onboardbot.core.company import Days, Hours
from onboardbot.core.steps.guide import Guide, Task
from onboardbot.core.timing import Slot, Start, day_of, hire_slot, late_until, other_slot, task_due_dates
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
from onboardbot.core.zones import zone_named
from tests.helpers.calendars import DATES, calendars, instants
from tests.helpers.slow_plan import SlowPlan

FRIDAY = 4
SUNDAY_TO_THURSDAY = frozenset({6, 0, 1, 2, 3})
BERLIN = Calendar(zone_named("Europe/Berlin"), country="DE", subdivision="BE")
TEL_AVIV = Calendar(
    zone_named("Asia/Jerusalem"), SUNDAY_TO_THURSDAY, Hours(begin=time(8, 30), end=time(17)), country="IL"
)
START = Start(date(2026, 3, 2), datetime(2026, 2, 23, 8, tzinfo=UTC), BERLIN)
SAME_DAY, ALWAYS = Late(unit=LateUnit.SAME_DAY), Late(unit=LateUnit.ALWAYS)


def days(count: int) -> Late:
    return Late(unit=LateUnit.WORKING_DAYS, days=count)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def after(count: int, unit: Unit) -> FromStart:
    return FromStart(count=count, unit=unit)


def before(count: int, unit: Unit) -> FromStart:
    return FromStart(count=count, unit=unit, before=True)


@pytest.mark.parametrize(
    ("day", "start", "found"),
    [
        (WorkingDay(n=1), date(2026, 3, 1), date(2026, 3, 2)),
        (WorkingDay(n=30), date(2026, 3, 2), date(2026, 4, 14)),
        (WorkingDay(n=-1), date(2026, 3, 1), date(2026, 2, 27)),
        (WeekDay(week=1, weekday=FRIDAY), date(2026, 3, 2), date(2026, 3, 6)),
        (WeekDay(week=1, weekday=FRIDAY), date(2026, 3, 6), date(2026, 3, 6)),  # starts on a Friday: day 1
        (WeekDay(week=1, weekday=FRIDAY), date(2026, 3, 7), date(2026, 3, 13)),
        (WeekDay(week=5, weekday=FRIDAY), date(2026, 3, 2), date(2026, 4, 7)),  # Good Friday: after Easter
        (after(5, Unit.DAYS), date(2026, 3, 2), date(2026, 3, 9)),
        (after(2, Unit.WEEKS), date(2026, 3, 1), date(2026, 3, 16)),  # from the start date, not from day 1
        (after(1, Unit.MONTHS), date(2026, 1, 31), date(2026, 3, 2)),  # 28 February is a Saturday
        (after(1, Unit.MONTHS), date(2027, 12, 31), date(2028, 1, 31)),
        (after(1, Unit.MONTHS), date(2028, 1, 31), date(2028, 2, 29)),
        (before(3, Unit.DAYS), date(2026, 3, 3), date(2026, 2, 27)),  # 28 February: the working day before it
        (before(1, Unit.WEEKS), date(2026, 3, 2), date(2026, 2, 23)),
        (before(1, Unit.MONTHS), date(2026, 1, 31), date(2025, 12, 31)),
        (before(1, Unit.MONTHS), date(2026, 3, 31), date(2026, 2, 27)),
        (OnDate(day=date(2026, 12, 25)), date(2026, 3, 2), date(2026, 12, 28)),
        (OnDate(day=date(2026, 3, 4)), date(2026, 3, 2), date(2026, 3, 4)),
        (OnEnrollment(), date(2026, 3, 2), date(2026, 2, 23)),
    ],
)
def test_the_day_that_hr_means(day: Day, start: date, found: date) -> None:
    assert day_of(day, replace(START, start_date=start)) == found


def test_leave_moves_what_day_n_counts_and_what_falls_on_it() -> None:
    away = replace(START, calendar=replace(BERLIN, leave=(Days(first=date(2026, 3, 4), last=date(2026, 3, 6)),)))
    assert day_of(WorkingDay(n=3), away) == date(2026, 3, 9)
    assert day_of(WeekDay(week=1, weekday=FRIDAY), away) == date(2026, 3, 9)
    assert day_of(WeekDay(week=2, weekday=FRIDAY), away) == date(2026, 3, 13)
    assert day_of(after(2, Unit.DAYS), away) == date(2026, 3, 9)


def test_months_beyond_the_calendar_are_an_error_in_a_sentence() -> None:
    with pytest.raises(NoWorkingDayError, match="does not reach 120 months from 9990-01-01"):
        day_of(after(120, Unit.MONTHS), replace(START, start_date=date(9990, 1, 1)))


@pytest.mark.parametrize(
    ("day", "at", "due_at"),
    [
        (date(2026, 3, 2), time(9, 15), "2026-03-02T09:15+01:00"),
        (date(2026, 3, 2), None, "2026-03-02T09:00+01:00"),
        (date(2026, 3, 2), time(6), "2026-03-02T09:00+01:00"),  # the hire's own is moved within the day
        (date(2026, 3, 2), time(20), "2026-03-02T17:30+01:00"),
        (date(2026, 3, 30), time(9), "2026-03-30T09:00+02:00"),
    ],
)
def test_when_the_hire_gets_it(day: date, at: time | None, due_at: str) -> None:
    assert hire_slot(When(day=OnDate(day=day), at=at), START) == Slot(utc(due_at), day)


@pytest.mark.parametrize(
    ("at", "due_at"),
    [
        (time(1), "2026-03-29T02:30+01:00"),  # hours first, then the change of clocks: 03:30
        (time(2, 45), "2026-03-29T03:45+02:00"),
    ],
)
def test_hours_are_applied_before_daylight_saving(at: time, due_at: str) -> None:
    night = replace(BERLIN, week=frozenset(range(7)), hours=Hours(begin=time(2, 30), end=time(3)))
    when, start = When(day=OnDate(day=date(2026, 3, 29)), at=at), replace(START, calendar=night)
    assert hire_slot(when, start).due_at == utc(due_at)
    assert other_slot(when, start, night).due_at == utc(due_at)


@pytest.mark.parametrize(
    ("day", "at", "due_at", "planned"),
    [
        (date(2026, 3, 2), time(9), "2026-03-02T09:00+02:00", date(2026, 3, 2)),
        (date(2026, 3, 2), None, "2026-03-02T08:30+02:00", date(2026, 3, 2)),  # when their hours begin
        (date(2026, 3, 2), time(7), "2026-03-02T08:30+02:00", date(2026, 3, 2)),
        (date(2026, 3, 2), time(17), "2026-03-02T17:00+02:00", date(2026, 3, 2)),
        (date(2026, 3, 2), time(17, 30), "2026-03-03T08:30+02:00", date(2026, 3, 3)),  # waits
        (date(2026, 3, 6), time(10), "2026-03-08T08:30+02:00", date(2026, 3, 8)),  # a Friday waits for Sunday
        (date(2026, 3, 5), time(20), "2026-03-08T08:30+02:00", date(2026, 3, 8)),
        (date(2026, 4, 2), time(10), "2026-04-05T08:30+03:00", date(2026, 4, 5)),  # Passover, then the weekend
    ],
)
def test_when_somebody_else_gets_it(day: date, at: time | None, due_at: str, planned: date) -> None:
    assert other_slot(When(day=OnDate(day=day), at=at), START, TEL_AVIV) == Slot(utc(due_at), planned)


@pytest.mark.parametrize(
    ("enrolled_at", "hire_at", "other_at"),
    [
        ("2026-02-23T10:20:30+01:00", "2026-02-23T10:20:30+01:00", "2026-02-23T10:20:30+01:00"),
        ("2026-02-23T08:00+01:00", "2026-02-23T09:00+01:00", "2026-02-23T08:00+01:00"),
        ("2026-02-27T17:00+01:00", "2026-02-27T17:00+01:00", "2026-03-01T08:30+02:00"),
        ("2026-02-28T12:00+01:00", "2026-03-02T09:00+01:00", "2026-03-01T08:30+02:00"),
    ],
)
def test_on_enrollment_is_now_or_when_working_hours_begin(enrolled_at: str, hire_at: str, other_at: str) -> None:
    start = replace(START, enrolled_at=utc(enrolled_at))
    assert hire_slot(When(day=OnEnrollment()), start).due_at == utc(hire_at)
    assert other_slot(When(day=OnEnrollment()), start, TEL_AVIV).due_at == utc(other_at)


@pytest.mark.parametrize(
    ("late", "day", "last"),
    [
        (SAME_DAY, date(2026, 3, 2), "2026-03-02T17:30+01:00"),
        (days(2), date(2026, 3, 2), "2026-03-04T17:30+01:00"),
        (days(2), date(2026, 3, 5), "2026-03-09T17:30+01:00"),
        (days(1), date(2026, 4, 2), "2026-04-07T17:30+02:00"),
        (days(1), date(2026, 3, 8), "2026-03-09T17:30+01:00"),  # planned for somebody who works on Sundays
    ],
)
def test_how_late_a_step_still_makes_sense(late: Late, day: date, last: str) -> None:
    assert late_until(late, Slot(utc(f"{day}T09:00+01:00"), day), BERLIN) == utc(last)


def test_always_has_no_end() -> None:
    assert late_until(ALWAYS, Slot(utc("2026-03-02T09:00+01:00"), date(2026, 3, 2)), BERLIN) is None


def test_what_reaches_somebody_far_away_after_the_hires_hours_is_still_in_time() -> None:
    honolulu = Calendar(zone_named("Pacific/Honolulu"))
    slot = other_slot(When(day=WorkingDay(n=1), at=time(14)), START, honolulu)
    assert slot == Slot(utc("2026-03-02T14:00-10:00"), date(2026, 3, 2))
    assert late_until(SAME_DAY, slot, BERLIN) == slot.due_at


def test_tasks_have_the_working_day_by_which_they_are_due() -> None:
    guide = Guide(
        id="first-day",
        when=When(day=WorkingDay(n=1)),
        title="Your first day",
        tasks=(
            Task(id="laptop", text="Pick up your laptop", due=When(day=WorkingDay(n=2))),
            Task(id="badge", text="Get your badge", due=When(day=WeekDay(week=1, weekday=FRIDAY))),
            Task(id="lunch", text="Have lunch"),
        ),
    )
    assert task_due_dates(guide, START) == {"laptop": date(2026, 3, 3), "badge": date(2026, 3, 6)}


# Everything together, against a slow reading of the same rules

DAYS: st.SearchStrategy[Day] = st.one_of(
    st.builds(WorkingDay, n=st.integers(-30, 60).filter(bool)),
    st.builds(WeekDay, week=st.integers(1, 20), weekday=st.integers(0, 6)),
    st.builds(FromStart, count=st.integers(1, 20), unit=st.sampled_from(Unit), before=st.booleans()),
    st.builds(OnDate, day=DATES),
    st.just(OnEnrollment()),
)
CLOCKS = st.none() | st.integers(0, 24 * 60 - 1).map(lambda minute: time(*divmod(minute, 60)))
PATIENCE = st.sampled_from((SAME_DAY, ALWAYS, days(1), days(2), days(10)))


@given(day=DAYS, at=CLOCKS, late=PATIENCE, start=DATES, enrolled_at=instants(), hire=calendars())
@settings(max_examples=60, deadline=None)
def test_what_the_hire_gets_agrees_with_a_slow_reading(
    *, day: Day, at: time | None, late: Late, start: date, enrolled_at: datetime, hire: Calendar
) -> None:
    when, slow = When(day=day, at=at), SlowPlan(start, enrolled_at, hire)
    slot = hire_slot(when, Start(start, enrolled_at, hire))
    assert slot.due_at == slow.due_at(when, hire, to_hire=True)
    assert slot.day == slot.due_at.astimezone(hire.zone).date()
    assert late_until(late, slot, hire) == slow.last_chance(late, slot.day)


@given(day=DAYS, at=CLOCKS, start=DATES, enrolled_at=instants(), hire=calendars(), other=calendars())
@settings(max_examples=60, deadline=None)
def test_what_somebody_else_gets_agrees_with_a_slow_reading(
    *, day: Day, at: time | None, start: date, enrolled_at: datetime, hire: Calendar, other: Calendar
) -> None:
    when = When(day=day, at=at)
    slot = other_slot(when, Start(start, enrolled_at, hire), other)
    assert slot.due_at == SlowPlan(start, enrolled_at, hire).due_at(when, other, to_hire=False)
    assert other.within_hours(slot.due_at)
