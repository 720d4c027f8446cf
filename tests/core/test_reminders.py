from datetime import date, timedelta

import pytest

from onboardbot.core import alert
from onboardbot.core.calendar import Calendar
from onboardbot.core.effect import AskHelped, Escalate, Tell, Took
from onboardbot.core.finding import Choice, Helped, NotUseful, State
from onboardbot.core.history import AnswerKind, Team
from onboardbot.core.questions.base import SeenBy
from onboardbot.core.reminders import passes_to
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


class TestTalkedAlready:
    def test_the_newcomer_is_asked_at_once_and_reads_no_promise(self, play: Play) -> None:
        play.talked(at(MONDAY, "11:00"))
        play.tick(at(60))
        assert later(play) == [(at(MONDAY, "11:00"), "ask_helped", "nadia"), (at(10, "11:00"), "ask_helped", "nadia")]
        assert play.of_kind("took") == []
        asked = play.of_kind("ask_helped")[0]
        assert isinstance(asked, AskHelped)
        assert (asked.person, asked.talked) == ("marek", True)
        assert (play.last.state, play.last.closed_at) == (State.LAPSED, at(21, "11:00"))

    def test_in_her_own_hours(self, play: Play) -> None:
        play.talked(at(MONDAY, "20:00"))
        play.tick(at(9, "09:00"))
        assert later(play) == [(at(8, "09:00"), "ask_helped", "nadia")]

    def test_after_a_promise_it_was_kept_and_setting_it_aside_takes_nothing_back(self, play: Play) -> None:
        play.take(at(MONDAY, "11:00"))
        before = play.last
        play.talked(at(8, "11:00"), by="priya")
        assert play.last == before
        play.talked(at(8, "11:01"))
        play.talked(at(8, "11:02"))
        assert (play.last.taken_at, play.last.talked_at) == (at(MONDAY, "11:00"), at(8, "11:01"))
        play.not_useful(at(8, "12:00"))
        assert play.last.state is State.SET_ASIDE
        assert play.of_kind("took_back") == []

    def test_a_hand_off_is_the_newcomers_to_close(self) -> None:
        play = Play()
        play.talk(at(0), Choice.MANAGER)
        before = play.last
        play.talked(at(1))
        play.not_useful(at(1))
        assert play.last == before


class TestPassedToHr:
    def test_outside_of_the_circle_they_read_no_reason_and_hr_is_not_asked_twice(self, play: Play) -> None:
        play.pass_on(at(MONDAY, "20:00"), "marek", "priya")
        assert [said.at for said in play.of_kind("escalate")] == [at(8, "09:00")]  # in her own hours
        assert passes_to(play.last, TEAM, "marek") is None
        play.tick(at(60))
        assert len(play.of_kind("escalate")) == 1
        assert play.of_kind("remind") == []

    def test_only_whoever_has_it_may_and_only_to_somebody_of_hr_who_was_not_told(self, play: Play) -> None:
        for by, to in (("bea", "priya"), ("marek", "otto"), ("marek", "marek")):
            play.pass_on(at(MONDAY, "11:00"), by, to)
        assert play.of_kind("escalate") == []
        assert passes_to(play.last, TEAM, "marek") == "priya"
        assert passes_to(play.last, TEAM.model_copy(update={"hr": ("marek",)}), "marek") is None

    def test_what_is_confidential_is_passed_to_nobody_and_not_weighed_by_its_use(self) -> None:
        play = Play()
        play.text(at(0), "My boss shouts at me.", kind=AnswerKind.MESSAGE)
        play.choose(at(0), Choice.DUTY)
        assert passes_to(play.last, TEAM, "dana") is None
        play.pass_on(at(1), "dana", "priya")
        play.not_useful(at(1))
        assert (play.last.state, play.last.told) == (State.OPEN, ("dana",))
        play.talked(at(1), by="dana")
        play.tick(at(1))
        assert [to for _, _, to in play.lines("ask_helped")] == ["nadia"]


def test_in_distress_the_next_duty_contact_is_asked_and_then_hr() -> None:
    for duty, then in ((("dana", "omar"), "omar"), (("dana",), "priya")):
        play = Play(team=TEAM.model_copy(update={"duty": duty}))
        play.text(at(0), "I will kill myself tonight.", kind=AnswerKind.MESSAGE)
        play.tick(at(60))
        assert [to for _, _, to in play.lines("tell", "remind", "escalate")] == ["dana", "dana", then]


def test_whoever_is_asked_after_the_first_is_asked_about_anew(play: Play) -> None:
    play.take(at(MONDAY, "11:00"))
    play.tick(at(10, "12:00"))
    play.helped(at(10, "12:00"), Helped.NO)
    play.choose(at(10, "12:01"), Choice.BUDDY)
    play.take(at(10, "12:02"), by="bea")
    play.tick(at(20))
    keys = [said.key for said in play.of_kind("ask_helped")]
    assert len(keys) == len(set(keys)) == 3  # one of Marek, two of Bea


def test_why_it_was_not_useful_may_be_said_once_afterwards_by_whoever_set_it_aside(play: Play) -> None:
    aside, _ = alert.not_useful(play.last, play.moment, by="marek")
    assert (aside.state, aside.reason) == (State.SET_ASIDE, None)
    assert alert.not_useful(aside, play.moment, NotUseful.TOO_LATE, by="priya") == (aside, ())
    why, said = alert.not_useful(aside, play.moment, NotUseful.TOO_LATE, by="marek")
    assert (why.reason, said) == (NotUseful.TOO_LATE, ())
    assert alert.not_useful(why, play.moment, NotUseful.DID_NOT_FIT, by="marek") == (why, ())


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
    assert (play.last.state, play.last.reason) == (State.SET_ASIDE, NotUseful.KNOWN_ALREADY)
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


@pytest.mark.parametrize(("manager", "followed"), [("marek", [("remind", "dana")]), ("dana", [])])
def test_whoever_became_the_manager_is_not_reminded_of_a_complaint_though_nobody_else_is_left(
    manager: str, followed: list[tuple[str, str]]
) -> None:
    play = Play(team=TEAM.model_copy(update={"duty": ("dana",)}))
    play.text(at(0), "My boss shouts at me.")
    play.choose(at(0, "15:01"), Choice.DUTY)
    play.staff(at(1), manager=manager)
    play.tick(at(30))
    assert [(kind, to) for _, kind, to in play.lines("remind", "escalate")] == followed
    assert play.last.state is State.LAPSED
