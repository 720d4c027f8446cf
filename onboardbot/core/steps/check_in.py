"""A step that is a check-in: one to three questions, asked one after the other."""

from typing import Literal

from onboardbot.core.questions import Question
from onboardbot.core.steps.base import BaseStep
from onboardbot.core.when import Late, LateUnit

KIND = "check_in"
DEFAULT_LATE = Late(unit=LateUnit.WORKING_DAYS, days=2)


class CheckIn(BaseStep):
    """The questions in the order of the file; each knows who sees its answer."""

    kind: Literal["check_in"] = "check_in"
    questions: tuple[Question, ...]
