"""The clock that tests, the page and scripts may move, in a sandbox only."""

import asyncio
import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from onboardbot.flows import clockwork, tick
from onboardbot.flows.bot import Bot
from onboardbot.flows.clockwork import Looked, written

PATIENCE = 45.0  # seconds of machine time that one move waits for retries, acknowledgements and the two looks for what
# was lost, at all its halts
LOOK_AGAIN = 0.1  # seconds


class BackwardsError(ValueError):
    """Business time never goes back."""


@dataclass
class Journey:
    """One move: what is left of its patience, so that a Slack that is away delays it once and not at each halt.

    While messages arrive, however slowly, it has no need of patience.
    """

    bot: Bot
    patience: float = PATIENCE

    async def settle(self) -> Looked:
        """Work until nothing is due, under way or unread; return what the last look saw."""
        looked = await tick.work(self.bot)
        while not looked.idle and self.patience > 0:
            began, before = time.monotonic(), self.bot.rooms.arrived
            await asyncio.sleep(LOOK_AGAIN)
            looked = await tick.work(self.bot)
            if self.bot.rooms.arrived == before:
                self.patience -= time.monotonic() - began
        return looked


async def move(bot: Bot, to: datetime | timedelta | None) -> datetime:
    """Move business time to an instant, by a span, or to the next instant at which something is due (None).

    Halts at each due instant on the way and works it off, in order.

    Returns:
        Where business time stands now.

    Raises:
        BackwardsError: the instant lies in the past of business time.
    """
    async with bot.turn:
        with bot.pace.played():
            await clockwork.read_offset(bot)
            now = bot.clock.now()
            target = now + to if isinstance(to, timedelta) else to
            if target is not None and target < now:
                raise BackwardsError(f"business time is at {written(now)} already and can't go back")
            await _travel(Journey(bot), target)
            return bot.clock.now()


async def _travel(journey: Journey, target: datetime | None) -> None:
    """What falls due while a halt is worked off is the next halt, even if business time has run past it by then."""
    bot = journey.bot
    looked = await journey.settle()
    target = target or looked.following or bot.clock.now()
    while looked.following is not None and looked.following <= target:
        await clockwork.jump(bot, looked.following)
        looked = await journey.settle()
    await clockwork.jump(bot, target)
    await journey.settle()
