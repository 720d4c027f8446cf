"""APScheduler wakes the flows each second; it holds no state, so a restart loses nothing."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from onboardbot.flows import inbox, tick
from onboardbot.flows.bot import Bot
from onboardbot.flows.clockwork import Looked

SECOND = timedelta(seconds=1)
log = logging.getLogger(__name__)
LAST_ROUND = 3  # seconds for what is under way at the end; an operator waits 10 in all
STUCK = 120  # seconds without headway; a call to Slack is given up after 30


@asynccontextmanager
async def working(bot: Bot, stuck: float = STUCK) -> AsyncIterator[None]:
    """Work as long as the block lasts; a round under way finishes, so that what is being sent gets its mark.

    A round that waits for a Slack that does not answer is left after a while: its rows say that it was under way.
    """
    scheduler = AsyncIOScheduler()
    scheduler.add_job(bot.wake.set, "interval", seconds=1, coalesce=True, max_instances=1, misfire_grace_time=None)
    scheduler.start()
    workers = [asyncio.create_task(_work(bot, stuck)), asyncio.create_task(inbox.listen(bot))]
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)
        bot.rooms.closing = True
        bot.wake.set()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LAST_ROUND):
                await bot.turn.acquire()
        for worker in workers:
            worker.cancel()
        bot.rooms.cancel()
        await bot.ears.close()
        await asyncio.wait(workers)


def _wake_for(bot: Bot, looked: Looked) -> None:
    """Ask for a round at the very instant at which something is due or a pause ends, if that is within a second."""
    now, machine = bot.clock.now(), bot.clock.machine()
    waits = [looked.following - now] if looked.following else []
    waits += [instant - machine for instant in (looked.again, bot.pace.opens) if instant]
    soon = min(waits, default=timedelta.max)
    if soon < SECOND:
        asyncio.get_running_loop().call_later(max(soon.total_seconds(), 0) + 0.001, bot.wake.set)


async def _work(bot: Bot, stuck: float) -> None:
    """Work for ever; a round that makes no headway is dropped and begun anew, as its rows are the truth."""
    while True:
        worker = asyncio.create_task(_work_when_woken(bot))
        try:
            bot.pulse.beat()
            while bot.pulse.silent < stuck:  # noqa: ASYNC110 - nothing comes: that is what it waits for
                await asyncio.sleep(min(1, stuck / 4))
            log.error("work_stuck", extra={"seconds": round(bot.pulse.silent), "where": _where(worker)})
        finally:
            worker.cancel()
            await asyncio.wait({worker}, timeout=LAST_ROUND)


def _where(worker: asyncio.Task[None]) -> str:
    """Return the line of ours at which a task hangs: a task shows its outermost one only, so follow what it awaits."""
    place, inner = "unknown", cast("Any", worker.get_coro())
    while inner is not None:
        frame = getattr(inner, "cr_frame", None)
        if frame is not None and "onboardbot" in frame.f_code.co_filename:
            place = f"{Path(frame.f_code.co_filename).name}:{frame.f_lineno}"
        inner = getattr(inner, "cr_await", None)
    return place


async def _work_when_woken(bot: Bot) -> None:
    """Work off what is due whenever somebody asks for it; a round that fails is logged and tried again."""
    while True:
        await bot.wake.wait()
        try:
            _wake_for(bot, await tick.tick(bot))
            bot.outage.over()
        except Exception as error:  # the loop must go on: what failed is still in its row
            if not bot.outage.causes(error):
                log.exception("round_failed")
            bot.wake.clear()
            await asyncio.sleep(1)
        bot.pulse.beat()
