"""What the bot reminds managers and buddies of by itself, and on which days; each only where there is something to do.

Five lines before the start make newcomers productive 25 % sooner (Google, re:Work); a talk alone in the first week and
help from month three on matter most (Microsoft 2018; Jokisaari & Nurmi 2009); of those who met their buddy more than
eight times in 90 days 97 % say that it sped them up (Microsoft, HBR 2019).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from onboardbot.core import routes
from onboardbot.core.calendar import Calendar
from onboardbot.core.history import History
from onboardbot.core.moment import Moment
from onboardbot.core.signals import fading_help, no_one_to_one
from onboardbot.core.signals.base import Gentle
from onboardbot.core.timing import Start, day_of
from onboardbot.core.when import Day, FromStart, Unit, WorkingDay


class Nudge(StrEnum):
    """EVE: five lines before the start. ONE_TO_ONE: nobody confirmed a talk. MONTH: one thing to ask.

    FADING: no talk was confirmed for a month. DIGEST: what waits for the manager. MEETING: time to meet, for the
    buddy. PICK_BUDDY: the manager picks somebody.
    """

    EVE = "nudge_eve"
    ONE_TO_ONE = "nudge_one_to_one"
    MONTH = "nudge_month"
    FADING = "nudge_fading"
    DIGEST = "nudge_digest"
    MEETING = "nudge_meeting"
    PICK_BUDDY = "nudge_pick_buddy"


PATIENCE = 2  # working days after which a reminder that could not be sent is not worth sending any more
MONTHS = (1, 2, 3, 6)
ON_DAYS: dict[Nudge, tuple[Day, ...]] = {
    Nudge.EVE: (WorkingDay(n=-1),),
    Nudge.ONE_TO_ONE: (WorkingDay(n=no_one_to_one.BY),),
    Nudge.MONTH: tuple(FromStart(count=n, unit=Unit.MONTHS) for n in MONTHS),
    Nudge.FADING: tuple(FromStart(count=n, unit=Unit.MONTHS) for n in (4, 5)),
    Nudge.MEETING: (
        WorkingDay(n=2),
        WorkingDay(n=4),
        *(FromStart(count=n, unit=Unit.WEEKS) for n in (1, 2, 3, 4, 6, 8, 10, 12)),
    ),
}
RULES: Mapping[Nudge, Gentle] = {Nudge.ONE_TO_ONE: no_one_to_one.RULE, Nudge.FADING: fading_help.RULE}
ABOUT_MEETINGS = (Nudge.ONE_TO_ONE, Nudge.MEETING, Nudge.FADING)
AROUND = {Nudge.EVE: timedelta(), Nudge.MONTH: timedelta(days=10)}  # in which a playbook's own words stand for ours


@dataclass(frozen=True)
class Turn:
    """The n-th time of a nudge, on a working day of the hire."""

    number: int
    day: date


def turns(nudge: Nudge, start: Start) -> tuple[Turn, ...]:
    """Return all times of a nudge, in order.

    Raises:
        NoWorkingDayError: no such day within a year.
    """
    days = sorted({day_of(day, start) for day in ON_DAYS.get(nudge, ())})
    return tuple(Turn(number, day) for number, day in enumerate(days, 1))


def following(
    found: Sequence[Turn], *, today: date, done: date | None, said: Collection[date], nudge: Nudge
) -> Turn | None:
    """Return the next turn: not before today, not done yet, and where no step of a playbook says it itself.

    `said` are the days on which a playbook has words of its own for whoever is reminded.
    """
    open_ = (turn for turn in found if turn.day >= today and (done is None or turn.day > done))
    return next((turn for turn in open_ if not _said(turn, said, nudge)), None)


def _said(turn: Turn, said: Collection[date], nudge: Nudge) -> bool:
    around = AROUND.get(nudge)
    return around is not None and any(abs(day - turn.day) <= around for day in said)


def due_at(day: date, calendar: Calendar, *, now: datetime) -> datetime:
    """Return when somebody, with their own calendar, is reminded on a day: as their working hours begin, or now."""
    return calendar.next_working_instant(max(calendar.opening(day), now))


def period(found: Sequence[Turn], today: date) -> int:
    """Return which meeting one of today is: the number of the newest turn, so that both sides confirm the same one."""
    return max((turn.number for turn in found if turn.day <= today), default=1)


def number_of(role: str, moment: Moment) -> int:
    """Return which meeting one at a moment is: with the manager one a day, with the buddy that of the newest turn.

    Raises:
        NoWorkingDayError: no such day within a year.
    """
    today = moment.day(moment.now)
    start = Start(moment.history.start, moment.now, moment.calendar)
    return today.toordinal() if role == routes.MANAGER else period(turns(Nudge.MEETING, start), today)


def to_whom(nudge: Nudge) -> str:
    """Return the role that is reminded."""
    return routes.BUDDY if nudge is Nudge.MEETING else routes.MANAGER


def needed(nudge: Nudge, turn: Turn, history: History, *, calendar: Calendar, now: datetime) -> bool:
    """Say whether there is a reason by what was confirmed: that meeting, a talk in the first week, one in a month."""
    if nudge is Nudge.MEETING:
        return not any(one.role == routes.BUDDY and one.number == turn.number for one in history.meetings)
    rule = RULES.get(nudge)
    return rule is None or rule.detect(history, calendar=calendar, now=now) is not None


def in_time(day: date, calendar: Calendar, *, now: datetime) -> bool:
    """Say whether a reminder of a day of the hire still makes sense, as after an outage."""
    today = calendar.local_date(now)
    return today <= day or today <= calendar.add_workdays(day, PATIENCE)


@dataclass(frozen=True)
class Coming:
    """A reminder about talks and meetings, when it goes, and to whom."""

    nudge: Nudge
    turn: Turn
    at: datetime
    person: str


def coming(moment: Moment, done: Mapping[Nudge, date]) -> Coming | None:
    """Return the next reminder about talks and meetings from a moment on; `done`: the day of the last of each.

    Raises:
        NoWorkingDayError: no such day within a year.
    """
    start = Start(moment.history.start, moment.now, moment.calendar)
    found = [one for nudge in ABOUT_MEETINGS if (one := _coming(nudge, start, moment, done.get(nudge))) is not None]
    return min(found, key=lambda one: one.at, default=None)


def _coming(nudge: Nudge, start: Start, moment: Moment, done: date | None) -> Coming | None:
    person = routes.first(moment.team, to_whom(nudge))
    turn = following(turns(nudge, start), today=moment.day(moment.now), done=done, said=(), nudge=nudge)
    if person is None or turn is None:
        return None
    at = due_at(turn.day, moment.calendars.get(person, moment.calendar), now=moment.now)
    return Coming(nudge, turn, at, person)
