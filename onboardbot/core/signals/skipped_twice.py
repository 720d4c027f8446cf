"""The same question, or the same task, was passed over two times in a row while the rest was answered.

Two misses in a row, or skipping the same item, deserve a kind word and never shame (Rogelberg 2000). A single one
says nothing, nor does a check-in that was not answered at all: that is silence.
"""

from collections.abc import Iterable
from datetime import datetime

from onboardbot.core.absence import unpaused_same_time
from onboardbot.core.calendar import Calendar
from onboardbot.core.history import History, Item
from onboardbot.core.signals.base import Gentle, Noticed
from onboardbot.core.signals.silence import PATIENCE
from onboardbot.core.steps.base import HIRE

KEY = "skipped_twice"
IN_A_ROW = 2


def detect(history: History, *, calendar: Calendar, now: datetime) -> Noticed | None:
    """Find the item whose last two times were passed over, the newest first; one that waits still does not count."""
    over = {item.id for item in passed_over(history, calendar=calendar, now=now)}
    for name in dict.fromkeys(item.name for item in reversed(history.items)):
        times = [item for item in history.items if item.name == name and (item.answered_at or item.id in over)]
        last = tuple(item.id for item in times[-IN_A_ROW:])
        if len(last) == IN_A_ROW and over.issuperset(last) and not _said(last[-1], history):
            return Noticed(KEY, last)
    return None


def passed_over(history: History, *, calendar: Calendar, now: datetime) -> tuple[Item, ...]:
    """Return what stayed open for two working days while all the rest of its check-in or guide was answered.

    Days of pause and leave do not count.
    """
    found = (item for item in history.items if item.answered_at is None and _rest_is_answered(item, history.items))
    return tuple(item for item in found if (end := patience_ends(item, history, calendar)) and end <= now)


def patience_ends(item: Item, history: History, calendar: Calendar) -> datetime | None:
    """Return the same local time two working days later; None while a pause hides it."""
    return unpaused_same_time(calendar, history.pauses, item.sent_at, PATIENCE)


def _rest_is_answered(item: Item, items: Iterable[Item]) -> bool:
    rest = [one for one in items if one.of == item.of and one.id != item.id]
    return bool(rest) and all(one.answered_at is not None for one in rest)


def _said(item: str, history: History) -> bool:
    return any(item in word.evidence for word in history.words)


RULE = Gentle(KEY, HIRE, detect)
