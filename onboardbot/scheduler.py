"""APScheduler wakes the flows each second; it holds no state, so a restart loses nothing."""

import asyncio
import logging

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from onboardbot.flows import tick
from onboardbot.flows.bot import Bot

log = logging.getLogger(__name__)


def waking(bot: Bot) -> AsyncIOScheduler:
    """Return a scheduler that asks for a round of work each second."""
    scheduler = AsyncIOScheduler()
    scheduler.add_job(bot.wake.set, "interval", seconds=1, coalesce=True, max_instances=1, misfire_grace_time=None)
    return scheduler


async def work_when_woken(bot: Bot) -> None:
    """Work off what is due whenever somebody asks for it; a round that fails is logged and tried again."""
    while True:
        await bot.wake.wait()
        try:
            await tick.tick(bot)
            bot.outage.over()
        except Exception as error:  # the loop must go on: what failed is still in its row
            if not bot.outage.causes(error):
                log.exception("round_failed")
            bot.wake.clear()
            await asyncio.sleep(1)
