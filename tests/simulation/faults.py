"""What goes wrong, and when: all of it from a seed, counted as it happens."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random
from typing import TypeVar

T = TypeVar("T")
MOST_CRASHES = 12


class Disk(StrEnum):
    """What can become of a call to the database."""

    DONE = "done"
    DIES_BEFORE = "crash before a statement"
    DIES_AFTER = "crash after a statement"
    DIES_AFTER_COMMIT = "crash between a commit and what follows"
    FULL = "disk full"


class Call(StrEnum):
    """What can become of a call to Slack."""

    DONE = "done"
    SLOW = "slow answer"
    LIMITED = "429 of a channel"
    ALL_LIMITED = "429 of the workspace"
    REFUSED = "connection refused"
    NOT_TAKEN = "answer lost, not taken"
    TAKEN = "answer lost, taken"
    TAKEN_LATER = "answer lost, taken afterwards"
    SERVER_ERROR = "500, not taken"
    SERVER_ERROR_TAKEN = "500, taken"
    TIMEOUT = "no answer in 30 s"
    REVOKED = "token revoked"
    UNFORESEEN = "an exception that nobody foresaw"
    UNREADABLE = "history unreadable"
    DIES_BEFORE = "crash before a call to Slack"
    DIES_AFTER = "crash after a call to Slack"


POSTS = {
    Call.SLOW: 8, Call.LIMITED: 5, Call.ALL_LIMITED: 1, Call.REFUSED: 4, Call.NOT_TAKEN: 4, Call.TAKEN: 4,
    Call.TAKEN_LATER: 3, Call.SERVER_ERROR: 3, Call.SERVER_ERROR_TAKEN: 3, Call.TIMEOUT: 2, Call.REVOKED: 1,
    Call.UNFORESEEN: 1, Call.DIES_BEFORE: 3, Call.DIES_AFTER: 4,
}  # fmt: skip
LOOKS = {Call.SLOW: 6, Call.LIMITED: 5, Call.REFUSED: 5, Call.UNREADABLE: 3, Call.DIES_AFTER: 2}
OTHERS = {Call.SLOW: 4, Call.LIMITED: 4, Call.REFUSED: 4, Call.NOT_TAKEN: 3, Call.TAKEN: 3, Call.DIES_AFTER: 1}


@dataclass
class Faults:
    """A seed's bad luck: some have much of one kind, some little of each. `calm`: nothing goes wrong any more."""

    random: Random
    counts: Counter[str] = field(default_factory=Counter)
    calm: bool = False

    def __post_init__(self) -> None:
        draw = self.random.choice
        self.calls_fail = draw((0.05, 0.15, 0.3, 0.5))
        self.looks_fail = draw((0.0, 0.1, 0.3, 0.6))
        self.disk_fails = draw((0.0, 0.0, 0.0005, 0.002))
        self.dies_each = draw((0, 400, 1000, 3000))  # calls to the database, on average
        self.comes_twice = draw((0.0, 0.1, 0.4))
        self.weights = {call: self.random.random() for call in Call}
        self._until_death = self._next_death()

    def happened(self, what: str) -> None:
        self.counts[what] += 1

    def of_disk(self, *, commits: bool) -> Disk:
        """Return what becomes of the next call to the database."""
        fate = self._of_disk(commits=commits)
        if fate is not Disk.DONE:
            self.happened(fate)
        return fate

    def _of_disk(self, *, commits: bool) -> Disk:
        if self.calm:
            return Disk.DONE
        self._until_death -= 3 if commits else 1  # a commit is the more interesting moment
        if self._until_death <= 0 and self.may_die():
            self._until_death = self._next_death()
            return self.random.choice((Disk.DIES_BEFORE, Disk.DIES_AFTER_COMMIT if commits else Disk.DIES_AFTER))
        return Disk.FULL if self.random.random() < self.disk_fails else Disk.DONE

    def may_die(self) -> bool:
        return sum(count for what, count in self.counts.items() if what.startswith("crash")) < MOST_CRASHES

    def _next_death(self) -> float:
        return self.random.expovariate(1 / self.dies_each) + 1 if self.dies_each else float("inf")

    def of_call(self, kinds: dict[Call, int], rate: float) -> Call:
        """Return what becomes of a call to Slack of which these things can become, by their weights."""
        if self.calm or self.random.random() >= rate:
            return Call.DONE
        weights = [weight * self.weights[call] for call, weight in kinds.items()]
        fate = self.random.choices(list(kinds), weights)[0]
        if fate in {Call.DIES_BEFORE, Call.DIES_AFTER} and not self.may_die():
            return Call.DONE
        self.happened(fate)
        return fate

    def seconds(self, least: float, most: float) -> float:
        return self.random.uniform(least, most)
