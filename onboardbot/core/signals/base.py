"""What every signal is made of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from onboardbot.core.calendar import Calendar
from onboardbot.core.finding import Finding, Level, Signal, State
from onboardbot.core.history import Answer, CheckIn, History


class Mode(StrEnum):
    """How a finding begins: the newcomer is asked first, or reads what will be said, or it goes to its owner.

    What is confidential goes to nobody who is barred. What is noticed over time is no finding: a word to the newcomer
    alone, or a reminder to whoever can do something about it.
    """

    ASKED = "asked"
    ANNOUNCED = "announced"
    OWNER = "owner"
    CONFIDENTIAL = "confidential"
    NUDGE = "nudge"


class Detect(Protocol):
    """Find the signal at the end of a history, once: what was found before is not found again."""

    def __call__(self, history: History, *, calendar: Calendar, now: datetime) -> Signal | None: ...


class Holds(Protocol):
    """Say whether what was found still is so."""

    def __call__(self, finding: Finding, history: History, *, calendar: Calendar, now: datetime) -> bool: ...


class Due(Protocol):
    """Return when a swept signal is found next if nothing happens before; None: never."""

    def __call__(self, history: History, *, calendar: Calendar) -> datetime | None: ...


@dataclass(frozen=True)
class Rule:
    """A signal as the register knows it; `due` only where what did not happen makes it."""

    key: str
    level: Level
    mode: Mode
    detect: Detect
    holds: Holds
    due: Due | None = None

    @property
    def family(self) -> str:
        """What the sentences about it are called: what is protected has the same ones."""
        return "protected" if self.level is Level.PROTECTED else self.key


@dataclass(frozen=True)
class Noticed:
    """What a rule over time rests on: ids of answers, questions, tasks, check-ins or meetings."""

    key: str
    evidence: tuple[str, ...]


class Notice(Protocol):
    """Look at a history; None where there is nothing to notice."""

    def __call__(self, history: History, *, calendar: Calendar, now: datetime) -> Noticed | None: ...


@dataclass(frozen=True)
class Gentle:
    """A rule over time as the register knows it: it is told to one role alone, and is never a finding.

    It uses no budget, raises no alert and is kept nowhere but in the words that were sent.
    """

    key: str
    to: str
    detect: Notice
    mode: Mode = Mode.NUDGE


def everybody_in_all(evidence: Iterable[Answer | CheckIn]) -> frozenset[str]:
    """Return who is in every circle: what is drawn from several answers goes to nobody else."""
    return frozenset.intersection(*(piece.circle for piece in evidence))


def last_straw(history: History) -> Answer | None:
    """Return the newest answer if it is a mood that may lead to a finding.

    It must be no older one (a text that follows changes no mood), not kept, and not have led to one before.
    """
    newest = history.answers[-1] if history.answers else None
    if newest is None or newest.mood is None or newest.kept:
        return None
    standing = (finding for finding in history.findings if finding.state is not State.ENDED or finding.told)
    return None if any(newest.id in finding.evidence[-1:] for finding in standing) else newest


def within_workdays(finding: Finding, workdays: int, *, calendar: Calendar, now: datetime) -> bool:
    """Say whether the last of some working days after the finding is not over yet."""
    found = finding.found_at.astimezone(calendar.zone).date()
    return now.astimezone(calendar.zone).date() <= calendar.add_workdays(found, workdays)
