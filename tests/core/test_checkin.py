import pytest

from onboardbot.core.checkin import first_question, fits, next_question
from onboardbot.core.questions.base import Condition, Operator, SeenBy
from onboardbot.core.questions.choice import Choice
from onboardbot.core.questions.mood import Mood
from onboardbot.core.questions.text import Text
from onboardbot.core.steps.check_in import CheckIn
from onboardbot.core.when import When, WorkingDay

LOW = Condition(question="mood", operator=Operator.AT_MOST, value="2")
STEP = CheckIn(
    id="pulse",
    when=When(day=WorkingDay(n=2)),
    questions=(
        Mood(id="mood", words="How?", seen_by=SeenBy.MANAGER),
        Text(id="text", words="Why?", seen_by=SeenBy.MANAGER, condition=LOW),
        Choice(id="choice", words="Who?", seen_by=SeenBy.MANAGER, options=("My team", "Nobody")),
    ),
)


@pytest.mark.parametrize(
    ("said", "after", "expected"),
    [
        ({"mood": "2"}, "mood", "text"),
        ({"mood": "5"}, "mood", "choice"),
        ({"mood": "2", "text": "x"}, "text", "choice"),
        ({"mood": "2", "choice": "Nobody"}, "mood", "text"),  # the mood changed after the rest was answered
        ({"mood": "5", "choice": "Nobody"}, "mood", None),
        ({"mood": "2", "text": "x", "choice": "Nobody"}, "choice", None),
    ],
)
def test_the_next_question_is_the_first_that_fits_and_is_open(
    said: dict[str, str], after: str, expected: str | None
) -> None:
    found = next_question(STEP, said, after)
    assert (found.id if found else None) == expected


@pytest.mark.parametrize(
    ("operator", "value", "answer", "expected"),
    [
        (Operator.AT_MOST, "2", "2", True),
        (Operator.AT_MOST, "2", "3", False),
        (Operator.AT_LEAST, "4", "4", True),
        (Operator.BELOW, "3", "2", True),
        (Operator.BELOW, "3", "3", False),
        (Operator.ABOVE, "3", "4", True),
        (Operator.IS, "my TEAM", "My team", True),
        (Operator.IS_NOT, "Nobody", "My team", True),
        (Operator.IS_NOT, "Nobody", None, False),
        (Operator.AT_MOST, "2", None, False),
    ],
)
def test_a_condition_compares_with_what_was_said(
    operator: Operator, value: str, answer: str | None, *, expected: bool
) -> None:
    condition = Condition(question="q", operator=operator, value=value)
    assert fits(condition, {"q": answer} if answer is not None else {}) is expected


def test_whoever_wants_no_words_read_is_asked_for_none() -> None:
    first = first_question(STEP, words=False)
    assert first is not None
    assert first.id == "mood"
    following = next_question(STEP, {"mood": "1"}, "mood", words=False)
    assert following is not None
    assert following.id == "choice"
    only_words = STEP.model_copy(update={"questions": STEP.questions[1:2]})
    assert first_question(only_words, words=False) is None
    assert first_question(only_words, words=True) == STEP.questions[1]
