"""The clock that tests, the page and scripts may move, in a sandbox only."""

import asyncio
from datetime import datetime

from onboardbot.flows import clockwork, tick
from onboardbot.flows.bot import Bot

PATIENCE = 30  # seconds of machine time in which retries and acknowledgements may settle at one halt


class BackwardsError(ValueError):
    """Business time never goes back."""


async def move(bot: Bot, to: datetime | None) -> datetime:
    """Move business time to an instant, or to the next one at which something is due (None); return where it stands.

    Halts at each due instant on the way and works it off, in order.

    Raises:
        BackwardsError: the instant lies in the past of business time.
    """
    async with bot.turn:
        await clockwork.read_offset(bot)
        if to is not None and to < bot.clock.now():
            sentence = f"business time is at {bot.clock.now().isoformat()} already and can't go back"
            raise BackwardsError(sentence)
        await _settle(bot)
        now = bot.clock.now()
        following = await clockwork.next_due(bot, now=now)
        target = to or following or now
        while following is not None and following <= target:
            await clockwork.jump(bot, following)
            await _settle(bot)
            following = await clockwork.next_due(bot, now=bot.clock.now())
        await clockwork.jump(bot, target)
        await _settle(bot)
        return bot.clock.now()


async def _settle(bot: Bot) -> None:
    """Work until nothing is due, under way or unread."""
    for _ in range(PATIENCE * 10):
        await tick.work(bot)
        if await clockwork.idle(bot, now=bot.clock.now()):
            return
        await asyncio.sleep(0.1)
