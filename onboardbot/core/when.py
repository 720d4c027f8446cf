"""When a step happens, as HR writes it: `day 3`, `week 1 friday`, `2 weeks before start`."""

from datetime import date, time
from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """A frozen value read from a file; an unknown field is a mistake.

    An error never shows what was given: it may end up in the log, and be what a person wrote.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Unit(StrEnum):
    """What a calendar distance is counted in."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


class WorkingDay(Value):
    """The n-th working day, `day 1` being the first; negative before it. There is no day 0."""

    n: int


class WeekDay(Value):
    """The n-th such weekday on or after day 1 (0 = Monday), moved forward off days that are not working days."""

    week: int
    weekday: int


class FromStart(Value):
    """A calendar distance from the start date; `before` moves back to a working day, after moves forward."""

    count: int
    unit: Unit
    before: bool = False


class OnDate(Value):
    """A date in the calendar, moved forward off days that are not working days."""

    day: date


class OnEnrollment(Value):
    """The moment of enrollment, or when the next working hours begin; takes no time of day."""


Day = WorkingDay | WeekDay | FromStart | OnDate | OnEnrollment


class When(Value):
    """A day and, if written, the local time of day; without it working hours begin."""

    day: Day
    at: time | None = None


class LateUnit(StrEnum):
    """How the patience of a step is counted."""

    SAME_DAY = "same day"
    WORKING_DAYS = "days"
    ALWAYS = "always"


class Late(Value):
    """How late a step still makes sense; `days` are working days of the hire after the planned one."""

    unit: LateUnit
    days: int = 0
