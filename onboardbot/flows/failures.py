"""Tell HR what did not go out, and why: one message a day at most, and nothing fails in silence."""

import json
from collections.abc import Sequence
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.calendar import Calendar, other_calendar
from onboardbot.core.outbox import Cause, Envelope, Priority
from onboardbot.core.person import Person
from onboardbot.core.zones import first_zone, zone_named
from onboardbot.flows.bot import Bot
from onboardbot.flows.guard import LATER
from onboardbot.store import enrollments, failures, outbox, people
from onboardbot.store.failures import Failure, clear, clear_all, draw_anew, record
from onboardbot.store.turns import take_turns

__all__ = ["KIND", "calendar_of_staff", "clear", "clear_all", "draw_anew", "lines_of", "not_told", "record", "tell"]
KIND = "failures"
BATCH = 500
A_WALL = 3  # lines that all say the same of one hire
OF_A_PERSON = frozenset({Cause.NOT_IN_SLACK, Cause.DEACTIVATED})
MOST = 20  # lines of one message, each with its buttons a block; a message holds 50


def lines_of(found: Sequence[Failure]) -> list[tuple[Failure, ...]]:
    """Return failures by line: one each, or where these are too many one for each hire and cause.

    What waits for one person is one line from the third step on: nothing can be done about each of them.
    """
    lines = _grouped(found, of_a_person=True)
    return lines if len(lines) <= MOST else _grouped(found, of_a_person=False)


def _grouped(found: Sequence[Failure], *, of_a_person: bool) -> list[tuple[Failure, ...]]:
    groups: dict[object, list[Failure]] = {}
    for failure in found:
        whose = (failure.enrollment_id, failure.cause, failure.detail if of_a_person else None)
        alone = failure.touchpoint_id is None or (of_a_person and failure.cause not in OF_A_PERSON)
        groups.setdefault(failure.id if alone else whose, []).append(failure)
    lines = [tuple(group) for group in groups.values()]
    if not of_a_person:
        return lines
    return [part for line in lines for part in ([line] if len(line) >= A_WALL else [(one,) for one in line])]


async def tell(bot: Bot, *, now: datetime) -> bool:
    """Put what HR does not know yet into the message of the day, to the first of HR who is in Slack.

    The first of a day is told at once. What comes later that day, by HR's own calendar, is added where there is
    room, and else waits for the next morning.
    """
    async with bot.database.read() as session:
        hr = await _first_of_hr(bot, session)
    if hr is None:
        return False
    async with bot.database.write() as session:
        await take_turns(session, KIND)
        untold = (await failures.untold(session, now))[:BATCH]
        if not untold:
            return False
        calendar = await calendar_of_staff(bot, session, hr)
        today = await _of_today(session, hr, calendar, now)
        before = await failures.by_ids(session, _ids(today)) if today else []
        fitting = _fitting(before, untold)
        if fitting:
            await _say(session, hr, today, [failure.id for failure in before], fitting, now)
        if rest := [failure.id for failure in untold if failure.id not in fitting]:
            tomorrow = calendar.opening(calendar.add_workdays(calendar.local_date(now), 1))
            await failures.tell_later(session, rest, tomorrow)
    return True


async def _first_of_hr(bot: Bot, session: AsyncSession) -> Person | None:
    emails = [contact.email for contact in bot.library.company.people.get("hr", ())]
    persons = await people.by_emails(session, emails)
    return next((persons[email] for email in emails if email in persons and persons[email].reachable), None)


async def calendar_of_staff(bot: Bot, session: AsyncSession, person: Person) -> Calendar:
    """Return when somebody works who is written to about several hires."""
    company = bot.library.company
    base = Calendar(zone=first_zone(company.time_zone) or zone_named("UTC"))
    rows = await enrollments.rows_of(session, {person.id})
    return other_calendar(rows.get(person.id), company, base, slack_zone=person.zone)


async def _of_today(session: AsyncSession, hr: Person, calendar: Calendar, now: datetime) -> Envelope | None:
    newest = await outbox.newest(session, KIND, hr.id)
    same_day = newest is not None and calendar.local_date(newest.due_at) == calendar.local_date(now)
    return newest if same_day else None


def _ids(envelope: Envelope) -> list[int]:
    return list(json.loads(envelope.args or "{}")["ids"])


def _fitting(before: Sequence[Failure], untold: Sequence[Failure]) -> list[int]:
    """Return the ids of the untold failures that still find room below those before, the oldest first."""
    taken: list[Failure] = []
    for failure in untold:
        if len(lines_of([*before, *taken, failure])) <= MOST:
            taken.append(failure)
    return [failure.id for failure in taken]


async def _say(
    session: AsyncSession, hr: Person, today: Envelope | None, before: list[int], fresh: list[int], now: datetime
) -> None:
    args = json.dumps({"ids": list(dict.fromkeys([*before, *fresh]))})  # one may have failed again
    message_id = today.id if today else None
    if message_id is not None:
        await outbox.change(session, message_id, args=args, stale=True)
    else:
        subject = f"{fresh[0]}/{now.isoformat()}"
        message_id = await outbox.post(
            session, KIND, hr.id, subject=subject, args=args, due_at=now, priority=Priority.ALERT
        )
    await failures.told(session, fresh, message_id or "", now)


async def not_told(session: AsyncSession, envelope: Envelope, now: datetime) -> None:
    """The message to HR did not arrive: what it told waits, and is told again; that it failed is no news itself."""
    await failures.untell(session, envelope.id, now + LATER)
