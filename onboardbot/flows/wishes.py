"""What people want of an onboarding: a pause, going on, leave, an end."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.company import Days
from onboardbot.core.enrollment import Enrollment, EnrollmentState
from onboardbot.flows.bot import Bot
from onboardbot.flows.help import help_hire
from onboardbot.store import enrollments, outbox, people, touchpoints, watches

UNASKED = ("message", "guide", "question", "announce", "remind", "escalate", "ask_helped")
PAUSED = {EnrollmentState.WAITING: "help.waiting", EnrollmentState.ENDED: "help.ended"}  # what is said instead
RESUMED = {**PAUSED, EnrollmentState.ACTIVE: "help.going_on"}


async def pause(bot: Bot, session: AsyncSession, enrollment: Enrollment, *, now: datetime) -> None:
    """Send nothing unasked until somebody says go on; the hire reads so, or why there is nothing to pause."""
    del bot
    if enrollment.state is EnrollmentState.ACTIVE:
        await hold(session, enrollment, now=now)
    await _say(session, enrollment, PAUSED.get(enrollment.state, "help.paused"), now=now)


async def resume(bot: Bot, session: AsyncSession, enrollment: Enrollment, *, now: datetime) -> None:
    """Go on with what still makes sense; the hire reads so, or why there is nothing to go on with."""
    del bot
    if enrollment.state is EnrollmentState.PAUSED:
        await release(session, enrollment, now=now)
    await _say(session, enrollment, RESUMED.get(enrollment.state, "help.resumed"), now=now)


async def _say(session: AsyncSession, enrollment: Enrollment, key: str, *, now: datetime) -> None:
    person = await people.by_id(session, enrollment.person_id)
    fresh = await enrollments.by_id(session, enrollment.id)
    await help_hire(session, fresh, person, subject=f"{key}/{now.isoformat()}", now=now, key=key)


async def hold(session: AsyncSession, enrollment: Enrollment, *, now: datetime) -> None:
    await enrollments.change(session, enrollment.id, state=EnrollmentState.PAUSED)
    await enrollments.pause_began(session, enrollment.id, now)
    await touchpoints.hold(session, enrollment.id)
    await outbox.refresh_open(session, enrollment.id, ("help",))


async def release(session: AsyncSession, enrollment: Enrollment, *, now: datetime) -> None:
    await enrollments.change(session, enrollment.id, state=EnrollmentState.ACTIVE, paused_until=None, unsettled=True)
    await enrollments.pause_ended(session, enrollment.id, now)
    await touchpoints.release(session, enrollment.id)
    await outbox.refresh_open(session, enrollment.id, ("help",))
    await watches.look(session, enrollment.id, now)


async def end(session: AsyncSession, enrollment: Enrollment, *, now: datetime) -> None:
    """End an onboarding: nothing more goes out unasked; what was sent and answered stays."""
    if enrollment.state is EnrollmentState.ENDED:
        return
    await enrollments.pause_ended(session, enrollment.id, now)
    await enrollments.change(session, enrollment.id, state=EnrollmentState.ENDED, ended_at=now, unsettled=False)
    await touchpoints.cancel_open(session, enrollment.id)
    await outbox.cancel_open(session, enrollment.id, UNASKED)
    await watches.look(session, enrollment.id, now)


async def take_leave(session: AsyncSession, enrollment: Enrollment, days: Days) -> None:
    """Add days off; what was planned for them moves."""
    leave = [*enrollment.hire.leave, days]
    rows = [[day.first.isoformat(), day.last.isoformat()] for day in leave]
    await enrollments.change(session, enrollment.id, leave=rows, unsettled=True)


async def reach(bot: Bot, *, now: datetime) -> bool:
    """End onboardings whose end has come, and pauses whose last day is over; True if there were any."""
    async with bot.database.read() as session:
        reached = await enrollments.reaching(session, now)
    for enrollment in reached:
        async with bot.database.write() as session:
            if enrollment.state is EnrollmentState.PAUSED:
                await release(session, enrollment, now=now)
            else:
                await end(session, enrollment, now=now)
    return bool(reached)
