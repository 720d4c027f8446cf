"""A course through time, in values alone."""

from dataclasses import replace
from datetime import time

from onboardbot.core import alert
from onboardbot.core.calendar import Calendar
from onboardbot.core.company import Hours
from onboardbot.core.course import Course, others
from onboardbot.core.finding import Choice
from onboardbot.core.history import Answer, AnswerKind, History, Pause
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
