from datetime import date

import pytest

from onboardbot.core.effect import Announce, Offer, UpdateAlert
from onboardbot.core.finding import Choice, State
from onboardbot.core.questions.base import SeenBy
from tests.helpers.history_play import Play, at

FRIDAY, MONDAY = 4, 7  # a low mood on Friday is told on Monday at noon; the next is free on the Monday after
HR_ONLY = SeenBy.HR


@pytest.fixture
def play() -> Play:
    """Marek was told on Monday at noon; nobody chose so."""
    play = Play()
    play.mood(at(FRIDAY), 2)
    play.tick(at(MONDAY, "12:00"))
    assert play.last.state is State.OPEN
    return play


def tells(play: Play) -> list[tuple[object, str]]:
    return [(when, to) for when, _, to in play.lines("tell")]


def test_what_is_found_meanwhile_is_announced_and_added_to_the_alert(play: Play) -> None:
    play.task(at(MONDAY, "13:00"), "laptop", date(2026, 3, 9))
    play.tick(at(MONDAY + 1, "12:15"))
    announced = play.of_kind("announce")[0]
    assert isinstance(announced, Announce)
    assert (announced.joins, announced.goes_at) == ("f0", at(MONDAY + 1, "12:15"))
    update = play.of_kind("update_alert")[0]
    assert isinstance(update, UpdateAlert)
    assert (update.to, [reason.signal for reason in update.reasons]) == ("marek", ["low_mood", "stuck"])
    assert (play.last.state, play.last.merged_into) == (State.MERGED, "f0")
    assert len(tells(play)) == 1


def test_it_is_added_to_an_alert_that_was_taken(play: Play) -> None:
    play.take(at(MONDAY, "13:00"))
    play.mood(at(MONDAY, "14:00"), 2)
    play.tick(at(MONDAY, "14:15"))
    assert play.last.state is State.MERGED


def test_with_another_owner_it_waits_for_the_fifth_working_day_and_goes_as_the_offer_said(play: Play) -> None:
    play.mood(at(MONDAY + 1), 2, HR_ONLY)  # with Friday's for Marek alone: nobody is in both
    play.choose(at(MONDAY + 1), Choice.KEEP)
    play.mood(at(MONDAY + 2), 4, HR_ONLY)
    play.mood(at(MONDAY + 2, "16:00"), 4, HR_ONLY)
    play.mood(at(MONDAY + 3, "10:00"), 1, HR_ONLY)
    assert play.last.signal == "low_mood"
    asked = play.of_kind("offer")[-1]
    assert isinstance(asked, Offer)
    assert (asked.default, asked.by) == ("priya", at(14, "09:00"))
    play.tick(at(MONDAY + 4, "13:00"))
    assert play.last.state is State.WAITING
    play.tick(at(14, "09:00"))
    assert tells(play)[-1] == (at(14, "09:00"), "priya")


def test_while_it_waits_a_choice_is_told_at_once(play: Play) -> None:
    play.not_useful(at(MONDAY, "13:00"))
    play.mood(at(MONDAY + 1), 2)
    assert play.last.signal == "two_lows"
    assert len(play.of_kind("offer")) == 2
    play.tick(at(MONDAY + 2, "12:30"))
    assert play.last.state is State.WAITING
    play.choose(at(MONDAY + 2, "13:00"), Choice.MANAGER)
    assert tells(play)[-1] == (at(MONDAY + 2, "13:00"), "marek")


def test_what_rests_on_no_answer_waits_unsaid_and_is_announced_on_that_day(play: Play) -> None:
    play.not_useful(at(MONDAY, "13:00"))
    play.task(at(MONDAY, "13:00"), "laptop", date(2026, 3, 9))
    play.tick(at(14, "08:59"))
    assert play.last.state is State.WAITING
    assert play.of_kind("announce") == []
    play.tick(at(14, "12:00"))
    assert play.lines("announce", "tell")[1:] == [
        (at(14, "09:00"), "announce", "nadia"),
        (at(14, "09:15"), "tell", "marek"),
    ]


def test_what_does_not_hold_any_more_on_that_day_is_dropped(play: Play) -> None:
    play.not_useful(at(MONDAY, "13:00"))
    play.task(at(MONDAY, "13:00"), "laptop", date(2026, 3, 9))
    play.done(at(11), "laptop")
    play.tick(at(30))
    assert play.last.state is State.ENDED
    assert len(tells(play)) == 1


def test_what_the_newcomer_chose_uses_and_needs_no_budget() -> None:
    play = Play()
    play.mood(at(FRIDAY), 2)
    play.choose(at(FRIDAY), Choice.MANAGER)
    play.mood(at(MONDAY), 2)
    play.tick(at(MONDAY, "15:15"))
    assert tells(play) == [(at(FRIDAY), "marek"), (at(MONDAY, "15:15"), "marek")]


def test_two_that_are_announced_at_one_time_become_one_alert() -> None:
    play = Play()
    play.check_in(at(2, "12:00"), "c1")
    play.check_in(at(3, "12:00"), "c2")
    play.task(at(0, "09:15"), "laptop", date(2026, 3, 6))
    play.tick(at(MONDAY, "12:15"))
    assert [finding.signal for finding in play.findings] == ["silence", "stuck"]
    assert tells(play) == [(at(MONDAY, "12:15"), "marek")]
    assert play.last.merged_into == "f0"
