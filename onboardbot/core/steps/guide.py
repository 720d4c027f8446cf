"""A step that is a guide: a titled list of tasks to tick off."""

from typing import Literal

from onboardbot.core.steps.base import BaseStep
from onboardbot.core.when import Late, LateUnit, Value, When

KIND = "guide"
DEFAULT_LATE = Late(unit=LateUnit.WORKING_DAYS, days=10)


class Task(Value):
    """Something a hire does; `help` is the role that is asked when the hire taps "I need help"."""

    id: str
    text: str
    help: str = "manager"
    due: When | None = None


class Guide(BaseStep):
    """At most 20 tasks under a title, both with placeholders."""

    kind: Literal["guide"] = "guide"
    title: str
    tasks: tuple[Task, ...]
