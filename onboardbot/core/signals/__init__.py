"""The register of signals: one module a signal, one line here."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from onboardbot.core.absence import REST, rests_until
from onboardbot.core.calendar import Calendar
from onboardbot.core.finding import CONFIDENTIAL, Level, Signal
from onboardbot.core.history import History
from onboardbot.core.signals import (
    about_manager,
    asks_for_human,
    discrimination,
    distress,
    fading_help,
    falling,
    few_meetings,
    harassment,
    low_mood,
    need_help,
    no_one_to_one,
    safety,
    silence,
    silent_buddy,
    skipped_twice,
    stuck,
    two_lows,
    weak_hints,
)
from onboardbot.core.signals.base import Gentle, Rule

RULES: dict[str, Rule] = {
    module.KEY: module.RULE
    for module in (
        distress,
        harassment,
        discrimination,
        safety,
        about_manager,
        two_lows,
        low_mood,
        falling,
        silence,
        stuck,
        need_help,
        asks_for_human,
    )
}
OVER_TIME: dict[str, Gentle] = {
    module.KEY: module.RULE
    for module in (skipped_twice, weak_hints, no_one_to_one, few_meetings, silent_buddy, fading_help)
}  # no findings: a word to the newcomer alone, or a reminder
PROTECTED = (harassment.RULE, discrimination.RULE, safety.RULE, about_manager.RULE)  # the first that fits
AFTER_A_REPLY = (two_lows.RULE, low_mood.RULE, falling.RULE, asks_for_human.RULE)  # the first that fits
SWEPT = (silence.RULE, stuck.RULE)
# What a company may do without; what somebody asks for, and what is confidential, is always heard.
SWITCHABLE = frozenset(key for key, rule in RULES.items() if rule.level is Level.CARE)


STILL_SAID: Mapping[str, Callable[[Sequence[int]], bool]] = {
    low_mood.KEY: lambda moods: min(moods) <= low_mood.LOW,
    two_lows.KEY: lambda moods: sum(mood <= low_mood.LOW for mood in moods) >= two_lows.LOWS,
    falling.KEY: falling.dropped,
}  # whether moods that may have been changed since still say what a finding rests on; the oldest first


def after_a_reply(history: History, *, calendar: Calendar, now: datetime) -> tuple[Signal, ...]:
    """Return what the newest answer leads to: distress and what is protected go before everything else.

    Nothing else is drawn from a check-in that holds either, nor from a mood in the days of rest after distress.
    """
    found = distress.detect(history, calendar=calendar, now=now), _protected(history, calendar=calendar, now=now)
    confidential = tuple(signal for signal in found if signal is not None)
    if confidential or not history.answers:
        return confidential
    newest = history.answers[-1]
    sealed, resting = newest.check_in in history.sealed, rests_until(history, calendar, now) is not None
    if newest.mood is not None and (sealed or resting):
        return ()
    signal = evaluate(unsealed(history), calendar=calendar, now=now)
    return () if signal is None else (signal,)


def unsealed(history: History) -> History:
    """Return the history without what is part of something confidential, but for the newest answer.

    These are the answers of check-ins that hold it, and moods of the days around distress.
    """
    if not any(finding.level in CONFIDENTIAL for finding in history.findings):
        return history
    sealed, newest = history.sealed, history.answers[-1:]
    rests = [one.found_at for one in history.findings if one.level is Level.DISTRESS]
    kept = tuple(
        one
        for one in history.answers
        if one in newest or not (one.check_in in sealed or any(abs(one.at - found_at) < REST for found_at in rests))
    )
    return history.model_copy(update={"answers": kept})


def _protected(history: History, *, calendar: Calendar, now: datetime) -> Signal | None:
    found = (rule.detect(history, calendar=calendar, now=now) for rule in PROTECTED)
    return next((signal for signal in found if signal is not None), None)


def evaluate(history: History, *, calendar: Calendar, now: datetime) -> Signal | None:
    """Return what the newest answer of `history` leads to of the ordinary: one finding a reply, the first that fits."""
    found = (rule.detect(history, calendar=calendar, now=now) for rule in _on(AFTER_A_REPLY, history))
    return next((signal for signal in found if signal is not None), None)


def sweep(history: History, *, calendar: Calendar, now: datetime) -> tuple[Signal, ...]:
    """Return what did not happen although it should have by now; nothing after the end of an onboarding."""
    if history.ended_at is not None and history.ended_at <= now:
        return ()
    found = (rule.detect(history, calendar=calendar, now=now) for rule in _on(SWEPT, history))
    return tuple(signal for signal in found if signal is not None)


def next_check(history: History, *, calendar: Calendar) -> datetime | None:
    """Return when `sweep` finds something next if nothing happens before; None: never as things stand.

    May lie in the past until `sweep` was called and what it found is in `history`.
    """
    if history.ended_at is not None:
        return None
    dues = (rule.due(history, calendar=calendar) for rule in _on(SWEPT, history) if rule.due is not None)
    return min((due for due in dues if due is not None), default=None)


def _on(rules: Sequence[Rule], history: History) -> Iterator[Rule]:
    """Return those rules that the company has not switched off."""
    return (rule for rule in rules if rule.key not in history.off & SWITCHABLE)
