"""A task is not done although its day has passed; all of a hire's are one finding."""

from datetime import datetime

from onboardbot.core import routes
from onboardbot.core.absence import unpaused_workday
from onboardbot.core.calendar import Calendar
from onboardbot.core.finding import Finding, Level, Signal
from onboardbot.core.history import History, Task
from onboardbot.core.signals.base import Mode, Rule

KEY = "stuck"


def detect(history: History, *, calendar: Calendar, now: datetime) -> Signal | None:
    """Find the tasks that are stuck by now and were not before."""
    stuck = tuple(task.id for task in _open(history) if (noon := stuck_at(task, history, calendar)) and noon <= now)
    return Signal(key=KEY, level=Level.CARE, evidence=stuck, circle=routes.owners(history.team)) if stuck else None


def due(history: History, *, calendar: Calendar) -> datetime | None:
    noons = (stuck_at(task, history, calendar) for task in _open(history))
    return min((noon for noon in noons if noon), default=None)


def holds(finding: Finding, history: History, *, calendar: Calendar, now: datetime) -> bool:  # noqa: ARG001
    """Say whether one of the tasks is still open."""
    return any(task.id in finding.evidence and task.done_at is None for task in history.tasks)


def stuck_at(task: Task, history: History, calendar: Calendar) -> datetime | None:
    """Return noon of the first working day after the task's day, or after the guide's if that is later.

    In a pause it is the first working day after it. None: no due date, or a pause without an end.
    """
    if task.due is None:
        return None
    day = max(task.due, task.sent_at.astimezone(calendar.zone).date())
    first = unpaused_workday(calendar, history.pauses, day, 1)
    return None if first is None else calendar.local_noon(first)


def _open(history: History) -> tuple[Task, ...]:
    found = {task for finding in history.of_signal(KEY) for task in finding.evidence}
    return tuple(task for task in history.tasks if task.done_at is None and task.id not in found)


RULE = Rule(KEY, Level.CARE, Mode.ANNOUNCED, detect, holds, due)
