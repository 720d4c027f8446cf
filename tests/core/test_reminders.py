from datetime import date, timedelta

import pytest

from onboardbot.core import alert
from onboardbot.core.calendar import Calendar
from onboardbot.core.effect import AskHelped, Escalate, Tell, Took
from onboardbot.core.finding import Choice, Helped, State
from onboardbot.core.history import Team
from onboardbot.core.questions.base import SeenBy
from tests.helpers.history_play import BERLIN, TEAM, Play, at

FRIDAY, MONDAY, WEDNESDAY, NEXT_FRIDAY = 4, 7, 9, 11
FOLLOW_UPS = ("remind", "escalate", "tell", "ask_helped")


def told_marek(team: Team = TEAM) -> Play:
    """Return a play in which Nadia asked Marek on Monday at 10:00."""
    play = Play(team=team)
    play.mood(at(FRIDAY), 2)
    play.choose(at(MONDAY, "10:00"), Choice.MANAGER)
    return play


@pytest.fixture
def play() -> Play:
    return told_marek()


def later(play: Play) -> list[tuple[object, str, str]]:
    """Return what followed the alert."""
    return [line for line in play.lines(*FOLLOW_UPS) if line[0] > at(MONDAY, "10:00")]


def test_nobody_takes_it_a_reminder_then_hr_without_a_reason_then_it_lapses(play: Play) -> None:
    play.tick(at(60))
    assert later(play) == [
        (at(WEDNESDAY, "10:00"), "remind", "marek"),
        (at(NEXT_FRIDAY, "10:00"), "escalate", "priya"),
    ]
    escalation = play.of_kind("escalate")[0]
    assert isinstance(escalation, Escalate)
    assert escalation.about == "marek"
    assert set(Escalate.model_fields) == {"finding", "to", "at", "count", "kind", "about"}
    assert (play.last.state, play.last.closed_at) == (State.LAPSED, at(21, "10:00"))


def test_hr_in_the_circle_gets_the_alert_itself() -> None:
    play = Play()
    play.mood(at(FRIDAY), 2, SeenBy.HR)
    play.choose(at(MONDAY, "10:00"), Choice.MANAGER)
    play.tick(at(NEXT_FRIDAY, "10:00"))
    escalation = play.of_kind("tell")[-1]
    assert isinstance(escalation, Tell)
    assert (escalation.to, escalation.about, escalation.reasons[0].signal) == ("priya", "marek", "low_mood")
    play.take(at(NEXT_FRIDAY, "11:00"), by="priya")
    assert play.last.taken_by == "priya"


def test_an_alert_to_hr_goes_on_to_the_next_of_hr() -> None:
    play = Play()
    play.mood(at(FRIDAY), 2, SeenBy.HR)
    play.choose(at(MONDAY, "10:00"), Choice.HR)
    play.tick(at(NEXT_FRIDAY, "10:00"))
    assert later(play)[-1] == (at(NEXT_FRIDAY, "10:00"), "tell", "paul")


def test_without_another_in_hr_there_is_one_reminder_and_it_lapses() -> None:
    play = told_marek(TEAM.model_copy(update={"hr": ("marek",)}))
    play.tick(at(60))
    assert later(play) == [(at(WEDNESDAY, "10:00"), "remind", "marek")]
    assert play.last.state is State.LAPSED


def test_whoever_left_slack_is_not_reminded_but_hr_is_asked(play: Play) -> None:
    play.staff(at(8), reachable=TEAM.reachable - {"marek"})
    play.tick(at(60))
    assert later(play) == [(at(WEDNESDAY, "10:00"), "escalate", "priya")]


def test_with_nobody_else_whoever_left_is_reminded_all_the_same() -> None:
    play = told_marek(TEAM.model_copy(update={"hr": ()}))
    play.staff(at(8), reachable=TEAM.reachable - {"marek"})
    play.tick(at(60))
    assert later(play) == [(at(WEDNESDAY, "10:00"), "remind", "marek")]


def test_the_readers_hours_apply(play: Play) -> None:
    play.calendars["marek"] = Calendar(zone=BERLIN, week=frozenset({3, 4}))
    play.tick(at(NEXT_FRIDAY, "10:00"))
    assert later(play) == [
        (at(10, "09:00"), "remind", "marek"),
        (at(NEXT_FRIDAY, "10:00"), "escalate", "priya"),
    ]


def test_after_an_outage_hr_is_not_asked_in_the_same_breath(play: Play) -> None:
    play.now = at(14, "10:00")
    play.tick(at(14, "10:00"))
    play.tick(at(15, "10:00"))
    assert later(play) == [(at(14, "10:00"), "remind", "marek"), (at(15, "10:00"), "escalate", "priya")]


class TestRemindMeTomorrow:
    def test_it_moves_both(self, play: Play) -> None:
        play.remind_tomorrow(at(MONDAY, "16:00"))
        play.tick(at(60))
        assert later(play) == [
            (at(MONDAY + 1, "16:00"), "remind", "marek"),
            (at(MONDAY + 3, "16:00"), "escalate", "priya"),
        ]

    def test_after_the_reminder_there_is_another(self, play: Play) -> None:
        play.remind_tomorrow(at(WEDNESDAY, "11:00"))
        play.tick(at(60))
        assert later(play) == [
            (at(WEDNESDAY, "10:00"), "remind", "marek"),
            (at(10, "11:00"), "remind", "marek"),
            (at(14, "11:00"), "escalate", "priya"),
        ]

    def test_on_a_friday_tomorrow_is_monday(self, play: Play) -> None:
        play.remind_tomorrow(at(NEXT_FRIDAY, "09:00"))
        play.tick(at(14, "09:00"))
        assert later(play)[-1] == (at(14, "09:00"), "remind", "marek")

    def test_it_means_nothing_once_it_was_taken(self, play: Play) -> None:
        play.take(at(MONDAY, "11:00"))
        play.remind_tomorrow(at(MONDAY, "12:00"))
        assert play.last.snoozed_at is None


class TestTaken:
    def test_the_newcomer_reads_who_will_reach_out_and_is_asked_twice_whether_it_helped(self, play: Play) -> None:
        play.take(at(MONDAY, "11:00"))
        took = play.of_kind("took")[0]
        assert isinstance(took, Took)
        assert (took.to, took.person) == ("nadia", "marek")
        play.tick(at(60))
        assert later(play) == [(at(10, "11:00"), "ask_helped", "nadia"), (at(15, "11:00"), "ask_helped", "nadia")]
        asked = play.of_kind("ask_helped")[0]
        assert isinstance(asked, AskHelped)
        assert asked.person == "marek"
        assert (play.last.state, play.last.closed_at) == (State.LAPSED, at(21, "11:00"))

    def test_only_who_was_told_can_take_it(self, play: Play) -> None:
        play.take(at(MONDAY, "11:00"), by="otto")
        assert play.last.state is State.OPEN

    def test_it_can_be_taken_late(self, play: Play) -> None:
        play.tick(at(30))
        play.take(at(30))
        assert (play.last.state, play.last.closed_at) == (State.TAKEN, None)

    def test_who_is_away_is_asked_when_they_are_back(self, play: Play) -> None:
        play.take(at(MONDAY, "11:00"))
        play.pause(at(MONDAY, "12:00"), at(14, "00:00"))
        play.tick(at(14, "09:00"))
        assert later(play) == [(at(14, "09:00"), "ask_helped", "nadia")]

    @pytest.mark.parametrize(
        ("how", "state"), [(Helped.YES, State.RESOLVED), (Helped.BIT, State.TAKEN), (Helped.NO, State.OFFERED)]
    )
    def test_what_the_newcomer_says_decides(self, play: Play, how: Helped, state: State) -> None:
        play.take(at(MONDAY, "11:00"))
        play.helped(at(10, "12:00"), how)
        assert play.last.state is state
        play.helped(at(10, "12:01"), how)
        assert play.last.state is state

    def test_a_bit_the_second_time_is_enough(self, play: Play) -> None:
        play.take(at(MONDAY, "11:00"))
        play.helped(at(16), Helped.BIT)
        assert play.last.state is State.RESOLVED

    def test_an_answer_to_a_check_in_does_not_end_what_somebody_looks_after(self) -> None:
        play = silent()
        play.take(at(9))
        play.mood(at(9, "16:00"), 4, check_in="c2")
        assert play.last.state is State.TAKEN


def silent() -> Play:
    """Return a play in which two check-ins stayed unanswered and Marek was told."""
    play = Play()
    play.check_in(at(1), "c1")
    play.check_in(at(FRIDAY), "c2")
    play.tick(at(8, "15:15"))
    assert play.last.state is State.OPEN
    return play


def test_not_useful_sets_it_aside_with_why(play: Play) -> None:
    play.not_useful(at(MONDAY, "11:00"))
    assert (play.last.state, play.last.reason) == (State.SET_ASIDE, "known already")
    play.tick(at(60))
    assert later(play) == []
    assert alert.not_useful(play.last, play.moment) == (play.last, ())


def test_set_aside_once_taken_the_newcomer_reads_not_to_wait(play: Play) -> None:
    play.take(at(MONDAY, "11:00"))
    assert alert.not_useful(play.last, play.moment, by="priya") == (play.last, ())  # it is not hers to break
    play.not_useful(at(MONDAY, "11:01"))
    play.tick(at(60))
    assert play.last.state is State.SET_ASIDE
    assert later(play) == []
    assert play.lines("took_back") == [(at(MONDAY, "11:01"), "took_back", "nadia")]


def test_a_silence_that_is_over_needs_no_reminder() -> None:
    play = silent()
    play.mood(at(9), 4, check_in="c2")
    assert play.last.state is State.ENDED
    assert [to for _, _, to in play.lines("update_alert")] == ["marek"]


def test_reminders_of_what_nobody_chose_rest_in_a_pause_and_those_of_a_choice_go_on() -> None:
    unasked = silent()
    unasked.pause(at(8, "16:00"), at(14, "00:00"))
    unasked.tick(at(14, "09:00"))
    assert unasked.lines("remind") == [(at(14, "09:00"), "remind", "marek")]
    chosen = told_marek()
    chosen.pause(at(8, "16:00"))
    chosen.tick(at(14, "09:00"))
    assert len(chosen.lines("remind", "escalate")) == 2


def test_the_end_ends_what_nobody_chose_and_nothing_else() -> None:
    unasked = silent()
    unasked.end(at(9))
    assert unasked.last.state is State.ENDED
    chosen = told_marek()
    chosen.end(at(8))
    assert chosen.last.state is State.OPEN


def test_a_task_that_is_done_ends_the_alert_about_it() -> None:
    play = Play()
    play.task(at(0, "09:15"), "laptop", date(2026, 3, 6))
    play.tick(at(MONDAY, "13:00"))
    play.done(at(8), "laptop")
    assert play.last.state is State.ENDED


def test_what_the_newcomer_answered_to_did_it_help_is_kept_until_it_is_asked_again(play: Play) -> None:
    play.take(at(MONDAY, "11:00"))
    play.tick(at(MONDAY + 3, "11:00"))
    play.helped(at(MONDAY + 3, "11:01"), Helped.BIT)
    assert (play.last.state, play.last.heard) == (State.TAKEN, Helped.BIT)
    play.tick(at(MONDAY + 8, "11:00"))
    assert (play.last.asked_helped, play.last.heard) == (2, None)


def test_the_time_of_day_counts_to_the_minute(play: Play) -> None:
    play.tick(at(MONDAY, "10:00") + timedelta(seconds=40))
    play.remind_tomorrow(play.now)
    assert play.last.due_at == at(MONDAY + 1, "10:00")
