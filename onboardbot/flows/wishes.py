"""What people want of an onboarding: a pause, going on, leave, an end."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.company import Days
from onboardbot.core.enrollment import Enrollment, EnrollmentState
from onboardbot.core.plan import TouchpointState
from onboardbot.flows import due, farewell, scene
from onboardbot.flows.bot import Bot
from onboardbot.flows.help import help_hire
from onboardbot.flows.team import GENTLE
from onboardbot.store import enrollments, errands, failures, outbox, people, touchpoints, watches

UNASKED = ("message", "guide", "question", "announce", "remind", "escalate", "ask_helped", "still_right", GENTLE)
NOT_PAUSED = {
    EnrollmentState.WAITING: "help.waiting",
    EnrollmentState.ACTIVE: "help.going_on",
    EnrollmentState.ENDED: "help.ended",
}


async def pause(bot: Bot, session: AsyncSession, enrollment: Enrollment, *, now: datetime) -> None:
    """Send nothing unasked until somebody says go on; the hire reads so, or why there is nothing to pause."""
    del bot
    await hold(session, enrollment, now=now)
    ended = enrollment.state is EnrollmentState.ENDED
    await _say(session, enrollment, "help.ended" if ended else "help.paused", now=now)


async def resume(bot: Bot, session: AsyncSession, enrollment: Enrollment, *, now: datetime) -> None:
    """Go on with what still makes sense; the hire reads so, or why there is nothing to go on with."""
    del bot
    went_on = await release(session, enrollment, now=now)
    await _say(session, enrollment, "help.resumed" if went_on else NOT_PAUSED[enrollment.state], now=now)


async def _say(session: AsyncSession, enrollment: Enrollment, key: str, *, now: datetime) -> None:
    person = await people.by_id(session, enrollment.person_id)
    fresh = await enrollments.by_id(session, enrollment.id)
    await help_hire(session, fresh, person, subject=f"{key}/{now.isoformat()}", now=now, key=key)


async def hold(session: AsyncSession, enrollment: Enrollment, *, now: datetime) -> bool:
    """Pause an onboarding until somebody says go on, one without a playbook as soon as it has one.

    Returns:
        False where that is so already, or it has ended. A pause with a last day loses it.
    """
    if (enrollment.state is EnrollmentState.PAUSED or enrollment.pause_wanted) and enrollment.paused_until is not None:
        await enrollments.change(session, enrollment.id, paused_until=None)
        return True
    if enrollment.state is EnrollmentState.WAITING and not enrollment.pause_wanted:
        await enrollments.change(session, enrollment.id, pause_wanted=True)
        return True
    if enrollment.state is not EnrollmentState.ACTIVE:
        return False
    await enrollments.change(session, enrollment.id, state=EnrollmentState.PAUSED, pause_wanted=False)
    await enrollments.pause_began(session, enrollment.id, now)
    taken_back = await outbox.take_back_steps(session, enrollment.id)
    await touchpoints.change(session, taken_back, state=TouchpointState.PLANNED)
    await touchpoints.hold(session, enrollment.id)
    await outbox.refresh_open(session, enrollment.id, ("help",))
    await watches.look(session, enrollment.id, now)  # an open offer is held, and says so
    return True


async def release(session: AsyncSession, enrollment: Enrollment, *, now: datetime) -> bool:
    """Go on with an onboarding; False if it was not paused."""
    if enrollment.state is EnrollmentState.WAITING and enrollment.pause_wanted:
        await enrollments.change(session, enrollment.id, pause_wanted=False, paused_until=None)
        return True
    if enrollment.state is not EnrollmentState.PAUSED:
        return False
    await enrollments.change(session, enrollment.id, state=EnrollmentState.ACTIVE, paused_until=None, unsettled=True)
    await enrollments.pause_ended(session, enrollment.id, now)
    await touchpoints.release(session, enrollment.id)
    await outbox.refresh_open(session, enrollment.id, ("help",))
    await watches.look(session, enrollment.id, now)
    return True


async def end(session: AsyncSession, enrollment: Enrollment, *, now: datetime) -> None:
    """End an onboarding: nothing more goes out unasked; what was sent and answered stays."""
    if enrollment.state is EnrollmentState.ENDED:
        return
    await enrollments.pause_ended(session, enrollment.id, now)
    await enrollments.change(session, enrollment.id, state=EnrollmentState.ENDED, ended_at=now, unsettled=False)
    await failures.clear_open_steps(session, enrollment.id, now)
    await touchpoints.cancel_open(session, enrollment.id)
    await outbox.cancel_open(session, enrollment.id, UNASKED)
    await outbox.refresh(session, "choose_playbook", enrollment.id)
    await errands.drop(session, enrollment.id)
    await outbox.refresh_open(session, enrollment.id, ("question", "help", "still_right"))
    await failures.clear(session, f"enrollment/{enrollment.id}", now)
    await watches.look(session, enrollment.id, now)


async def take_leave(session: AsyncSession, enrollment: Enrollment, days: Days) -> None:
    """Add days off; what was planned for them moves."""
    leave = [*enrollment.hire.leave, days]
    rows = [[day.first.isoformat(), day.last.isoformat()] for day in dict.fromkeys(leave)]
    await enrollments.change(session, enrollment.id, leave=rows, unsettled=True)


async def reach(bot: Bot, *, now: datetime) -> bool:
    """End onboardings whose end has come, and pauses whose last day is over; True if there were any."""
    async with bot.database.read() as session:
        reached = await enrollments.reaching(session, now)
    done = [enrollment_id for enrollment_id in reached if await _reach_one(bot, enrollment_id, now=now)]
    return bool(done)


async def _reach_one(bot: Bot, enrollment_id: str, *, now: datetime) -> bool:
    """End an onboarding, or its pause; False where another process does it, or a command changed it since."""
    async with bot.database.write() as session:
        enrollment = await enrollments.take_reached(session, enrollment_id, now)
        if enrollment is None:
            return False
        if enrollment.state is EnrollmentState.PAUSED:
            await release(session, enrollment, now=now)
        else:
            await due.close(bot, session, enrollment.id, now=now)
            await end(session, enrollment, now=now)
            await farewell.say(session, await scene.load(bot, session, enrollment.id), now=now)
        return True
