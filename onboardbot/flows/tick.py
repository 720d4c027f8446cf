"""One round of work: all that is due now, until nothing is left; called each second and when something came in."""

import logging
from datetime import datetime

from onboardbot.flows import care, clockwork, directory, dispatch, due, failures, files, inbox, settle, wishes
from onboardbot.flows.bot import Bot

log = logging.getLogger(__name__)
MOST_ROUNDS = 10_000  # far above any backlog; a flow that never finishes must not hold the clock for ever


async def tick(bot: Bot) -> None:
    """Work off what is due, one call at a time."""
    async with bot.turn:
        bot.wake.clear()
        await clockwork.read_offset(bot)
        await work(bot)


async def work(bot: Bot) -> None:
    """Run rounds until one finds nothing; the caller holds the turn."""
    await files.look(bot)
    await dispatch.give_up_on_lost(bot, now=bot.clock.now(), at_start=False)
    await inbox.forget(bot)
    for _ in range(MOST_ROUNDS):
        if not await _round(bot):
            return
    log.error("work_never_ends")


async def _round(bot: Bot) -> bool:
    """Do each kind of work once, what people wait for first; True if there was any."""
    did = [await step(bot, now=bot.clock.now()) for step in STEPS]
    return any(did)


async def _match(bot: Bot, *, now: datetime) -> bool:
    del now
    return await directory.match(bot)


STEPS = (
    inbox.handle,
    _match,
    settle.settle,
    wishes.reach,
    due.due,
    care.watch,
    care.advance,
    failures.tell,
    files.tell_problems,
    dispatch.dispatch,
    dispatch.redraw,
)
