"""APScheduler wakes the flows each second; it holds no state, so a restart loses nothing."""

import asyncio
import logging
from datetime import timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from onboardbot.flows import tick
from onboardbot.flows.bot import Bot
from onboardbot.flows.clockwork import Looked

SECOND = timedelta(seconds=1)
log = logging.getLogger(__name__)


def waking(bot: Bot) -> AsyncIOScheduler:
    """Return a scheduler that asks for a round of work each second."""
    scheduler = AsyncIOScheduler()
    scheduler.add_job(bot.wake.set, "interval", seconds=1, coalesce=True, max_instances=1, misfire_grace_time=None)
    return scheduler


def _wake_for(bot: Bot, looked: Looked) -> None:
    """Ask for a round at the very instant at which something is due or a pause ends, if that is within a second."""
    now, machine = bot.clock.now(), bot.clock.machine()
    waits = [looked.following - now] if looked.following else []
    waits += [instant - machine for instant in (looked.again, bot.pace.opens) if instant]
    soon = min(waits, default=timedelta.max)
    if soon < SECOND:
        asyncio.get_running_loop().call_later(max(soon.total_seconds(), 0) + 0.001, bot.wake.set)


async def work_when_woken(bot: Bot) -> None:
    """Work off what is due whenever somebody asks for it; a round that fails is logged and tried again."""
    while True:
        await bot.wake.wait()
        try:
            _wake_for(bot, await tick.tick(bot))
        except Exception:  # the loop must go on: what failed is still in its row
            log.exception("round_failed")
            bot.wake.clear()
            await asyncio.sleep(1)
