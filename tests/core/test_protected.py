"""What is protected, as the core decides it; whole histories stand beside `onboardbot simulate`."""

import pytest

from onboardbot.core import alert
from onboardbot.core.course import Course
from onboardbot.core.effect import Offer, Resources, Seal, Tell
from onboardbot.core.finding import Choice, Danger, State
from onboardbot.core.history import Answer, AnswerKind
from onboardbot.core.protected import RETRACTED
from tests.helpers.history_play import TEAM, Play, at

BOSS = "My boss shouts at me."


@pytest.fixture
def play() -> Play:
    return Play()


def complain(play: Play, text: str = BOSS) -> None:
    play.text(at(0), text, "marek", "priya", kind=AnswerKind.TEXT)


def told(play: Play) -> list[str]:
    return [effect.to for effect in play.of_kind("tell")]


def test_its_answer_is_kept_from_everybody_at_once(play: Play) -> None:
    complain(play)
    assert play.changes == [Seal(answers=("a0",))]
    assert play.history.answers[0].circle == frozenset()


def test_later_answers_of_its_check_in_are_kept_from_everybody_too(play: Play) -> None:
    answer = Answer(id="a0", kind=AnswerKind.TEXT, at=at(0), text=BOSS, circle=frozenset({"marek"}), check_in="c1")
    walk = Course(play.moment)
    walk.answer(answer)
    walk.answer(answer.model_copy(update={"text": "All is well."}))
    walk.answer(answer.model_copy(update={"id": "a1", "kind": AnswerKind.MOOD, "text": None, "mood": 2}))
    assert [one.circle for one in walk.history.answers] == [frozenset(), frozenset()]
    assert len(walk.findings) == 1


def test_the_buttons_name_who_is_free_by_now(play: Play) -> None:
    complain(play)
    assert [option.person for option in alert.options(play.last, play.moment)] == ["dana", "priya", None]
    play.staff(at(1), manager="dana")
    assert [option.person for option in alert.options(play.last, play.moment)] == ["omar", "priya", None]


def test_a_duty_contact_who_cant_be_reached_is_followed_by_a_question_with_the_next(play: Play) -> None:
    complain(play)
    play.choose(at(0, "15:01"), Choice.DUTY)
    play.unreached(at(0, "15:02"), "dana")
    asked = play.of_kind("offer")[-1]
    assert isinstance(asked, Offer)
    assert [option.person for option in asked.options] == ["omar", "priya", None]
    play.choose(at(0, "15:03"), Choice.DUTY)
    assert told(play) == ["dana", "omar"]


def test_what_cant_wait_goes_to_the_next_at_once(play: Play) -> None:
    complain(play, "Otto hit me.")
    play.unreached(at(0, "15:02"), "dana")
    play.unreached(at(0, "15:03"), "omar")
    assert told(play) == ["dana", "omar", "priya"]
    for person in ("priya", "paul"):
        play.unreached(at(0, "15:04"), person)
    assert isinstance(play.said[-1][1], Resources)
    assert play.last.state is State.ENDED


def test_the_same_answer_is_heard_once_and_again_when_it_has_become_urgent(play: Play) -> None:
    complain(play)
    again = play.history.answers[0]
    play.history = play.history.model_copy(update={"answers": ()})
    play.text(at(0, "15:05"), BOSS)
    assert len(play.findings) == 1  # an edit that says the same
    play.history = play.history.model_copy(update={"answers": ()})
    play.text(at(0, "15:06"), "My boss hit me.")
    assert told(play) == ["dana"]
    play.history = play.history.model_copy(update={"answers": ()})
    play.text(at(0, "15:07"), "My boss hit me.")
    assert told(play) == ["dana"]
    assert again.text == BOSS


def test_in_distress_the_next_is_told_if_somebody_cant_be_reached(play: Play) -> None:
    complain(play, "I will kill myself tonight.")
    play.unreached(at(0, "15:01"), "dana")
    assert told(play) == ["dana", "omar"]
    play.text(at(0, "15:02"), "All is well.")
    assert len(play.findings) == 1


def test_an_edited_cry_for_help_is_no_second_one(play: Play) -> None:
    complain(play, "I want to die.")
    play.history = play.history.model_copy(update={"answers": ()})
    play.text(at(0, "15:05"), "I want to die!")
    assert len(play.findings) == 1


def test_danger_is_asked_in_distress_alone(play: Play) -> None:
    complain(play)
    assert alert.danger(play.last, play.moment, Danger.YES) == (play.last, ())


def test_a_company_without_anybody_to_tell_says_so_in_distress(play: Play) -> None:
    play.staff(at(0), duty=(), hr=())
    complain(play, "I will kill myself tonight.")
    (said,) = play.of_kind("resources")
    assert isinstance(said, Resources)
    assert (said.nobody, said.danger) == (True, False)


def test_the_alert_holds_the_topic_and_no_words(play: Play) -> None:
    complain(play)
    play.choose(at(0, "15:01"), Choice.HR)
    (said,) = play.of_kind("tell")
    assert isinstance(said, Tell)
    assert [(reason.signal, reason.quote) for reason in said.reasons] == [("about_manager", None)]
    assert TEAM.manager == "marek"


def test_a_note_that_was_told_before_stays_as_it_is_and_nobody_else_gets_its_reason(play: Play) -> None:
    """The manager could tell from a note that changes that there was something new in that check-in."""
    walk, hr = Course(play.moment), frozenset({"priya", "paul"})
    walk.answer(Answer(id="a0", kind=AnswerKind.MOOD, at=at(0), mood=2, circle=hr, check_in="c1"))
    walk.pass_time(at(1))
    assert [one.message.to for one in walk.spoken if one.message.kind == "tell"] == ["priya"]
    walk.answer(Answer(id="a1", kind=AnswerKind.TEXT, at=at(1), text=BOSS, circle=hr, check_in="c1"))
    assert [one.circle for one in walk.history.answers] == [{"priya"}, frozenset()]
    walk.pass_time(at(20))
    others = [one.message for one in walk.spoken if one.message.to not in {"nadia", "priya"}]
    assert [(one.kind, one.to) for one in others] == [("escalate", "paul")]  # without a reason


def test_words_that_were_changed_are_not_shared_with_whom_they_bar_by_now(play: Play) -> None:
    """Dana was told of distress; what stands there now is a complaint that names her."""
    play.history = play.history.model_copy(update={"names": {"dana": "Dana Falk"}})
    walk = Course(play.moment)
    answer = Answer(id="a0", kind=AnswerKind.TEXT, at=at(0), text="I will kill myself tonight.", check_in="c1")
    walk.answer(answer)
    walk.answer(answer.model_copy(update={"text": "Dana mocks my accent."}))
    told = next(one for one in walk.findings if one.signal == "distress")
    assert told.told == ("dana",)
    walk.move(told, alert.share_words)
    assert [one.quote for one in walk.findings] == [None, None]


def test_words_are_not_shared_with_whoever_became_the_manager_since(play: Play) -> None:
    complain(play, "Otto touched me.")
    play.choose(at(0, "15:01"), Choice.DUTY)
    play.staff(at(1), manager="dana")
    play.share_words(at(1, "15:01"))
    assert play.last.quote is None


@pytest.mark.parametrize(
    ("later", "offers", "stands"),
    [
        ("All is well.", 2, [(State.OFFERED, None)]),
        ("Forget what I said about my boss.", 1, [(State.KEPT, RETRACTED), (State.KEPT, RETRACTED)]),
    ],
)
def test_they_are_asked_once_more_unless_they_took_it_back(
    play: Play, later: str, offers: int, stands: list[tuple[State, str | None]]
) -> None:
    complain(play)
    play.text(at(0, "15:05"), later)
    play.tick(at(20))
    assert len(play.of_kind("offer")) == offers
    assert [(one.state, one.reason) for one in play.findings] == stands


@pytest.mark.parametrize("who", [{"duty": (), "hr": ()}, {"duty": ("marek",), "hr": ("lena", "bea")}])
def test_where_nobody_may_be_told_of_it_the_newcomer_reads_so_instead_of_a_question(
    play: Play, who: dict[str, object]
) -> None:
    play.staff(at(0), **who)
    complain(play)
    assert [kind for _, kind, _ in play.lines()] == ["resources"]
    (said,) = play.of_kind("resources")
    assert isinstance(said, Resources)
    assert (said.to, said.nobody, said.danger) == ("nadia", True, False)
    assert play.last.state is State.ENDED


def test_in_distress_a_no_tells_nobody_and_a_yes_after_it_one_person_once(play: Play) -> None:
    complain(play, "I want to die.")
    play.danger(at(0, "15:01"), Danger.NO)
    assert (play.last.state, told(play)) == (State.KEPT, [])
    play.danger(at(0, "15:02"), Danger.YES)
    play.danger(at(0, "15:03"), Danger.YES)
    play.danger(at(0, "15:04"), Danger.NO)
    assert (play.last.state, told(play)) == (State.OPEN, ["dana"])
