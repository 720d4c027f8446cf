import pytest

from onboardbot.core.finding import Quote, State
from onboardbot.core.history import Answer, AnswerKind, Team
from onboardbot.core.questions.base import SeenBy
from onboardbot.core.signals import low_mood
from onboardbot.core.visibility import (
    Circle,
    circle_of,
    may_count,
    may_know,
    may_read,
    may_see,
    narrowed,
    narrowings,
    too_small,
    was_told,
)
from tests.core.signals.moods import detect, finding_of, of_values
from tests.helpers.history_play import TEAM, at

NO_MANAGER = TEAM.model_copy(update={"manager": None})
AWAY = TEAM.model_copy(update={"reachable": TEAM.reachable - {"marek"}})
ALONE = Team(hire="nadia")
NOBODY = Circle(seen_by=SeenBy.ME)


@pytest.mark.parametrize(
    ("seen_by", "team", "circle"),
    [
        (SeenBy.MANAGER, TEAM, Circle(seen_by=SeenBy.MANAGER, people=("marek",))),
        (SeenBy.MANAGER, NO_MANAGER, Circle(seen_by=SeenBy.HR, people=("priya", "paul"))),
        (SeenBy.MANAGER, AWAY, Circle(seen_by=SeenBy.HR, people=("priya", "paul"))),
        (SeenBy.MANAGER, ALONE, NOBODY),
        (SeenBy.HR, TEAM, Circle(seen_by=SeenBy.HR, people=("priya", "paul"))),
        (SeenBy.BUDDY, TEAM, Circle(seen_by=SeenBy.BUDDY, people=("bea",))),
        (SeenBy.BUDDY, ALONE, NOBODY),
        (SeenBy.ME, TEAM, NOBODY),
        (SeenBy.COUNTED, TEAM, Circle(seen_by=SeenBy.COUNTED)),
    ],
)
def test_a_question_names_the_people_of_now(seen_by: SeenBy, team: Team, circle: Circle) -> None:
    assert circle_of(seen_by, team) == circle


@pytest.mark.parametrize(
    ("seen_by", "counted", "smaller"),
    [
        (SeenBy.MANAGER, True, (SeenBy.ME, SeenBy.COUNTED)),
        (SeenBy.MANAGER, False, (SeenBy.ME,)),
        (SeenBy.COUNTED, True, (SeenBy.ME,)),
        (SeenBy.ME, True, ()),
    ],
)
def test_the_hire_may_choose_a_smaller_circle(seen_by: SeenBy, counted: bool, smaller: tuple[SeenBy, ...]) -> None:  # noqa: FBT001
    assert narrowings(circle_of(seen_by, TEAM), counted=counted) == smaller


def test_a_smaller_circle_holds_nobody_and_a_larger_one_is_refused() -> None:
    circle = circle_of(SeenBy.BUDDY, TEAM)
    assert narrowed(circle, SeenBy.ME, counted=False) == NOBODY
    assert narrowed(circle, SeenBy.COUNTED, counted=True) == Circle(seen_by=SeenBy.COUNTED)
    assert narrowed(circle, SeenBy.COUNTED, counted=False) == NOBODY  # words make no figure, so they stay at home
    assert narrowed(circle, None, counted=True) == circle
    assert narrowed(circle, SeenBy.MANAGER, counted=True) == circle
    assert narrowed(NOBODY, SeenBy.COUNTED, counted=True) == NOBODY


def test_four_are_too_few_to_hide_in() -> None:
    assert [too_small(group) for group in (1, 4, 5)] == [True, True, False]


@pytest.mark.parametrize(
    ("viewer", "may"),
    [("nadia", True), ("marek", True), ("bea", False), ("priya", False), ("lena", False), ("otto", False)],
)
def test_whoever_is_in_the_circle_may_see(viewer: str, may: bool) -> None:  # noqa: FBT001
    answer = Answer(id="a", kind=AnswerKind.MOOD, at=at(0), mood=2, circle=frozenset({"marek"}))
    assert may_see(viewer, answer, hire="nadia") is may
    signal = detect(low_mood.RULE, of_values(2))
    assert signal is not None
    assert may_know(viewer, finding_of(signal)) is may


def test_words_are_read_by_the_one_with_whom_they_were_shared_and_a_page_holds_what_somebody_was_told() -> None:
    signal = detect(low_mood.RULE, of_values(2))
    assert signal is not None
    quote = Quote(answer="a", words="The build", person="marek")
    finding = finding_of(signal).model_copy(update={"told": ("marek",), "told_at": at(0), "state": State.OPEN})
    assert [may_read(who, quote, hire="nadia") for who in ("nadia", "marek", "bea")] == [True, True, False]
    assert not may_read("marek", None, hire="nadia")
    assert [was_told(who, finding) for who in ("marek", "lena")] == [True, False]
    assert may_count("priya", finding)
    closed = finding.model_copy(update={"state": State.RESOLVED})
    assert not may_count("priya", closed)
    assert not may_count("priya", finding.model_copy(update={"told_at": None}))
