from datetime import date

import pytest

from onboardbot.core.absence import on_leave, pause_at, same_time, unpaused_workday
from onboardbot.core.calendar import Calendar
from onboardbot.core.company import Days
from onboardbot.core.history import History, Pause
from tests.helpers.history_play import BERLIN, MONDAY, TEAM, at

CALENDAR = Calendar(zone=BERLIN, leave=(Days(first=date(2026, 3, 10), last=date(2026, 3, 11)),))


def test_both_ends_of_a_leave_are_leave() -> None:
    days = [day for day in range(8, 14) if on_leave(CALENDAR, date(2026, 3, day))]
    assert days == [10, 11]


def test_the_same_time_some_working_days_later_leaves_out_weekends_and_leave() -> None:
    assert same_time(CALENDAR, at(4), 1) == at(7)
    assert same_time(CALENDAR, at(4), 2) == at(10)
    assert same_time(CALENDAR, at(5), 1) == at(7)  # from a Saturday


def test_of_several_pauses_the_last_to_end_counts() -> None:
    short, long, open_ = Pause(since=at(0), until=at(2)), Pause(since=at(1), until=at(5)), Pause(since=at(4))
    past = History(team=TEAM, start=MONDAY, pauses=(short, long, open_))
    assert pause_at(past, at(1)) == long
    assert pause_at(past, at(4)) == open_
    assert pause_at(History(team=TEAM, start=MONDAY, pauses=(short,)), at(2)) is None


@pytest.mark.parametrize(
    ("pause", "day"),
    [
        (Pause(since=at(20)), date(2026, 3, 9)),
        (Pause(since=at(7, "23:00"), until=at(8)), date(2026, 3, 12)),
        (Pause(since=at(0), until=at(7, "00:00")), date(2026, 3, 9)),  # ends as the day begins
        (Pause(since=at(0)), None),
    ],
)
def test_a_working_day_that_a_pause_touches_does_not_count(pause: Pause, day: date | None) -> None:
    assert unpaused_workday(CALENDAR, (pause,), date(2026, 3, 6), 1) == day
