"""Remind managers and buddies, in their own working hours and only where there is something to do."""

import json
import re
from datetime import date, datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.enrollment import EnrollmentState
from onboardbot.core.history import History
from onboardbot.core.nudges import Nudge, Turn, due_at, following, in_time, needed, to_whom, turns
from onboardbot.core.outbox import Priority
from onboardbot.core.person import Person
from onboardbot.core.plan import TouchpointState
from onboardbot.core.signals import silent_buddy
from onboardbot.core.steps import Step
from onboardbot.core.timing import Start
from onboardbot.flows import digest
from onboardbot.flows.bot import Bot
from onboardbot.flows.scene import BUDDY, MANAGER, Scene
from onboardbot.flows.team import history_of_meetings
from onboardbot.store import errands, meetings, outbox, touchpoints
from onboardbot.store.errands import Errand

NAMES_BUDDY = re.compile(r"\bbuddy\.")
AWAY = timedelta(days=7)  # longer, and a newcomer's first weeks are over before the buddy is back
GOES = frozenset({TouchpointState.PLANNED, TouchpointState.WAITING})


async def plan(bot: Bot, session: AsyncSession, current: Scene, *, now: datetime) -> None:
    """Date all reminders of an onboarding anew."""
    if not bot.nudges or current.enrollment.state is not EnrollmentState.ACTIVE:
        return
    known = await errands.of_enrollment(session, current.enrollment.id)
    if buddy_of(current, now) is not None:  # whoever is lost again is asked for again
        await errands.change(session, current.enrollment.id, errands.ErrandKind.NUDGE_PICK_BUDDY, done_for=None)
    for nudge in Nudge:
        await _date(session, current, nudge, known.get(errands.ErrandKind(nudge)), now=now)


async def _date(session: AsyncSession, current: Scene, nudge: Nudge, kept: Errand | None, *, now: datetime) -> None:
    """Keep when a reminder is due next, if ever."""
    person = whom(current, nudge)
    day = await _next_day(session, current, nudge, kept, now=now) if person is not None else None
    wanted = person is not None and nudge not in await meetings.declined(session, current.enrollment.id, person.id)
    if person is None or day is None or not wanted:
        await errands.change(session, current.enrollment.id, errands.ErrandKind(nudge), due_at=None)
        return
    at = due_at(day, current.calendar_of(person), now=now)
    await errands.put(session, current.enrollment.id, {errands.ErrandKind(nudge): at}, day)


def whom(current: Scene, nudge: Nudge) -> Person | None:
    """Return who is reminded."""
    return current.reachable(to_whom(nudge))


def buddy_of(current: Scene, now: datetime) -> Person | None:
    """Return the buddy, None where there is none who can be reached and is at work within a week."""
    buddy = current.reachable(BUDDY)
    return buddy if buddy is not None and _back_soon(current, buddy, now) else None


def _back_soon(current: Scene, buddy: Person, instant: datetime) -> bool:
    return current.calendar_of(buddy).next_working_instant(instant) - instant <= AWAY


def turns_of(current: Scene, nudge: Nudge, now: datetime) -> tuple[Turn, ...]:
    enrollment = current.enrollment
    return turns(nudge, Start(enrollment.hire.start_date, enrollment.enrolled_at or now, current.calendar))


async def _next_day(
    session: AsyncSession, current: Scene, nudge: Nudge, kept: Errand | None, *, now: datetime
) -> date | None:
    today, done = current.today(now), kept.done_for if kept else None
    if nudge is Nudge.DIGEST:
        return _next_digest(current, kept, now=now)
    if nudge is Nudge.PICK_BUDDY:
        return None if done else await _before_a_buddy_is_needed(session, current, now=now)
    said = await _said_by_the_playbook(session, current) if to_whom(nudge) == MANAGER else set()
    found = following(turns_of(current, nudge, now), today=today, done=done, said=said, nudge=nudge)
    return found.day if found else None


def _next_digest(current: Scene, kept: Errand | None, *, now: datetime) -> date | None:
    """Return the first working day of the manager's next week; one that is dated already stays."""
    manager = current.reachable(MANAGER)
    if manager is None:
        return None
    calendar = current.calendar_of(manager)
    today = calendar.local_date(now)
    dated = kept is not None and kept.day >= today and kept.done_for != kept.day
    return kept.day if kept is not None and dated else calendar.next_week(today)


async def _said_by_the_playbook(session: AsyncSession, current: Scene) -> set[date]:
    """Return the days on which the playbook itself has words for the manager."""
    rows = await touchpoints.of_enrollment(session, current.enrollment.id)
    return {
        current.calendar.local_date(row.due_at)
        for row in rows
        if row.recipient == MANAGER and row.due_at is not None and row.state is not TouchpointState.CANCELLED
    }


async def _before_a_buddy_is_needed(session: AsyncSession, current: Scene, *, now: datetime) -> date | None:
    """Return when the manager is asked for a buddy: the working day before the first step that needs one.

    Where there is one it is the first time to meet that they are away for long; None: no need.
    """
    today, meet = current.today(now), turns_of(current, Nudge.MEETING, now)
    if (buddy := buddy_of(current, now)) is not None:
        open_ = (turn.day for turn in meet if turn.day >= today)
        return next((day for day in open_ if not _back_soon(current, buddy, current.calendar.opening(day))), None)
    if current.enrollment.version is None:
        return None
    rows = await touchpoints.of_enrollment(session, current.enrollment.id)
    days = [
        current.calendar.local_date(row.due_at)
        for row in rows
        if row.due_at and row.state in GOES and (row.recipient == BUDDY or _names_buddy(current.step_of(row)))
    ]
    if current.first(BUDDY) is not None:  # who is away: meeting needs another one
        days.append(meet[0].day)
    return max(current.calendar.add_workdays(min(days), -1), today) if days else None


def _names_buddy(step: Step) -> bool:
    return NAMES_BUDDY.search(step.model_dump_json()) is not None


async def run(bot: Bot, session: AsyncSession, current: Scene, errand: Errand, *, now: datetime) -> None:
    """Remind somebody, as far as there is something to do and it is not long past, and date the next time."""
    nudge = Nudge(errand.kind)
    person = whom(current, nudge)
    if not bot.nudges or person is None or current.enrollment.state is not EnrollmentState.ACTIVE:
        return
    turn = next((one for one in turns_of(current, nudge, now) if one.day == errand.day), Turn(1, errand.day))
    timely = nudge is Nudge.PICK_BUDDY or in_time(turn.day, current.calendar_of(person), now=now)
    if timely and await _something_to_do(bot, session, current, nudge, turn, now=now):
        await _say(session, current, nudge, person, turn, now=now)
    await errands.change(session, current.enrollment.id, errand.kind, done_for=errand.day)
    if nudge is not Nudge.PICK_BUDDY:
        done = errand.model_copy(update={"done_for": errand.day})
        await _date(session, current, nudge, done, now=now)
    if nudge is Nudge.MEETING:  # whether the buddy is away next time may have changed since
        pick = await errands.find(session, current.enrollment.id, errands.ErrandKind.NUDGE_PICK_BUDDY)
        await _date(session, current, Nudge.PICK_BUDDY, pick, now=now)


async def _something_to_do(
    bot: Bot, session: AsyncSession, current: Scene, nudge: Nudge, turn: Turn, *, now: datetime
) -> bool:
    """Ask the rule of a nudge; a buddy who fell silent is told to the manager by the way."""
    if nudge is Nudge.PICK_BUDDY:
        return buddy_of(current, now) is None
    if nudge is Nudge.DIGEST:
        manager = current.reachable(MANAGER)
        return manager is not None and bool(await digest.items(bot, session, manager, now=now))
    facts = await history_of_meetings(session, current)
    if nudge is Nudge.MEETING and _is_silent(facts, current, now):
        await ask_for_buddy(session, current, turn, now=now)
    return needed(nudge, turn, facts, calendar=current.calendar, now=now)


def _is_silent(facts: History, current: Scene, now: datetime) -> bool:
    return silent_buddy.detect(facts, calendar=current.calendar, now=now) is not None


async def _say(
    session: AsyncSession, current: Scene, nudge: Nudge, person: Person, turn: Turn, *, now: datetime
) -> None:
    """Put it into the outbox for their working hours; a digest is one for all newcomers of a manager."""
    about = f"{turn.day}" if nudge is Nudge.DIGEST else f"{current.enrollment.id}/{turn.day}"
    await outbox.post(
        session,
        nudge,
        person.id,
        subject=about,
        enrollment_id=current.enrollment.id,
        args=json.dumps({"number": turn.number, "day": turn.day.isoformat()}),
        due_at=current.calendar_of(person).next_working_instant(now),
        priority=Priority.DIGEST if nudge is Nudge.DIGEST else Priority.DUE,
    )


async def ask_for_buddy(session: AsyncSession, current: Scene, turn: Turn, *, now: datetime) -> None:
    """Ask the manager for another buddy: nobody confirmed a meeting for a while."""
    manager = current.reachable(MANAGER)
    declined = await meetings.declined(session, current.enrollment.id, manager.id) if manager else set()
    if manager is not None and Nudge.PICK_BUDDY not in declined:
        at = current.calendar_of(manager).next_working_instant(now)
        await outbox.post(
            session,
            Nudge.PICK_BUDDY,
            manager.id,
            subject=f"{current.enrollment.id}/silent/{current.enrollment.buddy_id}",
            enrollment_id=current.enrollment.id,
            args=json.dumps(
                {"number": turn.number, "day": turn.day.isoformat(), "silent": current.enrollment.buddy_id}
            ),
            due_at=at,
            priority=Priority.DUE,
        )
