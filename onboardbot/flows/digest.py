"""What waits for a manager, in five lines at most: notes that are open, and what nobody confirmed."""

from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.enrollment import EnrollmentState
from onboardbot.core.finding import Level, State
from onboardbot.core.person import Person
from onboardbot.core.signals import few_meetings
from onboardbot.core.visibility import was_told
from onboardbot.flows import scene
from onboardbot.flows.bot import Bot
from onboardbot.flows.scene import BUDDY, MANAGER, Scene
from onboardbot.flows.team import history_of_meetings
from onboardbot.store import enrollments, findings

MOST = 4  # below a headline: five lines in all, as more is not read
SOON = timedelta(days=7)
SETTLED, LONG_AGO = 4, 20  # working days between which it is worth saying that nobody confirmed a talk
Item = tuple[str, str, str | None]  # a key of the texts, whose it is, and the day where one is named


async def items(bot: Bot, session: AsyncSession, manager: Person, *, now: datetime) -> list[Item]:
    """Return what there is to do for all newcomers of a manager."""
    found: list[Item] = []
    for enrollment in await enrollments.of_helper(session, manager.id):
        if enrollment.manager_id == manager.id and enrollment.state is EnrollmentState.ACTIVE:
            current = await scene.of_enrollment(bot, session, enrollment)
            found += await _of(session, current, manager, now=now)
    return found[:MOST]


async def _of(session: AsyncSession, current: Scene, manager: Person, *, now: datetime) -> list[Item]:
    name = current.hire.first_name
    told = [one for one in await findings.of_enrollment(session, current.enrollment.id) if was_told(manager.id, one)]
    lines: list[Item] = []
    for one in told:
        if one.outcome_for(manager.id) is State.OPEN:
            key = "help" if one.level is Level.OPERATIONAL else "talk" if one.level is Level.HANDOFF else "note"
            lines.append((f"nudge.item_{key}", name, None))
    starts = current.day_one
    today = current.today(now)
    if starts is not None and today < starts <= today + SOON:
        lines.append(("nudge.item_starts", name, starts.isoformat()))
    number = current.calendar.workday_number(current.enrollment.hire.start_date, today) if starts else 0
    facts = await history_of_meetings(session, current)
    met = any(one.role == MANAGER for one in facts.meetings)
    if SETTLED < number <= LONG_AGO and not met:
        lines.append(("nudge.item_no_talk", name, None))
    if current.reachable(BUDDY) is not None and few_meetings.detect(facts, calendar=current.calendar, now=now):
        lines.append(("nudge.item_few_meetings", name, None))
    return list(dict.fromkeys(lines))
