"""One of a few options."""

from typing import Literal

from onboardbot.core.questions.base import BaseQuestion

KIND = "choice"


class Choice(BaseQuestion):
    """Answered by one of 2 to 10 options, chosen as radio buttons."""

    kind: Literal["choice"] = "choice"
    options: tuple[str, ...]


def parse(question: Choice, raw: str) -> str | None:
    """Return the option that `raw` names, or None."""
    return raw if raw in question.options else None
