"""The register of signals: one module a signal, one line here."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from onboardbot.core.calendar import Calendar
from onboardbot.core.finding import Signal
from onboardbot.core.history import History
from onboardbot.core.signals import asks_for_human, falling, low_mood, need_help, silence, stuck, two_lows
from onboardbot.core.signals.base import Rule

RULES: dict[str, Rule] = {
    module.KEY: module.RULE for module in (two_lows, low_mood, falling, silence, stuck, need_help, asks_for_human)
}
AFTER_A_REPLY = (two_lows.RULE, low_mood.RULE, falling.RULE, asks_for_human.RULE)  # the first that fits
SWEPT = (silence.RULE, stuck.RULE)


STILL_SAID: Mapping[str, Callable[[Sequence[int]], bool]] = {
    low_mood.KEY: lambda moods: min(moods) <= low_mood.LOW,
    two_lows.KEY: lambda moods: sum(mood <= low_mood.LOW for mood in moods) >= two_lows.LOWS,
    falling.KEY: falling.dropped,
}  # whether moods that may have been changed since still say what a finding rests on; the oldest first


def evaluate(history: History, *, calendar: Calendar, now: datetime) -> Signal | None:
    """Return what the newest answer of `history` leads to: one finding a reply, the first that fits."""
    found = (rule.detect(history, calendar=calendar, now=now) for rule in AFTER_A_REPLY)
    return next((signal for signal in found if signal is not None), None)


def sweep(history: History, *, calendar: Calendar, now: datetime) -> tuple[Signal, ...]:
    """Return what did not happen although it should have by now; nothing after the end of an onboarding."""
    if history.ended_at is not None and history.ended_at <= now:
        return ()
    found = (rule.detect(history, calendar=calendar, now=now) for rule in SWEPT)
    return tuple(signal for signal in found if signal is not None)


def next_check(history: History, *, calendar: Calendar) -> datetime | None:
    """Return when `sweep` finds something next if nothing happens before; None: never as things stand.

    May lie in the past until `sweep` was called and what it found is in `history`.
    """
    if history.ended_at is not None:
        return None
    dues = (rule.due(history, calendar=calendar) for rule in SWEPT if rule.due is not None)
    return min((due for due in dues if due is not None), default=None)
