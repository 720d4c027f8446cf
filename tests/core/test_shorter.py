import pytest

from onboardbot.core.questions.base import Condition, Operator
from onboardbot.core.questions.choice import Choice
from onboardbot.core.questions.mood import Mood
from onboardbot.core.questions.text import Text
from onboardbot.core.shorter import shorter
from onboardbot.core.steps.check_in import CheckIn
from tests.core.test_plan import day

WORDS = Text(id="text", words="What would help?", seen_by="me")
MOOD = Mood(id="mood", words="How was your second week?", seen_by="me")
ASK = Choice(id="ask", words="I know whom to ask.", options=("Yes", "No"), seen_by="me")
ON_YES = Condition(question="ask", operator=Operator.IS, value="Yes")
AFTER_ASK = MOOD.model_copy(update={"condition": ON_YES})


@pytest.mark.parametrize(
    ("questions", "sooner", "asked"),
    [
        ((MOOD, WORDS), None, "How was your second week?"),
        ((MOOD, WORDS), "How is it now?", "How is it now?"),
        ((ASK, MOOD), "How is it now?", "How is it now?"),
        ((ASK, AFTER_ASK), "How is it now?", "I know whom to ask."),
        ((WORDS,), "How is it now?", "What would help?"),
    ],
)
def test_one_question_in_words_that_fit(
    questions: tuple[Mood | Text | Choice, ...], sooner: str | None, asked: str
) -> None:
    found = shorter(CheckIn(id="week", when=day(8), questions=questions), sooner=sooner)
    assert [question.words for question in found.questions] == [asked]
    assert found.questions[0].id in {question.id for question in questions}
