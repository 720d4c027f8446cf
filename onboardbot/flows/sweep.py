"""Look for what did not happen, and do what time alone causes: silence, open tasks, reminders, escalations."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core import alert, onward, signals
from onboardbot.core.finding import Finding
from onboardbot.core.moment import Moment
from onboardbot.flows import care, gentle, scene
from onboardbot.flows.bot import Bot
from onboardbot.flows.guard import LATER, each
from onboardbot.flows.scene import Scene, Scenes
from onboardbot.store import findings, watches
from onboardbot.store.people import new_id
from onboardbot.store.watches import Look

BATCH = 10  # hires or findings in one transaction; whoever taps a button meanwhile waits for it
ON_TIME = timedelta(minutes=1)  # a bot that runs looks each second


def _then(due_at: datetime, now: datetime) -> datetime:
    """Return when something happened: at its time, if it was picked up right then, so that noon is noon."""
    return due_at if now - due_at < ON_TIME else now


async def watch(bot: Bot, *, now: datetime) -> bool:
    """Look for what did not happen: silence, and tasks that nobody finished; True if a look was due."""

    async def pick(session: AsyncSession, only: str | None) -> Mapping[str, Look]:
        return await watches.take_due(session, now, BATCH, only)

    async def work(session: AsyncSession, looks: Sequence[Look]) -> None:
        await _watch(bot, session, looks, now=now)

    async def push_on(look: Look) -> None:
        async with bot.database.write() as session:
            await watches.look(session, look[0], now + LATER)

    return await each(bot.database, pick, work, push_on, of="enrollment_id")


async def _watch(bot: Bot, session: AsyncSession, looks: Sequence[Look], *, now: datetime) -> None:
    scenes = await scene.load_all(bot, session, {enrollment_id for enrollment_id, _ in looks})
    for enrollment_id, due_at in looks:
        current, then = scenes[enrollment_id], _then(due_at, now)
        moment, moved = await care.follow(session, current, await care.moment_of(session, current, now=then))
        await _sweep(bot, session, current, await care.moment_of(session, current, now=then) if moved else moment)


async def _sweep(bot: Bot, session: AsyncSession, current: Scene, moment: Moment) -> None:
    now = moment.now
    for outcome, then in onward.sweep(moment, new_id):
        await care.apply(session, current, outcome, now=now)
        moment = then
    at = signals.next_check(moment.history, calendar=current.calendar)
    if at is not None and at <= now:
        at = None  # all that could be found was; the next event looks again
    word_at = await gentle.look(bot, session, current, moment)
    await watches.look(session, current.enrollment.id, min(filter(None, (at, word_at)), default=None))


async def advance(bot: Bot, *, now: datetime) -> bool:
    """Do what time alone causes: no choice until noon, fifteen minutes over, a reminder, an escalation."""

    async def pick(session: AsyncSession, only: str | None) -> Mapping[str, str]:
        return {one: one for one in await findings.take_due(session, now, BATCH, only)}

    async def work(session: AsyncSession, ids: Sequence[str]) -> None:
        await _advance(bot, session, ids, now=now)

    async def push_on(finding_id: str) -> None:
        async with bot.database.write() as session:
            await findings.push_on(session, finding_id, now + LATER)

    return await each(bot.database, pick, work, push_on, of="finding_id")


async def _advance(bot: Bot, session: AsyncSession, ids: Sequence[str], *, now: datetime) -> None:
    scenes = Scenes(bot, session)
    for finding_id in ids:
        found = await findings.by_id(session, finding_id)
        if found is not None:
            await _advance_one(session, await scenes.of(found[0]), found[1], now=now)


async def _advance_one(session: AsyncSession, current: Scene, finding: Finding, *, now: datetime) -> None:
    moment = await care.moment_of(session, current, now=_then(finding.due_at or now, now))
    moved, effects = alert.advance(finding, moment)
    stuck = moved.due_at is not None and moved.due_at <= now
    kept = moved.model_copy(update={"due_at": None}) if stuck and moved == finding else moved
    await care.apply(session, current, (kept, effects), now=now)
