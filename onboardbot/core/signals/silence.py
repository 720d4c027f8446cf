"""Two check-ins in a row stayed unanswered for two working days (Rogelberg 2000: one miss says nothing)."""

from datetime import datetime

from onboardbot.core.absence import unpaused_same_time
from onboardbot.core.calendar import Calendar
from onboardbot.core.finding import Finding, Level, Signal
from onboardbot.core.history import CheckIn, History
from onboardbot.core.signals.base import Mode, Rule, everybody_in_all

KEY = "silence"
UNANSWERED = 2
PATIENCE = 2  # working days of the hire without those of a pause, so a weekend or a leave is not silence


def detect(history: History, *, calendar: Calendar, now: datetime) -> Signal | None:
    """Find the run of unanswered check-ins at the end of `history`; one that waits still is not counted."""
    if _found(history):
        return None
    last = _last_asked(history, calendar, now)
    if len(last) < UNANSWERED or any(check_in.answered_at for check_in in last):
        return None
    evidence = tuple(check_in.id for check_in in last)
    return Signal(key=KEY, level=Level.CARE, evidence=evidence, circle=everybody_in_all(last))


def due(history: History, *, calendar: Calendar) -> datetime | None:
    """Return when the patience with a check-in ends that is the second of two."""
    ends = sorted(end for c in history.check_ins if not c.answered_at and (end := patience_ends(c, history, calendar)))
    return next((end for end in ends if detect(history, calendar=calendar, now=end)), None)


def holds(finding: Finding, history: History, *, calendar: Calendar, now: datetime) -> bool:  # noqa: ARG001
    """Say whether nothing was answered since."""
    answered = (check_in.answered_at for check_in in history.check_ins)
    return not any(at is not None and at > finding.found_at for at in answered)


def patience_ends(check_in: CheckIn, history: History, calendar: Calendar) -> datetime | None:
    """Return the same local time two working days later; None while a pause hides it."""
    return unpaused_same_time(calendar, history.pauses, check_in.sent_at, PATIENCE)


def _last_asked(history: History, calendar: Calendar, now: datetime) -> tuple[CheckIn, ...]:
    def counts(check_in: CheckIn) -> bool:
        end = patience_ends(check_in, history, calendar)
        return check_in.answered_at is not None or (end is not None and end <= now)

    return tuple(check_in for check_in in history.check_ins if counts(check_in))[-UNANSWERED:]


def _found(history: History) -> bool:
    """Say whether this silence was found before: it is one until something is answered."""
    answered = [check_in.answered_at for check_in in history.check_ins if check_in.answered_at]
    return any(not answered or finding.found_at >= max(answered) for finding in history.of_signal(KEY))


RULE = Rule(KEY, Level.CARE, Mode.ANNOUNCED, detect, holds, due)
