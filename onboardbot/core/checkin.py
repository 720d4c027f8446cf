"""Which question of a check-in comes next."""

from collections.abc import Mapping

from onboardbot.core.questions import Question
from onboardbot.core.questions.base import Condition, Operator
from onboardbot.core.steps.check_in import CheckIn


def next_question(step: CheckIn, said: Mapping[str, str], after: str) -> Question | None:
    """Return the first question behind `after` whose condition fits what was said, or None: that was the last.

    `said` maps question ids to raw answers; a question that was not answered fits no condition.
    """
    ids = [question.id for question in step.questions]
    later = step.questions[ids.index(after) + 1 :]
    return next((question for question in later if question.id not in said and _asked(question, said)), None)


def _asked(question: Question, said: Mapping[str, str]) -> bool:
    return question.condition is None or fits(question.condition, said)


def fits(condition: Condition, said: Mapping[str, str]) -> bool:
    """Return whether an earlier answer fits; words are compared without regard to case."""
    if condition.question not in said:
        return False
    answer, value = said[condition.question], condition.value
    match condition.operator:
        case Operator.IS:
            return answer.casefold() == value.casefold()
        case Operator.IS_NOT:
            return answer.casefold() != value.casefold()
        case Operator.AT_MOST:
            return int(answer) <= int(value)
        case Operator.AT_LEAST:
            return int(answer) >= int(value)
        case Operator.BELOW:
            return int(answer) < int(value)
        case Operator.ABOVE:
            return int(answer) > int(value)
