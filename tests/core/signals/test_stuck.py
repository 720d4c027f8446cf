from datetime import date, datetime

import pytest

from onboardbot.core.calendar import Calendar
from onboardbot.core.company import Days
from onboardbot.core.history import History, Pause, Task
from onboardbot.core.signals import stuck
from tests.core.signals.moods import finding_of
from tests.helpers.history_play import BERLIN, MONDAY, TEAM, at

CALENDAR = Calendar(zone=BERLIN)
FRIDAY = date(2026, 3, 6)


def tasks(*found: Task, pauses: tuple[Pause, ...] = ()) -> History:
    return History(team=TEAM, start=MONDAY, tasks=found, pauses=pauses)


def task(name: str = "laptop", *, sent: int = 0, due: date | None = FRIDAY, done: datetime | None = None) -> Task:
    return Task(id=name, sent_at=at(sent, "09:15"), due=due, done_at=done)


@pytest.mark.parametrize(
    ("given", "noon"),
    [
        (task(), at(7, "12:00")),  # due on Friday: Monday noon
        (task(due=date(2026, 3, 3)), at(2, "12:00")),
        (task(sent=8), at(9, "12:00")),  # sent after its day: the day after it was sent
        (task(sent=4), at(7, "12:00")),
        (task(due=date(2026, 3, 7)), at(7, "12:00")),  # due on a Saturday
        (task(due=None), None),
        (task(done=at(1)), None),
    ],
)
def test_it_is_found_at_noon_of_the_first_working_day_after(given: Task, noon: datetime | None) -> None:
    assert stuck.due(tasks(given), calendar=CALENDAR) == noon


def test_leave_and_pauses_move_it() -> None:
    away = Calendar(zone=BERLIN, leave=(Days(first=date(2026, 3, 9), last=date(2026, 3, 10)),))
    assert stuck.due(tasks(task()), calendar=away) == at(9, "12:00")
    pause = Pause(since=at(6), until=at(9, "00:00"))
    assert stuck.due(tasks(task(), pauses=(pause,)), calendar=CALENDAR) == at(9, "12:00")
    assert stuck.due(tasks(task(), pauses=(Pause(since=at(6)),)), calendar=CALENDAR) is None


def test_all_that_are_stuck_are_one_finding_and_found_once() -> None:
    past = tasks(task("laptop"), task("badge"), task("later", due=date(2026, 3, 20)), task("done", done=at(1)))
    assert stuck.detect(past, calendar=CALENDAR, now=at(7, "11:59")) is None
    signal = stuck.detect(past, calendar=CALENDAR, now=at(7, "12:00"))
    assert signal is not None
    assert signal.evidence == ("laptop", "badge")
    later = stuck.detect(past.with_finding(finding_of(signal)), calendar=CALENDAR, now=at(30))
    assert later is not None
    assert later.evidence == ("later",)


def test_it_goes_to_the_manager_else_to_hr() -> None:
    for team, circle in (
        (TEAM, {"marek"}),
        (TEAM.model_copy(update={"manager": None}), {"priya", "paul"}),
        (TEAM.model_copy(update={"reachable": TEAM.reachable - {"marek"}}), {"priya", "paul"}),
    ):
        past = tasks(task()).model_copy(update={"team": team})
        signal = stuck.detect(past, calendar=CALENDAR, now=at(7))
        assert signal is not None
        assert signal.circle == circle


def test_it_holds_until_all_are_done() -> None:
    signal = stuck.detect(tasks(task("laptop"), task("badge")), calendar=CALENDAR, now=at(7))
    assert signal is not None
    finding = finding_of(signal)
    one, none = tasks(task("laptop", done=at(8)), task("badge")), tasks(task("laptop", done=at(8)))
    assert stuck.holds(finding, one, calendar=CALENDAR, now=at(60))
    assert not stuck.holds(finding, none, calendar=CALENDAR, now=at(8))
