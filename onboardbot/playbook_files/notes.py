"""What `check` has found in one file: every mistake with its place and its mend."""

from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from onboardbot.core.problem import Level, Problem
from onboardbot.playbook_files.sentences import Rule

LONGEST_QUOTE = 60  # characters of a person's own text in a sentence
OURS = frozenset({"advice", "begin", "known", "message", "where"})  # words of a sentence that are our own


class Place(NamedTuple):
    """Where something is written; both count from 1, in characters."""

    line: int
    column: int


TOP = Place(1, 1)


class Placed(Protocol):
    """Anything that knows where it is written."""

    @property
    def place(self) -> Place: ...


@dataclass
class Notes:
    """The mistakes of the file `file`, in the order of finding; `steps` is what trying its texts took so far."""

    file: str
    problems: list[Problem] = field(default_factory=list)
    steps: int = 0

    def add(self, where: Place | Placed, rule: Rule, /, *, mend: str = "", hint: str = "", **words: object) -> None:
        """Note a mistake; `mend` is what to write instead, `hint` any other advice in place of the sentence's own."""
        sentence = rule.value
        place = where if isinstance(where, Place) else where.place
        shown = {name: word if name in OURS else quotable(str(word)) for name, word in words.items()}
        advice = f'did you mean "{quotable(mend)}"?' if mend else hint or sentence.hint.format(**shown)
        message = sentence.message.format(**shown)
        problem = Problem(self.file, place.line, place.column, message, advice, sentence.level)
        if problem not in self.problems[-5:]:  # one slip, one error: the same words at the same place are one
            self.problems.append(problem)

    @property
    def broken(self) -> bool:
        """Whether anything here stops the file from being used."""
        return any(problem.level is Level.ERROR for problem in self.problems)

    def sorted(self) -> tuple[Problem, ...]:
        """Return the mistakes from the top of the file to its end."""
        return tuple(sorted(self.problems, key=lambda problem: (problem.line, problem.column)))


def quotable(text: str) -> str:
    """Return `text` on one line and short enough to be read in a sentence."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_QUOTE else line[: LONGEST_QUOTE - 1] + "…"
