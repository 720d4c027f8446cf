"""The hire tapped "I need help" on a task."""

from datetime import datetime

from onboardbot.core import routes
from onboardbot.core.calendar import Calendar
from onboardbot.core.finding import Finding, Level, Signal
from onboardbot.core.history import History, Task
from onboardbot.core.signals.base import Mode, Rule

KEY = "need_help"


def detect(history: History, *, calendar: Calendar, now: datetime) -> Signal | None:  # noqa: ARG001 - as all rules
    """Find the task that help was asked for last and that nobody was asked about yet."""
    tasks = [task for task in history.tasks if task.help_asked_at and not task.done_at and not _known(task, history)]
    if not tasks:
        return None
    task = max(tasks, key=lambda task: task.help_asked_at or task.sent_at)
    circle = frozenset(routes.of_role(history.team, task.help))
    return Signal(key=KEY, level=Level.OPERATIONAL, evidence=(task.id,), circle=circle)


def holds(finding: Finding, history: History, *, calendar: Calendar, now: datetime) -> bool:  # noqa: ARG001
    """Say whether the task is still open."""
    return any(task.id in finding.evidence and task.done_at is None for task in history.tasks)


def _known(task: Task, history: History) -> bool:
    """Say whether somebody is asked already, or was since the last tap."""
    asked_at = task.help_asked_at or task.sent_at
    findings = (finding for finding in history.of_signal(KEY) if task.id in finding.evidence)
    return any(finding.live or finding.found_at >= asked_at for finding in findings)


RULE = Rule(KEY, Level.OPERATIONAL, Mode.OWNER, detect, holds)
