"""A mistake in a file, with its place and the mend."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Level(StrEnum):
    """Errors stop a file from being used; warnings do not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Problem:
    """A mistake that a person made: `line` and `column` count from 1, in characters; `hint` may be empty.

    `rule` and `facts` say the same for whoever puts it into other words: the name of what was broken, and with what.
    """

    file: str
    line: int
    column: int
    message: str
    hint: str = ""
    level: Level = Level.ERROR
    rule: str = field(default="", compare=False)
    facts: Mapping[str, str] = field(default_factory=dict, compare=False)

    def __str__(self) -> str:
        """Return `file:line:column: message (hint)`, with `warning:` before the message of a warning."""
        label = "warning: " if self.level is Level.WARNING else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.file}:{self.line}:{self.column}: {label}{self.message}{hint}"
