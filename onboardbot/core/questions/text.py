"""Free words, by plain reply or in a modal."""

from typing import Literal

from onboardbot.core.questions.base import BaseQuestion

KIND = "text"


class Text(BaseQuestion):
    """Answered in the person's own words."""

    kind: Literal["text"] = "text"


def parse(_question: Text, raw: str) -> str | None:
    """Return the words without the blanks around them, or None where there are none."""
    return raw.strip() or None
