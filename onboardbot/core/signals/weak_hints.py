"""Several small things within three weeks, each harmless by itself.

Each is measured by the person's own habit: moods slide a little after a good start, and that is normal (Boswell
2009), and a single late or missing answer says nothing (Rogelberg 2000). No study gives the count and the window:
three of two kinds, from two occasions, are what a busy week alone does not bring about. They are counted by a rule
and never added to a score, and only answers, taps and dates count, never how or when somebody types.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise
from statistics import median

from onboardbot.core.absence import pause_at
from onboardbot.core.calendar import Calendar
from onboardbot.core.history import Answer, CheckIn, History
from onboardbot.core.signals.base import Gentle, Noticed
from onboardbot.core.signals.low_mood import LOW
from onboardbot.core.signals.skipped_twice import passed_over, patience_ends
from onboardbot.core.steps.base import HIRE

KEY = "weak_hints"
HINTS, KINDS, OCCASIONS = 3, 2, 2
WINDOW = 15  # working days
LATER = 2  # working days later than is usual for this person
USUAL = 2  # earlier answers that a habit needs at least
OKAY, GOOD = 3, 4  # of 5


class Kind(StrEnum):
    """What a hint is."""

    LATE_ANSWER = "late_answer"
    BELOW_USUAL = "below_usual"
    OKAY_AGAIN = "okay_again"
    LEFT_OUT = "left_out"
    LATE_TASK = "late_task"


@dataclass(frozen=True)
class Hint:
    """One small thing: `piece` is the answer, the question or the task, `of` the check-in or guide that it is from."""

    kind: Kind
    piece: str
    of: str
    at: datetime

    @property
    def evidence(self) -> str:
        return f"{self.kind}:{self.piece}"


def detect(history: History, *, calendar: Calendar, now: datetime) -> Noticed | None:
    """Find enough hints of the last three weeks that nobody was told of, and no good mood since."""
    since = calendar.add_workdays(calendar.local_date(now), -WINDOW)
    fresh = [hint for hint in hints(history, calendar=calendar, now=now) if calendar.local_date(hint.at) >= since]
    if not _enough(fresh) or _good_since(fresh, history):
        return None
    return Noticed(KEY, tuple(hint.evidence for hint in fresh))


def _enough(found: Sequence[Hint]) -> bool:
    pieces, kinds = {hint.piece for hint in found}, {hint.kind for hint in found}
    return len(pieces) >= HINTS and len(kinds) >= KINDS and len({hint.of for hint in found}) >= OCCASIONS


def hints(history: History, *, calendar: Calendar, now: datetime) -> tuple[Hint, ...]:
    """Return all that were not part of something bigger, or of a word to the hire, in order of time."""
    used = {piece for finding in history.findings for piece in finding.evidence}
    used |= {piece.partition(":")[2] for word in history.words for piece in word.evidence}
    found = (
        *_late_answers(history, calendar),
        *_moods(history),
        *_left_out(history, calendar, now),
        *_late_tasks(history, calendar),
    )
    return tuple(sorted((hint for hint in found if hint.piece not in used), key=lambda hint: hint.at))


def _late_answers(history: History, calendar: Calendar) -> Iterator[Hint]:
    """Compare how long each answered check-in took with what was usual before."""
    earlier: list[int] = []
    for check_in in history.check_ins:
        took = _took(check_in, history, calendar)
        if took is None or check_in.answered_at is None:
            continue
        if len(earlier) >= USUAL and took >= median(earlier) + LATER:
            yield Hint(Kind.LATE_ANSWER, check_in.id, check_in.id, check_in.answered_at)
        earlier.append(took)


def _took(check_in: CheckIn, history: History, calendar: Calendar) -> int | None:
    """Return after how many working days a check-in was answered; None: not, or a pause lay on it."""
    if check_in.answered_at is None or pause_at(history, check_in.answered_at):
        return None
    paused = any(check_in.sent_at <= pause.since <= check_in.answered_at for pause in history.pauses)
    return None if paused else calendar.workdays_between(check_in.sent_at, check_in.answered_at)


def _moods(history: History) -> Iterator[Hint]:
    """Find moods one below the person's own usual one, and "okay" twice in a row."""
    moods = history.moods
    for place, answer in enumerate(moods):
        if place >= USUAL and _a_little_below(answer, moods[:place]):
            yield _hint(Kind.BELOW_USUAL, answer)
    for before, answer in pairwise(moods):
        if before.mood == answer.mood == OKAY:
            yield _hint(Kind.OKAY_AGAIN, answer)


def _a_little_below(answer: Answer, earlier: Sequence[Answer]) -> bool:
    usual = median(one.mood for one in earlier if one.mood is not None)
    return answer.mood is not None and answer.mood > LOW and usual - 2 < answer.mood <= usual - 1


def _hint(kind: Kind, answer: Answer) -> Hint:
    return Hint(kind, answer.id, answer.check_in or answer.id, answer.at)


def _left_out(history: History, calendar: Calendar, now: datetime) -> Iterator[Hint]:
    """Find questions for words that stayed open while the rest of their check-in was answered."""
    for item in passed_over(history, calendar=calendar, now=now):
        ended = patience_ends(item, history, calendar)
        if item.words and ended is not None:
            yield Hint(Kind.LEFT_OUT, item.id, item.of, ended)


def _late_tasks(history: History, calendar: Calendar) -> Iterator[Hint]:
    for task in history.tasks:
        if task.due and task.done_at and calendar.local_date(task.done_at) > task.due:
            yield Hint(Kind.LATE_TASK, task.id, task.id.partition("/")[0], task.done_at)


def _good_since(found: Sequence[Hint], history: History) -> bool:
    """Say whether the newest mood is a good one, came after all of them, and is none of them itself."""
    newest = history.moods[-1:]
    pieces = {hint.piece for hint in found}
    return any(
        one.mood is not None and one.mood >= GOOD and one.id not in pieces and one.at >= found[-1].at for one in newest
    )


RULE = Gentle(KEY, HIRE, detect)
