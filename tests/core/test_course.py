"""A course through time, in values alone."""

from dataclasses import replace
from datetime import date, time

from onboardbot.core import alert, signals
from onboardbot.core.calendar import Calendar
from onboardbot.core.company import Days, Hours
from onboardbot.core.course import Course, others
from onboardbot.core.finding import Choice, State
from onboardbot.core.history import Answer, AnswerKind, History, Pause, Task
from onboardbot.core.moment import Moment
from tests.helpers.history_play import BERLIN, MONDAY, TEAM, at

FRIDAY, NEXT_MONDAY = 4, 7


def course() -> Course:
    calendar = Calendar(zone=BERLIN)
    history = History(team=TEAM, start=MONDAY)
    return Course(Moment(history, calendar, at(FRIDAY), others(calendar, TEAM.reachable)))


def low(walk: Course) -> None:
    circle = frozenset({"marek"})
    walk.answer(Answer(id="a", kind=AnswerKind.MOOD, at=at(FRIDAY), mood=2, circle=circle))


def kinds(walk: Course) -> list[tuple[object, str]]:
    return [(one.at, one.message.kind) for one in walk.spoken]


def later_manager(walk: Course, name: str) -> None:
    walk.change(team=walk.history.team.model_copy(update={"manager": name}))


def test_what_may_only_be_said_in_working_hours_waits_for_them() -> None:
    walk = course()
    low(walk)
    walk.pass_time(at(FRIDAY, "22:00"))
    later_manager(walk, "lena")
    assert kinds(walk) == [(at(FRIDAY), "offer")]
    walk.pass_time(at(NEXT_MONDAY, "09:00"))
    assert kinds(walk)[1:] == [(at(NEXT_MONDAY, "09:00"), "offer")]


def test_a_question_that_was_asked_anew_meanwhile_is_not_said() -> None:
    walk = course()
    low(walk)
    walk.pass_time(at(FRIDAY, "22:00"))
    later_manager(walk, "lena")
    walk.move(walk.findings[0], lambda finding, moment: alert.choose(finding, Choice.KEEP, moment))
    walk.pass_time(at(NEXT_MONDAY, "12:00"))
    assert kinds(walk) == [(at(FRIDAY), "offer")]


def test_who_was_told_is_read_in_the_hires_own_hours() -> None:
    walk = course()
    late_shift = replace(walk.moment.calendar, hours=Hours(begin=time(19), end=time(23)))
    walk.moment = replace(walk.moment, calendars={"marek": late_shift})
    low(walk)
    walk.pass_time(at(NEXT_MONDAY + 1, "09:00"))
    told, read = at(NEXT_MONDAY, "19:00"), at(NEXT_MONDAY + 1, "09:00")
    assert kinds(walk) == [(at(FRIDAY), "offer"), (told, "tell"), (read, "told_hire")]


def test_a_pause_that_is_over_stays_as_it_was() -> None:
    walk = course()
    over = Pause(since=at(0), until=at(1))
    walk.change(pauses=(over,))
    walk.resume()
    assert walk.history.pauses == (over,)


def test_days_of_leave_put_off_what_is_told_without_a_choice() -> None:
    walk = course()
    low(walk)
    walk.leave(Days(first=date(2026, 3, 9), last=date(2026, 3, 10)))
    wednesday = at(NEXT_MONDAY + 2, "12:00")
    walk.pass_time(wednesday)
    assert kinds(walk)[1:] == [(wednesday, "tell"), (wednesday, "told_hire")]


def test_a_task_that_is_done_after_all_is_the_same_one_and_nobody_is_told_of_it() -> None:
    walk = course()
    walk.task("laptop", due=date(2026, 3, 6))
    walk.task("badge", due=date(2026, 4, 6))
    walk.pass_time(at(NEXT_MONDAY, "12:10"))
    assert kinds(walk) == [(at(NEXT_MONDAY, "12:00"), "announce")]
    done = at(NEXT_MONDAY, "12:10")
    walk.task("laptop", done_at=done)
    walk.pass_time(at(NEXT_MONDAY + 7))
    assert walk.history.tasks == (
        Task(id="badge", sent_at=at(FRIDAY), due=date(2026, 4, 6)),
        Task(id="laptop", sent_at=at(FRIDAY), due=date(2026, 3, 6), done_at=done),
    )
    assert len(walk.spoken) == 1


def test_help_that_was_asked_for_begins_at_once_with_whoever_owns_the_task() -> None:
    walk = course()
    walk.task("laptop", help="it", help_asked_at=at(FRIDAY))
    signal = signals.need_help.detect(walk.history, calendar=walk.moment.calendar, now=at(FRIDAY))
    assert signal is not None
    walk.open(signal)
    assert kinds(walk) == [(at(FRIDAY), "help_ask"), (at(FRIDAY), "told_hire")]
    assert [one.message.to for one in walk.spoken] == ["ivo", "nadia"]
    assert [one.state for one in walk.findings] == [State.OPEN]


def test_a_message_shows_its_finding_as_it_was_when_it_was_said() -> None:
    walk = course()
    low(walk)
    walk.move(walk.findings[0], alert.keep)
    assert [one.state for one in walk.findings] == [State.KEPT]
    assert [one.finding.state for one in walk.spoken] == [State.OFFERED]
