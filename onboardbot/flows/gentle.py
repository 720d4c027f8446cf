"""Say a gentle word to the newcomer alone where something was noticed over time; nobody else hears of it."""

import json
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.enrollment import EnrollmentState
from onboardbot.core.gentle import next_word, word
from onboardbot.core.moment import Moment
from onboardbot.core.outbox import Priority
from onboardbot.core.pace import Pace
from onboardbot.core.signals.base import Noticed
from onboardbot.flows.bot import Bot
from onboardbot.flows.scene import Scene
from onboardbot.flows.team import GENTLE
from onboardbot.store import meetings, outbox

MORNING = timedelta(hours=1)  # after working hours began; a bot that was off then waits for the next one


async def look(bot: Bot, session: AsyncSession, current: Scene, moment: Moment) -> datetime | None:
    """Say what there is to say this morning; return the next morning on which there may be something, None: none.

    Whoever wants it slower is told nothing that no playbook has.
    """
    enrollment = current.enrollment
    if not bot.nudges or enrollment.state is not EnrollmentState.ACTIVE or enrollment.pace is Pace.SLOWER:
        return None
    history, calendar, now = moment.history, moment.calendar, moment.now
    noticed = word(history, calendar=calendar, now=now) if _is_morning(moment) else None
    following = None if noticed else next_word(history, calendar=calendar, now=now)
    if noticed is None and following is None:
        return None
    if GENTLE in await meetings.declined(session, current.enrollment.id, current.hire.id):
        return None
    if noticed is not None:
        await _say(session, current, noticed, now=now)
    return following


def _is_morning(moment: Moment) -> bool:
    calendar, now = moment.calendar, moment.now
    opens = calendar.opening(calendar.local_date(now))
    return opens <= now < opens + MORNING and calendar.within_hours(now) and not moment.quiet


async def _say(session: AsyncSession, current: Scene, noticed: Noticed, *, now: datetime) -> None:
    await outbox.post(
        session,
        GENTLE,
        current.hire.id,
        subject=f"{current.enrollment.id}/{now.date()}",
        enrollment_id=current.enrollment.id,
        args=json.dumps({"key": noticed.key, "evidence": noticed.evidence}),
        due_at=now,
        priority=Priority.DUE,
    )
