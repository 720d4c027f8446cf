from datetime import datetime

import pytest

from onboardbot.core import alert, handoff
from onboardbot.core.calendar import Calendar
from onboardbot.core.effect import HandoffAsk, HandoffPlan, Offer, Option
from onboardbot.core.finding import Choice, Helped, State, Within
from onboardbot.core.history import AnswerKind, History
from onboardbot.core.moment import Moment
from onboardbot.core.zones import zone_named
from tests.helpers.history_play import BERLIN, MONDAY, TEAM, Play, at

KEEP = Option(choice=Choice.KEEP)
ASKS = "Could I talk to someone?"


@pytest.fixture
def play() -> Play:
    return Play()


def asked(play: Play) -> list[tuple[object, str, object, object]]:
    """Return who was asked: when, until when, and who would be next."""
    return [(when, ask.to, ask.until, ask.afterwards) for when, ask in play.said if isinstance(ask, HandoffAsk)]


def plans(play: Play) -> list[str | None]:
    return [plan.person for plan in play.of_kind("handoff_plan") if isinstance(plan, HandoffPlan)]


def offered(play: Play) -> list[str | None]:
    offer = play.of_kind("offer")[-1]
    assert isinstance(offer, Offer)
    return [option.person for option in offer.options]


def test_asking_in_words_gets_an_offer_and_nobody_is_told_unasked(play: Play) -> None:
    play.text(at(0), ASKS, kind=AnswerKind.MESSAGE)
    assert offered(play) == ["marek", "bea", "priya", None]
    play.tick(at(60))
    assert [kind for _, kind, _ in play.lines()] == ["offer"]


def test_whom_they_choose_is_asked_at_once_and_the_next_is_named_beforehand(play: Play) -> None:
    play.text(at(0), ASKS)
    play.choose(at(0, "21:00"), Choice.HR)
    assert asked(play) == [(at(0, "21:00"), "priya", at(1, "17:30"), "paul")]
    assert [kind for _, kind, _ in play.lines()][1:] == ["handoff_plan", "handoff_ask", "told_hire"]
    play.choose(at(0, "21:05"), Choice.BUDDY)
    assert len(asked(play)) == 1


def test_keep_closes_it(play: Play) -> None:
    play.text(at(0), ASKS)
    play.choose(at(0), Choice.KEEP)
    assert play.last.state is State.KEPT
    assert asked(play) == []


@pytest.mark.parametrize(
    ("first", "order"),
    [
        (Choice.MANAGER, ["marek", "priya", "paul", "dana", "omar"]),
        (Choice.HR, ["priya", "paul", "dana", "omar"]),
        (Choice.BUDDY, ["bea", "priya", "paul", "dana", "omar"]),
        (Choice.DUTY, ["dana", "priya", "paul", "omar"]),
    ],
)
def test_nobody_takes_it_hr_one_after_the_other_then_duty(play: Play, first: Choice, order: list[str]) -> None:
    play.talk(at(0), first)
    play.tick(at(60))
    assert [to for _, to, _, _ in asked(play)] == order
    assert [plan for plan in plans(play) if plan] == order
    assert plans(play)[-1] is None  # nobody is left, and the newcomer reads so
    assert (play.last.state, play.last.due_at) == (State.OPEN, None)


def test_the_next_is_asked_in_their_own_hours(play: Play) -> None:
    play.calendars["priya"] = Calendar(zone=BERLIN, week=frozenset({3}))
    play.talk(at(0), Choice.MANAGER, Within.TODAY)
    play.tick(at(4))
    assert [(when, to) for when, to, _, _ in asked(play)] == [(at(0), "marek"), (at(3, "09:00"), "priya")]


def test_that_the_next_is_asked_reaches_the_newcomer_in_hers() -> None:
    play = Play(calendar=Calendar(zone=zone_named("America/New_York")), calendars={"priya": Calendar(zone=BERLIN)})
    play.talk(at(0, "15:00"), Choice.MANAGER)  # until 17:30 of Tuesday in New York, 22:30 in Berlin
    play.tick(at(2, "16:00"))
    assert asked(play)[-1][:2] == (at(2, "09:00"), "priya")
    assert [said.at for said in play.of_kind("handoff_plan")] == [at(0, "15:00"), at(2, "15:00")]


def test_a_role_that_nobody_fills_asks_nobody(play: Play) -> None:
    play.staff(at(0), buddy=None)
    play.talk(at(0), Choice.BUDDY)
    assert asked(play) == []


@pytest.mark.parametrize(
    ("words", "persons"),
    [
        ("Could I talk to someone about my boss?", ["bea", "priya", None]),
        ("Could I talk to someone about HR?", ["marek", "bea", "dana", None]),
        ("Could I talk to someone about Bea?", ["marek", "priya", None]),
        ("I want to speak with someone from HR", ["marek", "bea", "priya", None]),
        ("I want to talk to my manager", ["marek", "bea", "priya", None]),
        ("Could I talk to HR about my boss?", ["bea", "priya", None]),
    ],
)
def test_whoever_it_may_be_about_is_not_offered(play: Play, words: str, persons: list[str | None]) -> None:
    play.text(at(0), words)
    assert offered(play) == persons


def test_where_the_only_hr_is_the_manager_duty_is_offered(play: Play) -> None:
    play.staff(at(0), hr=("marek",))
    play.text(at(0), ASKS)
    assert offered(play) == ["marek", "bea", "dana", None]


def test_whoever_it_may_be_about_is_never_asked_later(play: Play) -> None:
    play.text(at(0), "Could I talk to someone about Priya?")
    play.choose(at(0), Choice.BUDDY)
    play.tick(at(60))
    assert [to for _, to, _, _ in asked(play)] == ["bea", "paul", "dana", "omar"]


def test_taken_it_goes_to_nobody_else_and_only_the_newcomer_closes_it(play: Play) -> None:
    play.talk(at(0), Choice.MANAGER)
    play.take(at(1), by="marek")
    play.tick(at(60))
    assert [to for _, to, _, _ in asked(play)] == ["marek"]
    assert len(play.of_kind("ask_helped")) == 2
    assert (play.last.state, play.last.due_at) == (State.TAKEN, None)
    play.close(at(60))
    assert play.last.state is State.RESOLVED
    assert play.lines("update_handoff")[-1] == (at(60), "update_handoff", "marek")


def test_it_did_not_help_leaves_it_open_for_the_newcomer_to_close(play: Play) -> None:
    play.talk(at(0), Choice.MANAGER)
    play.take(at(1), by="marek")
    play.helped(at(6), Helped.NO)
    assert play.last.state is State.TAKEN


class TestPassedOn:
    def test_the_newcomer_reads_to_whom(self, play: Play) -> None:
        play.talk(at(0), Choice.MANAGER)
        play.pass_on(at(1), "marek", "otto")
        assert asked(play)[-1] == (at(1), "otto", at(2, "17:30"), "priya")
        assert plans(play) == ["marek", "otto"]
        assert play.lines("update_handoff") == [(at(1), "update_handoff", "marek")]

    @pytest.mark.parametrize(
        ("by", "to"), [("bea", "otto"), ("marek", "marek"), ("marek", "nadia"), ("marek", "nobody")]
    )
    def test_only_by_whoever_was_asked_and_to_somebody_else_in_slack(self, play: Play, by: str, to: str) -> None:
        play.talk(at(0), Choice.MANAGER)
        play.pass_on(at(1), by, to)
        assert len(asked(play)) == 1

    def test_whoever_passed_it_on_has_nothing_more_to_do_with_it(self, play: Play) -> None:
        play.talk(at(0), Choice.MANAGER)
        play.pass_on(at(1), "marek", "otto")
        play.pass_on(at(1, "15:01"), "marek", "bea")
        assert [to for _, to, _, _ in asked(play)] == ["marek", "otto"]
        assert play.last.outcome_for("marek") is State.ENDED
        assert play.last.outcome_for("otto") is State.OPEN
        assert [plan.passed_by for plan in play.of_kind("handoff_plan") if isinstance(plan, HandoffPlan)] == [
            None,
            "marek",
        ]

    def test_once_somebody_took_it_nobody_else_passes_it_on(self, play: Play) -> None:
        play.talk(at(0), Choice.MANAGER)
        play.tick(at(2))  # Priya was asked, too
        play.take(at(2), by="priya")
        play.pass_on(at(2), "marek", "otto")
        assert len(asked(play)) == 2
        play.pass_on(at(2), "priya", "otto")
        assert (play.last.state, play.last.taken_by) == (State.OPEN, None)

    def test_never_to_whoever_it_may_be_about(self, play: Play) -> None:
        play.text(at(0), "Could I talk to someone about Bea?")
        play.choose(at(0), Choice.MANAGER)
        play.pass_on(at(1), "marek", "bea")
        assert len(asked(play)) == 1


def test_how_soon_can_be_said_before_whom(play: Play) -> None:
    play.text(at(0), ASKS)
    assert play.last.until == at(1, "17:30")
    play.soon(at(0), Within.WEEK)
    assert play.last.until == at(4, "17:30")
    play.choose(at(1), Choice.MANAGER)
    assert asked(play) == [(at(1), "marek", at(4, "17:30"), "priya")]
    before = play.last
    play.soon(at(1), Within.TODAY)
    assert play.last == before
    play.mood(at(2), 2)
    assert alert.soon(play.last, play.moment, Within.TODAY) == (play.last, ())


@pytest.mark.parametrize(
    ("team", "barred", "without"),
    [
        ({}, (), False),
        ({"hr": ("priya",), "buddy": "priya"}, (), False),  # she is offered as the buddy
        ({"hr": ("marek",)}, (), True),
        ({"hr": ("priya",)}, ("priya",), True),
        ({"hr": ()}, (), True),
    ],
)
def test_that_hr_can_not_be_picked_is_known(
    play: Play, team: dict[str, object], barred: tuple[str, ...], *, without: bool
) -> None:
    play.staff(at(0), **team)
    options = handoff.options(play.moment, frozenset(barred))
    assert handoff.no_hr(options, play.team) is without


def test_a_manager_is_never_asked_as_hr(play: Play) -> None:
    play.staff(at(0), hr=("marek",), duty=("marek", "dana"))
    play.talk(at(0), Choice.BUDDY)
    play.tick(at(60))
    assert [to for _, to, _, _ in asked(play)] == ["bea", "dana"]
    options = (Option(choice=Choice.MANAGER, person="otto"), Option(choice=Choice.BUDDY, person="lena"))
    assert handoff.afterwards(play.last, play.team, options, ()) == {None: ["otto", "lena"]}
    assert handoff.afterwards(play.last, TEAM, (*options, Option(choice=Choice.HR, person="priya"), KEEP), ()) == {
        "priya": ["otto", "lena"],
        "paul": ["priya"],
    }


@pytest.mark.parametrize(
    ("within", "now", "week", "until"),
    [
        (None, at(0), "mon-fri", at(1, "17:30")),
        (None, at(4), "mon-fri", at(7, "17:30")),
        (Within.TOMORROW, at(1), "mon-fri", at(2, "17:30")),
        (Within.TODAY, at(0), "mon-fri", at(0, "17:30")),
        (Within.TODAY, at(0, "18:00"), "mon-fri", at(1, "17:30")),
        (Within.TODAY, at(5), "mon-fri", at(7, "17:30")),
        (Within.WEEK, at(0), "mon-fri", at(4, "17:30")),
        (Within.WEEK, at(4, "18:00"), "mon-fri", at(7, "17:30")),
        (Within.WEEK, at(5), "mon-fri", at(7, "17:30")),
        (Within.WEEK, at(0), "sun-thu", at(3, "17:30")),
        (Within.WEEK, at(6), "sun-thu", at(10, "17:30")),
        (Within.WEEK, at(2), "all", at(6, "17:30")),
    ],
)
def test_how_soon_is_an_end_of_the_hires_working_hours(
    within: Within | None, now: datetime, week: str, until: datetime
) -> None:
    weeks = {"mon-fri": range(5), "sun-thu": (6, 0, 1, 2, 3), "all": range(7)}
    calendar = Calendar(zone=BERLIN, week=frozenset(weeks[week]))
    moment = Moment(History(team=TEAM, start=MONDAY), calendar, now)
    assert handoff.until(within, moment) == until


def test_whoever_it_did_not_reach_is_followed_by_the_next_at_once() -> None:
    play = Play()
    play.talk(at(0), Choice.MANAGER)
    play.unreached(at(0, "15:01"), "marek")
    assert play.lines("handoff_ask") == [(at(0), "handoff_ask", "marek"), (at(0, "15:01"), "handoff_ask", "priya")]


def test_a_second_wish_to_talk_asks_the_same_question_anew_and_bars_whom_both_are_about() -> None:
    play = Play()
    play.text(at(0), "Can I talk to someone? It is about Marek.", kind=AnswerKind.MESSAGE)
    play.text(at(0, "15:05"), "Can I please talk to somebody?", kind=AnswerKind.MESSAGE)
    assert (len(play.findings), len(play.of_kind("offer"))) == (1, 2)
    options = alert.options(play.last, play.moment)
    assert [option.person for option in options] == ["bea", "priya", None]
    play.choose(at(0, "15:06"), Choice.KEEP)
    play.text(at(0, "15:10"), "Can I talk to someone now?", kind=AnswerKind.MESSAGE)
    assert len(play.findings) == 2


def test_whom_the_newcomer_can_talk_to_leaves_out_whom_it_is_about() -> None:
    play = Play()
    play.text(at(0), "Can I talk to someone? It is about Bea.", kind=AnswerKind.MESSAGE)
    assert [option.person for option in alert.options(play.last, play.moment)] == ["marek", "priya", None]


def test_it_never_goes_on_to_anybody_whom_something_protected_bars_but_the_newcomer_may_pick_them(play: Play) -> None:
    play.text(at(0), "Priya and Otto touched me.")
    play.talk(at(0, "15:05"), Choice.BUDDY)
    play.pass_on(at(0, "15:10"), "bea", "priya")
    play.pass_on(at(0, "15:11"), "bea", "lena")
    play.tick(at(1, "12:00"))
    assert [to for _, to, _, _ in asked(play)] == ["bea"]
    play.tick(at(2, "10:00"))
    assert [(to, then) for _, to, _, then in asked(play)] == [("bea", "paul"), ("paul", "dana")]
    play.talk(at(2, "10:05"), Choice.HR)
    assert asked(play)[-1][1] == "priya"


def test_whom_they_want_to_talk_to_by_name_is_not_whom_it_is_about(play: Play) -> None:
    play.text(at(0), "I want to talk to Bea Lind", kind=AnswerKind.MESSAGE)
    assert offered(play) == ["marek", "bea", "priya", None]


def test_where_hr_is_the_manager_nobody_is_asked_as_hr_and_the_newcomer_chooses_anew(play: Play) -> None:
    play.staff(at(0), hr=("marek",))
    play.talk(at(0), Choice.HR)
    assert asked(play) == []
    assert offered(play) == ["marek", "bea", "dana", None]
    play.choose(at(0, "15:01"), Choice.DUTY)
    assert [to for _, to, _, _ in asked(play)] == ["dana"]
