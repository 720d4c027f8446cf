"""How it goes, from 1 to 5."""

from typing import Literal

from onboardbot.core.questions.base import BaseQuestion

KIND = "mood"
LOWEST, HIGHEST = 1, 5


class Mood(BaseQuestion):
    """Answered by one of five buttons, emoji with words."""

    kind: Literal["mood"] = "mood"


def parse(_question: Mood, raw: str) -> int | None:
    """Return the mood 1-5 that `raw` says, or None where it says none."""
    return int(raw) if raw.isascii() and raw.isdigit() and LOWEST <= int(raw) <= HIGHEST else None
