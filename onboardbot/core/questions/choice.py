"""One of a few options."""

from typing import Literal

from onboardbot.core.questions.base import BaseQuestion

KIND = "choice"


class Choice(BaseQuestion):
    """Answered by one of 2 to 10 options, chosen as radio buttons."""

    kind: Literal["choice"] = "choice"
    options: tuple[str, ...]


def parse(question: Choice, raw: str) -> str | None:
    """Return the option that `raw` names, whatever its case, or None."""
    wanted = " ".join(raw.split()).casefold()
    return next((option for option in question.options if " ".join(option.split()).casefold() == wanted), None)
