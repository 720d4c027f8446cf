import pytest

from onboardbot.core.questions import KINDS, Question
from onboardbot.core.questions.base import SeenBy
from onboardbot.core.questions.choice import Choice
from onboardbot.core.questions.mood import Mood
from onboardbot.core.questions.text import Text

MOOD = Mood(id="mood", words="How?", seen_by=SeenBy.ME)
TEXT = Text(id="text", words="Why?", seen_by=SeenBy.ME)
CHOICE = Choice(id="choice", words="Who?", seen_by=SeenBy.ME, options=("My team", "Nobody  yet"))


@pytest.mark.parametrize(
    ("question", "raw", "expected"),
    [
        (MOOD, "1", 1),
        (MOOD, "5", 5),
        (MOOD, "0", None),
        (MOOD, "6", None),
        (MOOD, "٣", None),
        (MOOD, "2.0", None),
        (MOOD, "", None),
        (TEXT, " so so \n", "so so"),
        (TEXT, "  \n", None),
        (CHOICE, "My team", "My team"),
        (CHOICE, " my  TEAM ", "My team"),
        (CHOICE, "nobody yet", "Nobody  yet"),
        (CHOICE, "My buddy", None),
        (CHOICE, "", None),
    ],
)
def test_what_is_an_answer(question: Question, raw: str, expected: str | int | None) -> None:
    assert KINDS[question.kind].parse(question, raw) == expected
