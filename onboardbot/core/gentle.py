"""When the newcomer alone reads a gentle word about what was noticed over time: seldom, and in the morning."""

from collections.abc import Iterator
from datetime import date, datetime, time

from onboardbot.core.calendar import Calendar, NoWorkingDayError, at_local_time
from onboardbot.core.history import History
from onboardbot.core.signals import OVER_TIME, skipped_twice, unsealed
from onboardbot.core.signals.base import Noticed
from onboardbot.core.steps.base import HIRE

APART = 10  # working days between two such words, and after anything that was found: somebody has asked by then


def word(history: History, *, calendar: Calendar, now: datetime) -> Noticed | None:
    """Return what to say a word about, the first rule that fits; None: nothing, or too soon after the last one."""
    try:
        return _word(history, calendar, now)
    except NoWorkingDayError:  # a leave without an end in sight; what happens next looks again
        return None


def _word(history: History, calendar: Calendar, now: datetime) -> Noticed | None:
    rested = _rested(history, calendar)
    if history.ended_at is not None or (rested is not None and calendar.local_date(now) < rested):
        return None
    open_ = _of_what_is_open(history)
    rules = (rule for rule in OVER_TIME.values() if rule.to == HIRE)
    found = (rule.detect(open_, calendar=calendar, now=now) for rule in rules)
    return next((one for one in found if one is not None), None)


def next_word(history: History, *, calendar: Calendar, now: datetime) -> datetime | None:
    """Return the first morning after `now` on which there is a word to say if nothing happens before; None: none."""
    try:
        mornings = sorted({_morning(instant, calendar) for instant in _turns(history, calendar, now)})
        return next((at for at in mornings if word(history, calendar=calendar, now=at) is not None), None)
    except NoWorkingDayError:  # as above
        return None


def _turns(history: History, calendar: Calendar, now: datetime) -> Iterator[datetime]:
    """Give the instants, `now` among them, from which on time alone may have made something fit."""
    yield now
    for item in history.items:
        ends = None if item.answered_at else skipped_twice.patience_ends(item, history, calendar)
        if ends is not None and ends > now:
            yield ends
    rested = _rested(history, calendar)
    if rested is not None and rested > calendar.local_date(now):
        yield at_local_time(rested, time(0), calendar.zone)


def _rested(history: History, calendar: Calendar) -> date | None:
    """Return the first day on which another word may be said; None: there was none, and nothing was found."""
    said = [*(one.at for one in history.words), *(one.found_at for one in history.findings)]
    return calendar.add_workdays(calendar.local_date(max(said)), APART) if said else None


def _morning(instant: datetime, calendar: Calendar) -> datetime:
    """Return the first beginning of working hours behind an instant."""
    today = calendar.next_workday(calendar.local_date(instant))
    opens = calendar.opening(today)
    return opens if opens > instant else calendar.opening(calendar.add_workdays(today, 1))


def _of_what_is_open(history: History) -> History:
    """Leave out all that is part of something confidential: nothing else is drawn from it."""
    sealed = history.sealed
    return unsealed(history).model_copy(
        update={
            "items": tuple(item for item in history.items if item.of not in sealed),
            "check_ins": tuple(one for one in history.check_ins if one.id not in sealed),
        }
    )
