"""Move business time: halt at each instant at which something is due, so that nothing becomes late through it."""

from datetime import datetime, timedelta

from onboardbot.flows.bot import Bot
from onboardbot.flows.clock import Clock
from onboardbot.store import inbox, outbox, work, workspace
from onboardbot.store.database import Database


async def read_offset(bot: Bot) -> None:
    """Take over how far the database says that business time is from the machine's."""
    async with bot.database.read() as session:
        bot.clock.offset = await workspace.clock_offset(session)


async def start_at(database: Database, clock: Clock, start: datetime | None) -> None:
    """Move business time to `start`: where it begins on a database that no bot ran on, else only forward."""
    async with database.write() as session:
        await workspace.ensure(session)
        clock.offset = await workspace.clock_offset(session)
        first = not clock.offset and await workspace.team(session) is None
        if start is not None and (first or start > clock.now()):
            clock.offset += start - clock.now()
            await workspace.set_clock_offset(session, clock.offset)


async def next_due(bot: Bot, *, now: datetime) -> datetime | None:
    """Return the next instant at which time alone makes something happen."""
    async with bot.database.read() as session:
        return await work.next_due(session, after=now)


async def idle(bot: Bot, *, now: datetime) -> bool:
    """Nothing is due, under way, or unread."""
    async with bot.database.read() as session:
        return not await outbox.busy(session, now) and not await inbox.unread(session)


async def jump(bot: Bot, to: datetime) -> None:
    """Set business time; it runs on from there, for every process on this database."""
    ahead = to - bot.clock.now()
    if ahead <= timedelta():
        return
    bot.clock.offset += ahead
    async with bot.database.write() as session:
        await workspace.set_clock_offset(session, bot.clock.offset)
