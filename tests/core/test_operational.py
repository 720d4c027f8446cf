import pytest

from onboardbot.core.calendar import Calendar
from onboardbot.core.effect import HelpAsk
from onboardbot.core.finding import Level, State
from tests.helpers.history_play import BERLIN, TEAM, Play, at


@pytest.fixture
def play() -> Play:
    """The laptop was asked about in the evening of Monday."""
    play = Play()
    play.task(at(0, "09:15"), "laptop", None, asks="it")
    play.need_help(at(0, "20:00"), "laptop")
    return play


def test_the_first_of_the_role_is_asked_at_once_with_the_task(play: Play) -> None:
    asked = play.of_kind("help_ask")[0]
    assert isinstance(asked, HelpAsk)
    assert (asked.to, asked.at, asked.task) == ("ivo", at(0, "20:00"), "laptop")
    assert set(HelpAsk.model_fields) == {"finding", "to", "at", "count", "kind", "task"}
    assert play.last.level is Level.OPERATIONAL
    assert play.lines("told_hire") == [(at(0, "20:00"), "told_hire", "nadia")]


def test_the_next_is_asked_after_one_working_day_in_their_hours_and_then_nobody(play: Play) -> None:
    play.calendars["ida"] = Calendar(zone=BERLIN)
    play.tick(at(30))
    assert play.lines("help_ask")[1:] == [(at(2, "09:00"), "help_ask", "ida")]
    assert play.last.due_at is None


def test_whoever_takes_it_stays_the_only_one(play: Play) -> None:
    play.take(at(1, "09:00"), by="ivo")
    play.tick(at(30))
    assert play.lines("help_ask", "took", "ask_helped") == [
        (at(0, "20:00"), "help_ask", "ivo"),
        (at(1, "09:00"), "took", "nadia"),
    ]
    assert play.lines("update_help") == [(at(1, "09:00"), "update_help", "ivo")]


def test_done_closes_it_whoever_has_it(play: Play) -> None:
    play.take(at(1, "09:00"), by="ivo")
    play.done(at(2), "laptop")
    assert play.last.state is State.RESOLVED
    assert play.lines("update_help")[-1] == (at(2), "update_help", "ivo")


def test_works_now_closes_it(play: Play) -> None:
    play.close(at(1))
    assert play.last.state is State.RESOLVED
    play.close(at(2))
    assert len(play.lines("update_help")) == 1


def test_a_second_tap_asks_nobody_else(play: Play) -> None:
    play.need_help(at(0, "20:05"), "laptop")
    assert len(play.findings) == 1


def test_where_nobody_fills_the_role_hr_is_asked() -> None:
    play = without("ivo", "ida")
    assert play.lines("help_ask", "nobody_to_help") == [(at(0), "help_ask", "priya")]
    play.tick(at(5))
    assert len(play.lines("help_ask")) == 1


def test_with_nobody_in_hr_either_the_newcomer_reads_so() -> None:
    play = without("ivo", "ida", "priya", "paul")
    assert play.lines() == [(at(0), "nobody_to_help", "nadia")]
    assert play.last.state is State.ENDED


def test_whoever_it_did_not_reach_is_followed_by_the_next_at_once_and_then_by_hr() -> None:
    play = without()
    play.unreached(at(0, "15:01"), "ivo")
    play.unreached(at(0, "15:02"), "ida")
    play.unreached(at(0, "15:03"), "ida")  # told so twice
    assert [(when, to) for when, _, to in play.lines("help_ask")] == [
        (at(0), "ivo"),
        (at(0, "15:01"), "ida"),
        (at(0, "15:02"), "priya"),
    ]


def without(*gone: str) -> Play:
    """Return a play in which help was asked for while some could not be reached."""
    play = Play(team=TEAM.model_copy(update={"reachable": TEAM.reachable - set(gone)}))
    play.task(at(0, "09:15"), "laptop", None, asks="it")
    play.need_help(at(0), "laptop")
    return play
