"""An instant and all that is known then: what every transition of a finding is given."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType

from onboardbot.core.absence import on_leave, pause_at, rests_until, same_time
from onboardbot.core.calendar import Calendar
from onboardbot.core.finding import Finding
from onboardbot.core.history import History, Team


@dataclass(frozen=True)
class Moment:
    """`calendar` is the hire's, `calendars` are those of whoever may be told, by person id.

    Working days and noon are the hire's; then the recipient's working hours apply. Whoever has no calendar of
    their own has the hire's. `unread` are the findings whose offer or announcement did not reach the newcomer
    yet: time does not run on these.
    """

    history: History
    calendar: Calendar
    now: datetime
    calendars: Mapping[str, Calendar] = field(default_factory=lambda: MappingProxyType({}))
    unread: frozenset[str] = frozenset()

    @property
    def team(self) -> Team:
        return self.history.team

    @property
    def ended(self) -> bool:
        """The onboarding is over: nothing unasked is said any more."""
        return self.history.ended_at is not None and self.history.ended_at <= self.now

    @property
    def quiet(self) -> bool:
        """Nothing unasked may be said now: leave, a pause, the rest after distress, or the end."""
        return self.back_at(self.now) != self.now

    def with_finding(self, finding: Finding) -> "Moment":
        """Return the moment after a finding moved."""
        return self.with_history(self.history.with_finding(finding))

    def with_history(self, history: History) -> "Moment":
        """Return the same instant with another history."""
        return replace(self, history=history)

    def day(self, instant: datetime) -> date:
        """Return the hire's local date."""
        return self.calendar.local_date(instant)

    def opening(self, day: date) -> datetime:
        """Return when the hire's working hours begin on a day."""
        return self.calendar.opening(day)

    def after(self, instant: datetime, workdays: int) -> datetime:
        """Return the same local time of the hire, to the minute, some working days later."""
        return same_time(self.calendar, instant.replace(second=0, microsecond=0), workdays)

    def noon_after(self, instant: datetime) -> datetime:
        """Return the hire's noon of the next working day."""
        return self.calendar.local_noon(self.calendar.add_workdays(self.day(instant), 1))

    def back_at(self, instant: datetime) -> datetime | None:
        """Return the first instant from `instant` on without leave, pause and rest; None: it can't be foreseen."""
        if self.ended:
            return None
        while True:
            pause = pause_at(self.history, instant)
            if pause is not None:
                if pause.until is None:
                    return None
                instant = pause.until
            elif (rested := rests_until(self.history, self.calendar, instant)) is not None:
                instant = rested
            elif on_leave(self.calendar, self.day(instant)):
                instant = self.opening(self.calendar.add_workdays(self.day(instant), 1))
            else:
                return instant

    def at_work(self, person: str, instant: datetime) -> datetime:
        """Return the first instant from `instant` on within a person's own working hours."""
        return self.calendars.get(person, self.calendar).next_working_instant(instant)

    def unasked(self, person: str, instant: datetime) -> datetime | None:
        """Return the first instant from `instant` on at which something unasked may go to a person.

        The hire is neither on leave nor paused, and the person is at work.
        """
        while True:
            back = self.back_at(instant)
            if back is None:
                return None
            instant = self.at_work(person, back)
            if instant == back:
                return instant
