"""Figures over counted answers, in frozen groups of five people or more: no two views of them can be subtracted.

A group is closed as soon as five different people have answered a question, holds how often each answer was given
and nothing else, and never changes: whoever answers later waits for the next one, and whoever changes or deletes
their answer afterwards is counted as they were. So what two views differ by is always a whole group.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from onboardbot.core.questions import Question
from onboardbot.core.questions.mood import HIGHEST, LOWEST
from onboardbot.core.visibility import too_small
from onboardbot.core.when import Value

PLACEHOLDER = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)


class Waiting(Value):
    """A counted answer that is in no group yet: `key` names it, `person` gave it."""

    key: str
    person: str
    value: str


class Asked(Value):
    """A question as it was put: answers to other words or other options are never put together."""

    playbook: str
    step: str
    question: str
    kind: str
    words: str
    options: tuple[str, ...]

    @property
    def pool(self) -> str:
        """What the answers that belong together have in common."""
        return hashlib.sha256(json.dumps(self.model_dump()).encode()).hexdigest()


class Group(Value):
    """How often each answer was given, by so many different people; who they are is kept nowhere."""

    counts: Mapping[str, int]
    people: int

    @property
    def telling(self) -> bool:
        """Say whether the counts tell what each of them answered: all gave the same answer."""
        return len(self.counts) == 1


class Figure(Value):
    """What is shown of a question: `answers` by what was said, and how many more are `left_out` with their group."""

    asked: Asked
    counts: Mapping[str, int]
    answers: int
    left_out: int

    @property
    def empty(self) -> bool:
        """Say whether fewer than five people have answered: too few to hide in."""
        return not (self.answers or self.left_out)


def asked_of(playbook: str, step: str, question: Question) -> Asked:
    """Return a question as it is put in a playbook."""
    options = question.options if question.kind == "choice" else tuple(str(n) for n in range(LOWEST, HIGHEST + 1))
    words = " ".join(PLACEHOLDER.sub("…", question.words).split())
    return Asked(playbook=playbook, step=step, question=question.id, kind=question.kind, words=words, options=options)


def closed(waiting: Sequence[Waiting]) -> tuple[Waiting, ...]:
    """Return the answers that make the next group, the newest of each person; none while there are too few people.

    When it closes depends on how many there are, never on what they say.
    """
    newest = {one.person: one for one in waiting}
    return () if too_small(len(newest)) else tuple(newest.values())


def group_of(answers: Iterable[Waiting]) -> Group:
    """Return the counts of a group, and nothing else of it."""
    found = Counter(one.value for one in answers)
    return Group(counts=dict(sorted(found.items())), people=found.total())


def figure(asked: Asked, groups: Iterable[Group]) -> Figure:
    """Add groups up; one that would tell what each of its people answered is left out as a whole.

    It is never joined with another one: then the time at which both appear would tell it.
    """
    kept = tuple(one for one in groups if not too_small(one.people))
    counts = sum((Counter(dict(one.counts)) for one in kept if not one.telling), Counter[str]())
    shown = {option: counts[option] for option in asked.options} if counts else {}
    left_out = sum(one.people for one in kept if one.telling)
    return Figure(asked=asked, counts=shown, answers=counts.total(), left_out=left_out)
