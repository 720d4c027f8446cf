from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from onboardbot.core.calendar import Calendar
from onboardbot.core.company import Days
from onboardbot.core.history import History, Pause
from onboardbot.core.moment import Moment
from tests.helpers.history_play import BERLIN, MONDAY, TEAM, at

NEW_YORK = ZoneInfo("America/New_York")


def moment(*pauses: Pause, leave: tuple[Days, ...] = (), ended: datetime | None = None) -> Moment:
    past = History(team=TEAM, start=MONDAY, pauses=pauses, ended_at=ended)
    hire = Calendar(zone=BERLIN, leave=leave)
    return Moment(past, hire, at(0), {"marek": Calendar(zone=NEW_YORK)})


@pytest.mark.parametrize(
    ("pauses", "leave", "back"),
    [
        ((), (), at(0)),
        ((Pause(since=at(-1), until=at(3, "00:00")),), (), at(3, "00:00")),
        ((Pause(since=at(-1)),), (), None),
        ((), (Days(first=MONDAY, last=date(2026, 3, 3)),), at(2, "09:00")),
        ((), (Days(first=MONDAY, last=date(2026, 3, 6)),), at(7, "09:00")),
        ((Pause(since=at(2), until=at(9, "00:00")),), (Days(first=MONDAY, last=date(2026, 3, 6)),), at(9, "00:00")),
    ],
)
def test_the_hire_is_back_after_all_leave_and_pauses(
    pauses: tuple[Pause, ...], leave: tuple[Days, ...], back: datetime | None
) -> None:
    current = moment(*pauses, leave=leave)
    assert current.back_at(current.now) == back
    assert current.quiet is (back != at(0))


def test_after_the_end_nobody_comes_back() -> None:
    assert moment(ended=at(-1)).back_at(at(0)) is None
    assert moment(ended=at(1)).back_at(at(0)) == at(0)


def test_what_is_unasked_waits_for_the_recipients_hours() -> None:
    current = moment()
    assert current.unasked("marek", at(0, "12:00")) == at(0, "15:00")  # 09:00 in New York
    assert current.unasked("priya", at(0, "12:00")) == at(0, "12:00")  # no calendar of her own: the hire's
    assert current.unasked("marek", at(4, "23:45")) == at(7, "14:00")  # clocks went forward there


def test_the_hire_may_be_away_again_when_the_recipient_is_at_work() -> None:
    current = moment(leave=(Days(first=date(2026, 3, 9), last=date(2026, 3, 9)),))
    assert current.unasked("marek", at(4, "23:45")) == at(8, "14:00")
    assert moment(Pause(since=at(6))).unasked("marek", at(4, "23:45")) is None


def test_noon_is_that_of_the_next_working_day_of_the_hire() -> None:
    assert moment().noon_after(at(4)) == at(7, "12:00")
    assert moment().noon_after(at(0, "08:00")) == at(1, "12:00")
