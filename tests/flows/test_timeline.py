"""The timings of a timeline, as HR writes them; what else it holds is seen through its door."""

from datetime import date, time

import pytest

from onboardbot.core.when import FromStart, OnDate, OnEnrollment, Unit, WeekDay, When, WorkingDay
from onboardbot.flows.timeline import written


@pytest.mark.parametrize(("when", "words"), [
    (When(day=WorkingDay(n=3), at=time(15)), "day 3 at 15:00"),
    (When(day=WorkingDay(n=-1)), "day -1"),
    (When(day=WeekDay(week=2, weekday=4), at=time(9, 30)), "week 2 friday at 09:30"),
    (When(day=FromStart(count=2, unit=Unit.WEEKS, before=True)), "2 weeks before start"),
    (When(day=FromStart(count=1, unit=Unit.MONTHS)), "1 month after start"),
    (When(day=OnDate(day=date(2026, 3, 2)), at=time(10)), "2026-03-02 at 10:00"),
    (When(day=OnEnrollment()), "on enrollment"),
])  # fmt: skip
def test_a_timing_reads_as_it_is_written(when: When, words: str) -> None:
    assert written(when) == words
