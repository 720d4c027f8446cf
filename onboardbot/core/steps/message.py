"""A step that is a message."""

from typing import Literal

from onboardbot.core.steps.base import BaseStep
from onboardbot.core.when import Late, LateUnit

KIND = "message"
DEFAULT_LATE = Late(unit=LateUnit.WORKING_DAYS, days=2)


class Message(BaseStep):
    """Markdown with placeholders."""

    kind: Literal["message"] = "message"
    message: str
