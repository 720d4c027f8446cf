"""One life of the bot: a process that works on the database, until it crashes as kill -9 would have it."""

import asyncio
import contextlib
import logging
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from datetime import timedelta
from pathlib import Path
from typing import Any, Protocol

from onboardbot.flows import clockwork, directory, files, inbox, lookup, tick
from onboardbot.flows.bot import Bot, Slack
from onboardbot.flows.clock import Clock
from onboardbot.flows.clockwork import Looked
from onboardbot.flows.library import Library
from onboardbot.store.database import Database
from tests.simulation.faults import Faults
from tests.simulation.loop import OWNER

log = logging.getLogger(__name__)
SOONEST, LATEST = 0.002, 6 * 3600.0  # seconds between two rounds
STALLED = 3600.0  # seconds at most between two rounds while something waits for others
MOMENT = 0.003  # seconds that a statement takes at most
Row = Mapping[str, Any]


class Ground(Protocol):
    """The database of a seed: its connections answer, fail and die as the life does in which they were opened.

    `replicas` is how many processes work on it at once.
    """

    replicas: int

    async def opened(self, life: "Life") -> Database:
        """Open it for a life that begins."""

    def tear(self, connection: Any) -> None:
        """End a connection as the death of its process does."""

    async def buried(self, life: "Life") -> None:
        """Wait until the database has let go of all that a life held."""

    async def rows(self, *names: str) -> Mapping[str, Sequence[Row]]:
        """Return what is in these tables."""

    async def close(self) -> None:
        """Remove it."""


class Life:
    """A process; `tasks` are all that run in it. Once dead it does nothing any more, whatever still runs."""

    def __init__(self, faults: Faults, ground: Ground, slot: int = 0) -> None:
        self.faults, self.ground, self.slot = faults, ground, slot
        self.dead = asyncio.Event()
        self.tasks: set[asyncio.Task[Any]] = set()
        self.connections: list[Any] = []
        self.bot: Bot | None = None  # as soon as it hears what people do

    def owns_what_follows(self) -> None:
        """Let what the running task does, and begins, be a part of this process."""
        OWNER.set(self.tasks)
        LIFE.set(self)

    def die(self) -> None:
        """End at once: nothing is committed, told or tidied up."""
        if self.dead.is_set():
            return
        for connection in self.connections:
            self.ground.tear(connection)
        self.dead.set()
        for task in list(self.tasks):
            asyncio.get_running_loop().call_soon(task.cancel)

    async def buried(self) -> None:
        """Wait until nothing of it runs any more."""
        while self.tasks:
            await asyncio.wait(self.tasks, timeout=1)
            for task in list(self.tasks):
                task.cancel()
        await self.ground.buried(self)


LIFE: ContextVar[Life] = ContextVar("LIFE")


async def live(life: Life, clock: Clock, playbooks: Path, slack: Slack) -> None:
    """Begin as the app does, then work and listen until the life is over."""
    life.owns_what_follows()
    database = await life.ground.opened(life)
    bot = Bot(database=database, clock=clock, library=Library(playbooks), slack=slack)
    try:
        await lookup.at_start(bot)
        await files.look(bot)
        await directory.match(bot, everyone=True)
    except Exception:  # the process ends, and whoever runs it starts it again
        log.info("start_failed", exc_info=True)
        life.die()
        return
    life.bot = bot
    await asyncio.gather(_work(bot), inbox.listen(bot))


async def _work(bot: Bot) -> None:
    """Work as the scheduler does, but without the seconds in which nothing can happen."""
    patience = 1.0
    while True:
        try:
            looked = await tick.tick(bot)
            bot.outage.over()
        except Exception as error:  # as the scheduler does
            if not bot.outage.causes(error):
                raise
            bot.wake.clear()
            await asyncio.sleep(1)
            continue
        patience = min(patience * 2, STALLED) if looked.kinds else 1.0
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_pause(bot, looked, patience)):
                await bot.wake.wait()
                patience = 1.0


def _pause(bot: Bot, looked: Looked, patience: float) -> float:
    """Return how long nothing can happen by itself."""
    now, machine = bot.clock.now(), bot.clock.machine()
    waits = [looked.following - now] if looked.following else []
    waits += [instant - machine for instant in (looked.again, bot.pace.opens) if instant]
    longest = timedelta(seconds=patience if looked.kinds else LATEST)
    return max(min([*waits, longest]).total_seconds(), SOONEST)


async def jump(bot: Bot, ahead: timedelta) -> None:
    """Move business time, as a demo does."""
    await clockwork.jump(bot, bot.clock.now() + ahead)
