"""A mistake in a file, with its place and the mend."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """Errors stop a file from being used; warnings do not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Problem:
    """A mistake that a person made: `line` and `column` count from 1, in characters; `hint` may be empty."""

    file: str
    line: int
    column: int
    message: str
    hint: str = ""
    level: Level = Level.ERROR

    def __str__(self) -> str:
        """Return `file:line:column: message (hint)`, with `warning:` before the message of a warning."""
        label = "warning: " if self.level is Level.WARNING else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.file}:{self.line}:{self.column}: {label}{self.message}{hint}"
