"""The plan of one onboarding: which step reaches whom at which instant, and what a new plan changes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from onboardbot.core.calendar import Calendar
from onboardbot.core.playbook import Playbook
from onboardbot.core.steps import KINDS, Step
from onboardbot.core.steps.base import HIRE
from onboardbot.core.timing import Start, day_of, hire_slot, late_until, other_slot

AFTERGLOW = 5  # working days that an onboarding goes on after its last step, where the playbook says nothing
ON_TIME = timedelta()
NOBODY: Mapping[str, Calendar] = MappingProxyType({})

Key = tuple[str, int, str]


@dataclass(frozen=True)
class Planned:
    """One step for one recipient; instants are in UTC, `late_until` is None for always.

    `recipient` is a role. `date` is the hire's day, or a later one of a recipient who was off.
    `order` is the place in the file. `eased_from`: when a check-in would have come that comes sooner and asks less
    after a low mood, see `core.easing`.
    """

    step_id: str
    occurrence: int
    recipient: str
    kind: str
    due_at: datetime
    date: date
    late_until: datetime | None
    order: int
    eased_from: datetime | None = None

    @property
    def key(self) -> Key:
        """What a touchpoint is known by when plans are compared."""
        return self.step_id, self.occurrence, self.recipient


@dataclass(frozen=True)
class Plan:
    """Touchpoints in the order of their instants, then of the file; `ends_at` is when the onboarding is over."""

    touchpoints: tuple[Planned, ...]
    ends_at: datetime


def plan(
    playbook: Playbook,
    *,
    start_date: date,
    calendar: Calendar,
    enrolled_at: datetime,
    recipients: Mapping[str, Calendar] = NOBODY,
) -> Plan:
    """Date every step of a playbook for one hire.

    `calendar` is the hire's, `recipients` holds those of others by role; a role without one has the hire's.

    Raises:
        NoWorkingDayError: the hire or a recipient has no working day within a year.
    """
    start = Start(start_date, enrolled_at, calendar)
    found = [
        _planned(step, order, start, recipients.get(step.to, calendar)) for order, step in enumerate(playbook.steps)
    ]
    found.sort(key=lambda planned: (planned.due_at, planned.order))
    return Plan(tuple(found), _ends_at(playbook, found, start))


def _planned(step: Step, order: int, start: Start, recipient: Calendar) -> Planned:
    slot = hire_slot(step.when, start) if step.to == HIRE else other_slot(step.when, start, recipient)
    return Planned(
        step_id=step.id,
        occurrence=1,
        recipient=step.to,
        kind=step.kind,
        due_at=slot.due_at,
        date=slot.day,
        late_until=late_until(step.late or KINDS[step.kind].DEFAULT_LATE, slot, start.calendar),
        order=order,
    )


def _ends_at(playbook: Playbook, found: Iterable[Planned], start: Start) -> datetime:
    """Return the end of the hire's hours on the last day of the onboarding."""
    if playbook.ends is not None:
        return start.calendar.closing(day_of(playbook.ends.day, start))
    last = max((planned.date for planned in found), default=start.start_date)
    return start.calendar.closing(start.calendar.add_workdays(last, AFTERGLOW))


class Standing(StrEnum):
    """Due: its time has come or will come. Late: past. Missed: too late to send."""

    DUE = "due"
    LATE = "late"
    MISSED = "missed"


def standing(due_at: datetime, late_until: datetime | None, *, now: datetime, grace: timedelta = ON_TIME) -> Standing:
    """Return how a step stands at `now`; within `grace` after its time it is still on time, whatever its patience."""
    if now <= due_at + grace:
        return Standing.DUE
    return Standing.LATE if late_until is None or now <= late_until else Standing.MISSED


class TouchpointState(StrEnum):
    """`waiting` for somebody or something, `planned`, on its way (`sending`, `retry`), or at an end."""

    WAITING = "waiting"
    PLANNED = "planned"
    SENDING = "sending"
    SENT = "sent"
    RETRY = "retry"
    FAILED = "failed"
    UNSURE = "unsure"
    MISSED = "missed"
    CANCELLED = "cancelled"


UNSENT = frozenset({TouchpointState.WAITING, TouchpointState.PLANNED})


@dataclass(frozen=True)
class StoredTouchpoint:
    """A touchpoint as we remember it; `due_at` is None while it waits for a condition."""

    id: int | str
    step_id: str
    occurrence: int
    recipient: str
    due_at: datetime | None
    late_until: datetime | None
    state: TouchpointState
    eased_from: datetime | None = None

    @property
    def key(self) -> Key:
        """What a touchpoint is known by when plans are compared."""
        return self.step_id, self.occurrence, self.recipient


@dataclass(frozen=True)
class Move:
    """A stored touchpoint and its new times; it is `planned` again."""

    stored: StoredTouchpoint
    planned: Planned


@dataclass(frozen=True)
class Changes:
    """What must be done to the stored touchpoints so that they follow a plan."""

    add: tuple[Planned, ...] = ()
    move: tuple[Move, ...] = ()
    cancel: tuple[StoredTouchpoint, ...] = ()


def reconcile(planned: Sequence[Planned], stored: Sequence[StoredTouchpoint], *, now: datetime) -> Changes:
    """Compare a plan with what is stored, by step, occurrence and recipient.

    Unsent touchpoints move with the plan or go. One that was missed is planned again if its new time lets it be
    sent. All others never change: what is on its way or may have arrived must not arrive twice, and what failed or
    was cancelled is for a person to decide.
    """
    known, wanted = {touchpoint.key: touchpoint for touchpoint in stored}, {one.key for one in planned}
    return Changes(
        add=tuple(one for one in planned if one.key not in known),
        move=tuple(
            Move(known[one.key], one) for one in planned if one.key in known and _moves(known[one.key], one, now)
        ),
        cancel=tuple(one for one in stored if one.key not in wanted and one.state in UNSENT),
    )


def _moves(stored: StoredTouchpoint, planned: Planned, now: datetime) -> bool:
    before, after = (stored.due_at, stored.late_until), (planned.due_at, planned.late_until)
    if (*before, stored.eased_from) == (*after, planned.eased_from):
        return False
    if stored.state is TouchpointState.MISSED:
        return standing(planned.due_at, planned.late_until, now=now) is not Standing.MISSED
    return stored.state in UNSENT
