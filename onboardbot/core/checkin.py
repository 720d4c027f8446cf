"""Which question of a check-in comes next, and how long words answer one."""

import operator
from collections.abc import Callable, Mapping

from onboardbot.core.questions import Question
from onboardbot.core.questions.base import Condition, Operator
from onboardbot.core.steps.check_in import CheckIn

OPEN_FOR = 2  # working days in which a plain message answers the newest text question, or the last one of all
SAME: Mapping[Operator, Callable[[str, str], bool]] = {Operator.IS: operator.eq, Operator.IS_NOT: operator.ne}
NUMBERS: Mapping[Operator, Callable[[int, int], bool]] = {
    Operator.AT_MOST: operator.le,
    Operator.AT_LEAST: operator.ge,
    Operator.BELOW: operator.lt,
    Operator.ABOVE: operator.gt,
}


def first_question(step: CheckIn, *, words: bool) -> Question | None:
    """Return what a check-in begins with; without `words` nothing is asked that would be answered in such."""
    return next((question for question in step.questions if words or question.kind != "text"), None)


def next_question(step: CheckIn, said: Mapping[str, str], after: str, *, words: bool = True) -> Question | None:
    """Return the first question behind `after` whose condition fits what was said, or None: that was the last.

    `said` maps question ids to raw answers; a question that was not answered fits no condition.
    """
    ids = [question.id for question in step.questions]
    later = [question for question in step.questions[ids.index(after) + 1 :] if words or question.kind != "text"]
    return next((question for question in later if question.id not in said and _asked(question, said)), None)


def _asked(question: Question, said: Mapping[str, str]) -> bool:
    return question.condition is None or fits(question.condition, said)


def fits(condition: Condition, said: Mapping[str, str]) -> bool:
    """Return whether an earlier answer fits; words are compared without regard to case."""
    if condition.question not in said:
        return False
    answer, value = said[condition.question].casefold(), condition.value.casefold()
    if condition.operator in SAME:
        return SAME[condition.operator](answer, value)
    return NUMBERS[condition.operator](int(answer), int(value))
