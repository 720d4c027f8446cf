"""Touchpoints whose time has come: into the outbox, or why not."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import NamedTuple

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.absence import REST, rest_ends
from onboardbot.core.calendar import at_local_time
from onboardbot.core.checkin import first_question
from onboardbot.core.enrollment import EnrollmentState
from onboardbot.core.outbox import Cause, Priority
from onboardbot.core.pace import Pace, late_turn, slower_turn
from onboardbot.core.person import Person
from onboardbot.core.plan import Standing, TouchpointState, standing
from onboardbot.core.steps.base import HIRE
from onboardbot.flows import cheer, failures, scene
from onboardbot.flows.bot import Bot
from onboardbot.flows.guard import LATER, each
from onboardbot.flows.scene import Scene
from onboardbot.store import enrollments, findings, outbox, touchpoints
from onboardbot.store.touchpoints import Touchpoint

BATCH = 50  # touchpoints in one transaction; whoever taps a button meanwhile waits for it
ON_TIME = timedelta(minutes=5)  # a bot that runs looks each second; what is older was held up by something
OF_THE_RECIPIENT = frozenset({Cause.ROLE_EMPTY, Cause.NOT_IN_SLACK, Cause.DEACTIVATED})  # whose role is told with it
FIRST_KIND = {"message": "message", "guide": "guide", "check_in": "question"}


class Handover(NamedTuple):
    """A step that goes now, and to whom."""

    current: Scene
    touchpoint: Touchpoint
    person: Person


async def due(bot: Bot, *, now: datetime) -> bool:
    """Move what is due into the outbox; True if there was anything to look at."""

    async def pick(session: AsyncSession, only: str | None) -> Mapping[str, Sequence[Touchpoint]]:
        return _by_hire(await touchpoints.take_due(session, now, BATCH, only))

    async def look(session: AsyncSession, theirs: Sequence[Sequence[Touchpoint]]) -> None:
        await _look_at(bot, session, theirs, now=now)

    async def push_on(found: Sequence[Touchpoint]) -> None:
        async with bot.database.write() as session:
            await touchpoints.change(session, [one.id for one in found], wake_at=now + LATER)

    return await each(bot.database, pick, look, push_on, of="enrollment_id")


def _by_hire(waiting: Sequence[Touchpoint]) -> Mapping[str, Sequence[Touchpoint]]:
    """Return touchpoints by their onboarding, whose first is due first."""
    found: dict[str, list[Touchpoint]] = {}
    for touchpoint in waiting:
        found.setdefault(touchpoint.enrollment_id, []).append(touchpoint)
    return found


async def _look_at(bot: Bot, session: AsyncSession, theirs: Sequence[Sequence[Touchpoint]], *, now: datetime) -> None:
    """Decide about the touchpoints of some onboardings; those that simply go are handed over together."""
    scenes = await scene.load_all(bot, session, {found[0].enrollment_id for found in theirs})
    resting = await _resting(session, scenes, now=now)
    in_time = [one for found in theirs for one in found if not _too_late(one, now=now)]
    mornings = await cheer.waits(session, scenes, in_time, now=now)
    going: list[Handover] = []
    for touchpoint in (one for found in theirs for one in found):
        rested = resting.get(touchpoint.enrollment_id)
        if rested is not None and touchpoint.recipient == HIRE and not _too_late(touchpoint, now=now):
            await touchpoints.change(session, [touchpoint.id], wake_at=rested, cause=Cause.PAUSED)
        elif touchpoint.id in mornings:
            await touchpoints.change(session, [touchpoint.id], wake_at=mornings[touchpoint.id])
        else:
            going += await _look(session, scenes[touchpoint.enrollment_id], touchpoint, now=now)
    await _hand_over(session, going, now=now)


async def _resting(session: AsyncSession, scenes: Mapping[str, Scene], *, now: datetime) -> dict[str, datetime]:
    """Return whose ordinary messages rest, and until when."""
    found = await findings.in_distress(session, scenes.keys(), now - 2 * REST)
    ends = {one: rest_ends(scenes[one].calendar, at) for one, at in found.items()}
    return {one: end for one, end in ends.items() if end > now}


async def _look(session: AsyncSession, current: Scene, touchpoint: Touchpoint, *, now: datetime) -> Sequence[Handover]:
    """Decide what becomes of one touchpoint now; return it where it simply goes."""
    person = current.first(touchpoint.recipient)
    obstacle = _obstacle(person)
    if current.enrollment.state is not EnrollmentState.ACTIVE:
        await touchpoints.change(session, [touchpoint.id], wake_at=None)
    elif unwanted(current, touchpoint):
        await touchpoints.change(session, [touchpoint.id], state=TouchpointState.CANCELLED, cause=None, wake_at=None)
        await failures.clear(session, f"touchpoint/{touchpoint.id}", now)
    elif _too_late(touchpoint, now=now):
        await missed(session, touchpoint, obstacle, now=now)
    elif person is None or obstacle is not None:
        await _wait(session, touchpoint, obstacle or Cause.ROLE_EMPTY, now=now)
    elif _at_its_time(current, touchpoint, now=now):
        return [Handover(current, touchpoint, person)]
    else:
        await _send(session, current, touchpoint, person, now=now)
    return ()


def _at_its_time(current: Scene, touchpoint: Touchpoint, *, now: datetime) -> bool:
    """Ask whether it goes whatever else went today: it is not late, and nobody wants a slower pace."""
    return not _is_late(touchpoint, now=now) and current.enrollment.pace is not Pace.SLOWER


def _is_late(touchpoint: Touchpoint, *, now: datetime) -> bool:
    return touchpoint.due_at is not None and touchpoint.due_at < now - ON_TIME


def _too_late(touchpoint: Touchpoint, *, now: datetime) -> bool:
    """Return whether it makes no sense any more; what is picked up at its time never is, even at the day's end."""
    due_at = touchpoint.due_at or now
    return standing(due_at, touchpoint.late_until, now=now, grace=ON_TIME) is Standing.MISSED


def _obstacle(person: Person | None) -> Cause | None:
    if person is None:
        return Cause.ROLE_EMPTY
    if person.slack_id is None:
        return Cause.NOT_IN_SLACK
    return Cause.DEACTIVATED if person.deactivated else None


async def missed(session: AsyncSession, touchpoint: Touchpoint, obstacle: Cause | None, *, now: datetime) -> None:
    """Too late to send: shown to HR with its cause."""
    cause = None if _was_late(touchpoint) else obstacle
    cause = cause or await _why_late(session, touchpoint, now=now)
    await touchpoints.change(session, [touchpoint.id], state=TouchpointState.MISSED, cause=cause, wake_at=None)
    await failures.record(
        session,
        cause,
        about=f"touchpoint/{touchpoint.id}",
        now=now,
        enrollment_id=touchpoint.enrollment_id,
        touchpoint_id=touchpoint.id,
        detail=touchpoint.recipient if cause in OF_THE_RECIPIENT else None,
    )
    await failures.draw_anew(session, f"touchpoint/{touchpoint.id}")  # it was told as waiting, with the same cause


def _was_late(touchpoint: Touchpoint) -> bool:
    """Return whether it was too late already when it got its date: no account would have helped."""
    late_until, planned_at = touchpoint.late_until, touchpoint.planned_at
    return late_until is not None and planned_at is not None and late_until < planned_at


async def _why_late(session: AsyncSession, touchpoint: Touchpoint, *, now: datetime) -> Cause:
    """Return what kept a step from going out in time."""
    due_at, last = touchpoint.due_at or now, touchpoint.late_until or now
    if touchpoint.planned_at is not None and due_at < touchpoint.planned_at:
        return Cause.ENROLLED_LATE
    pauses = await enrollments.pauses(session, touchpoint.enrollment_id)
    if any(since <= last and due_at < (until or now) for since, until in pauses):
        return Cause.PAUSED
    return Cause(touchpoint.cause) if touchpoint.cause else Cause.BOT_DOWN


async def close(bot: Bot, session: AsyncSession, enrollment_id: str, *, now: datetime) -> None:
    """Say of what is still open, at the end of an onboarding, why it never went out."""
    current = await scene.load(bot, session, enrollment_id)
    for touchpoint in await touchpoints.overdue(session, enrollment_id, now):
        await missed(session, touchpoint, _obstacle(current.first(touchpoint.recipient)), now=now)


async def _wait(session: AsyncSession, touchpoint: Touchpoint, cause: Cause, *, now: datetime) -> None:
    """Nobody to send it to yet: HR is told, and it goes when there is somebody, as far as it still makes sense."""
    wake = None if touchpoint.late_until is None else touchpoint.late_until + timedelta(microseconds=1)
    await touchpoints.change(session, [touchpoint.id], state=TouchpointState.WAITING, cause=cause, wake_at=wake)
    await failures.record(
        session,
        cause,
        about=f"touchpoint/{touchpoint.id}",
        now=now,
        enrollment_id=touchpoint.enrollment_id,
        touchpoint_id=touchpoint.id,
        detail=touchpoint.recipient if cause in OF_THE_RECIPIENT else None,
    )


async def _send(
    session: AsyncSession, current: Scene, touchpoint: Touchpoint, person: Person, *, now: datetime
) -> None:
    """Hand it to the outbox; what is late waits for its turn and for working hours."""
    late = _is_late(touchpoint, now=now)
    later = await _turn(session, current, person, now=now) if late else None
    later = later or await _slower(session, current, touchpoint, person, now=now)
    if later is not None:
        await touchpoints.change(session, [touchpoint.id], wake_at=later)
        return
    await _hand_over(session, [Handover(current, touchpoint, person)], now=now, late=late)


async def _hand_over(session: AsyncSession, going: Sequence[Handover], *, now: datetime, late: bool = False) -> None:
    """Put steps into the outbox, together."""
    ids = [one.touchpoint.id for one in going]
    await failures.clear_all(session, [f"touchpoint/{touchpoint_id}" for touchpoint_id in ids], now)
    await touchpoints.change(session, ids, state=TouchpointState.SENDING, cause=None, wake_at=None)
    posts = [
        outbox.fresh(
            FIRST_KIND[one.touchpoint.kind],
            one.person.id,
            subject=first_subject(one.current, one.touchpoint),
            enrollment_id=one.touchpoint.enrollment_id,
            touchpoint_id=one.touchpoint.id,
            due_at=now,
            priority=Priority.DUE,
            late=late,
        )
        for one in going
    ]
    await outbox.post_all(session, posts)


def first_subject(current: Scene, touchpoint: Touchpoint) -> str:
    """Return what the first message of a step is about: the touchpoint, with the question of a check-in."""
    step = current.step_of(touchpoint)
    first = first_question(step, words=_read(current)) if step.kind == "check_in" else None
    return f"{touchpoint.id}/{first.id}" if first else str(touchpoint.id)


def unwanted(current: Scene, touchpoint: Touchpoint) -> bool:
    """Say whether it is a check-in of somebody who wants none, or none that would ask for words alone.

    It is left out without a word to anybody: that they want it so is theirs.
    """
    if touchpoint.kind != "check_in" or touchpoint.recipient != HIRE:
        return False
    step = current.step_of(touchpoint)
    nothing_to_ask = step.kind == "check_in" and first_question(step, words=_read(current)) is None
    return current.enrollment.check_ins_stopped_at is not None or nothing_to_ask


def _read(current: Scene) -> bool:
    return current.enrollment.words_stopped_at is None


async def _turn(session: AsyncSession, current: Scene, person: Person, *, now: datetime) -> datetime | None:
    """Return when a late step may go, None: now."""
    calendar = current.calendar_of(person)
    gone = await _gone_today(session, current, person, late=True, now=now)
    turn = late_turn(1, gone_today=gone, calendar=calendar, now=now)
    return None if turn.go else turn.next_at


async def _slower(
    session: AsyncSession, current: Scene, touchpoint: Touchpoint, person: Person, *, now: datetime
) -> datetime | None:
    """Return when a step may go to a hire who asked for a slower pace, None: now."""
    if current.enrollment.pace is not Pace.SLOWER or person.id != current.hire.id:
        return None
    gone = await _gone_today(session, current, person, late=False, now=now)
    return slower_turn(touchpoint.late_until, gone_today=gone, calendar=current.calendar, now=now)


async def _gone_today(session: AsyncSession, current: Scene, person: Person, *, late: bool, now: datetime) -> int:
    calendar = current.calendar_of(person)
    today = calendar.local_date(now)
    begins, ends = (at_local_time(day, time.min, calendar.zone) for day in (today, today + timedelta(days=1)))
    return await outbox.steps_gone(session, current.enrollment.id, person.id, begins, ends, late=late)
