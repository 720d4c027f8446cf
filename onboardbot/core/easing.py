"""The pace adapts: after a low mood the next check-in comes sooner and asks one thing, and cheerful messages wait.

All of it follows from the plan and the newcomer's own answers, so it is the same after each replan and restart, and
is gone where an answer is taken back.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from onboardbot.core.calendar import Calendar, at_local_time
from onboardbot.core.history import Pause
from onboardbot.core.language.cheer import cheerful_words
from onboardbot.core.plan import UNSENT, Plan, Planned, StoredTouchpoint
from onboardbot.core.steps.base import HIRE

SOON = 2  # working days after the low mood: the first one is for whoever was asked to help
FAR = 25  # working days, five weeks: a check-in that is further away asks about another time
LIQUID = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)  # `!=` in a condition is no cheer
EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf\u2b50]|:[a-z_]*(?:tada|party|smile|heart|star|wave)[a-z_]*:")


def ease(
    found: Plan, lows: Sequence[datetime], known: Sequence[StoredTouchpoint], *, calendar: Calendar, now: datetime
) -> Plan:
    """Bring the check-in after each low mood nearer; it keeps its time of day, and how late it makes sense.

    `eased_from` of such a one is when it would have come. What is `known` to be sent stays as it is, nothing is
    moved to a time that has passed, and the end of the onboarding does not move.

    Raises:
        NoWorkingDayError: no such day within a year.
    """
    stored = {one.key: one for one in known}
    steps = [_as_sent(one, stored.get(one.key)) for one in found.touchpoints]
    for low in sorted(lows):
        steps.sort(key=lambda one: (one.due_at, one.order))
        place = next((n for n, one in enumerate(steps) if _asks(one) and one.due_at > low), None)
        if place is not None and steps[place].eased_from is None:
            nearer = _nearer(steps[place], low, calendar)
            before = stored.get(nearer.key)
            if nearer.due_at > now or (before is not None and before.eased_from is not None):
                steps[place] = nearer
    steps.sort(key=lambda one: (one.due_at, one.order))
    return replace(found, touchpoints=tuple(steps))


def _as_sent(one: Planned, stored: StoredTouchpoint | None) -> Planned:
    """Return a step with the time that it had, where it went out or never will."""
    if stored is None or stored.state in UNSENT or stored.due_at is None:
        return one
    return replace(one, due_at=stored.due_at, eased_from=stored.eased_from)


def _asks(one: Planned) -> bool:
    return one.kind == "check_in" and one.recipient == HIRE


def _nearer(one: Planned, low: datetime, calendar: Calendar) -> Planned:
    today = calendar.local_date(low)
    day = calendar.add_workdays(today, SOON)
    if one.date > calendar.add_workdays(today, FAR):
        return one
    if one.date <= day:
        return replace(one, eased_from=one.due_at)
    due_at = at_local_time(day, one.due_at.astimezone(calendar.zone).time(), calendar.zone)
    return replace(one, due_at=due_at, date=day, eased_from=one.due_at)


def wished(lows: Iterable[datetime], pauses: Sequence[Pause]) -> list[datetime]:
    """Return the low moods that the pace follows: whoever paused since then has set their own."""
    return [low for low in lows if not any(pause.until is None or pause.until >= low for pause in pauses)]


def is_cheerful(text: str) -> bool:
    """Say whether a message sounds cheerful: an exclamation mark, an emoji, or a word of good cheer."""
    said = LIQUID.sub("", text)
    return "!" in said or EMOJI.search(said) is not None or cheerful_words(said)


def waits_until(
    lows: Iterable[datetime], late_until: datetime | None, *, calendar: Calendar, now: datetime
) -> datetime | None:
    """Return until when a cheerful message waits: the next working morning after the day of a low mood; None: it goes.

    What would be too late by then goes all the same: nothing is lost.

    Raises:
        NoWorkingDayError: no working day within a year.
    """
    today = calendar.local_date(now)
    if not any(calendar.local_date(low) == today and low <= now for low in lows):
        return None
    morning = calendar.opening(calendar.add_workdays(today, 1))
    return None if late_until is not None and morning > late_until else morning
