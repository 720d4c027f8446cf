"""The monthly drill: each duty contact is asked to tap; HR hears of it where nobody did."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.absence import same_time
from onboardbot.core.calendar import Calendar, other_calendar
from onboardbot.core.drill import PATIENCE, next_drill
from onboardbot.core.outbox import MessageState, Priority
from onboardbot.core.person import Person
from onboardbot.core.zones import first_zone, zone_named
from onboardbot.flows.bot import Bot
from onboardbot.flows.tap import Tap
from onboardbot.store import enrollments, outbox, people
from onboardbot.store.turns import take_turns

DRILL, SILENT = "drill", "drill_silent"
NEVER = datetime.max.replace(tzinfo=UTC)


async def look(bot: Bot, *, now: datetime) -> bool:
    """Plan the next drill of each duty contact, when the last one has come, company.yaml changed or a hire came.

    While nobody is being onboarded, or for whoever is not in Slack, nothing is planned.

    Returns:
        Whether anything was planned.
    """
    if now < bot.planned.get(DRILL, now):
        return False
    async with bot.database.write() as session:
        await take_turns(session, DRILL)
        somebody = await enrollments.count_open(session)
        duty = await _of_role(bot, session, "duty")
        await _forget_others(session, duty)
        dues = [await _plan(bot, session, person, now=now) for person in duty if somebody and person.reachable]
    bot.planned[DRILL] = min(dues, default=NEVER)
    return bool(dues)


async def _of_role(bot: Bot, session: AsyncSession, role: str) -> list[Person]:
    emails = [contact.email for contact in bot.library.company.people.get(role, ())]
    found = await people.by_emails(session, emails)
    return [found[email] for email in emails if email in found]


async def _forget_others(session: AsyncSession, duty: Sequence[Person]) -> None:
    """Whoever is no duty contact any more is asked nothing, and nothing is said of their silence."""
    theirs = {person.id for person in duty}
    for envelope in await outbox.waiting(session, (DRILL, SILENT)):
        if envelope.subject.partition("/")[0] not in theirs:
            await outbox.change(session, envelope.id, state=MessageState.CANCELLED)


async def _plan(bot: Bot, session: AsyncSession, person: Person, *, now: datetime) -> datetime:
    calendar = await _calendar(bot, session, person)
    due = next_drill(now, calendar)
    subject = f"{person.id}/{calendar.local_date(due):%Y-%m}"
    await outbox.post(session, DRILL, person.id, subject=subject, due_at=due, priority=Priority.DIGEST)
    await _ask_hr_otherwise(bot, session, person, subject, due=same_time(calendar, due, PATIENCE))
    return due


async def _ask_hr_otherwise(bot: Bot, session: AsyncSession, person: Person, subject: str, *, due: datetime) -> None:
    """Put down that HR is told, in HR's own hours; a tap takes it back."""
    others = [one for one in await _of_role(bot, session, "hr") if one.reachable and one.id != person.id]
    for one in others[:1]:
        args = json.dumps({"name": person.name})
        at = (await _calendar(bot, session, one)).next_working_instant(due)
        await outbox.post(session, SILENT, one.id, subject=subject, due_at=at, args=args, priority=Priority.DIGEST)


async def _calendar(bot: Bot, session: AsyncSession, person: Person) -> Calendar:
    company = bot.library.company
    zone = first_zone(company.time_zone) or zone_named("UTC")
    row = (await enrollments.rows_of(session, {person.id})).get(person.id)
    return other_calendar(row, company, Calendar(zone=zone), slack_zone=person.zone)


async def tapped(tap: Tap) -> None:
    """Keep that messages arrive."""
    if tap.envelope.kind != DRILL:
        return
    await outbox.change(tap.session, tap.envelope.id, args=json.dumps({"tapped": True}), stale=True)
    for envelope in await outbox.waiting(tap.session, (SILENT,)):
        if envelope.subject == tap.envelope.subject:
            await outbox.change(tap.session, envelope.id, state=MessageState.CANCELLED)
