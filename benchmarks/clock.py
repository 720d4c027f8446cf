"""Moving the clock over the first 90 days: `python -m benchmarks.clock [HIRES ...]`.

The baseline is a bare commit of one row on the same database: what a halt can't do without, as it must be kept.
"""

import asyncio
import logging
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from benchmarks.office import Office, office
from onboardbot.flows import tick, travel
from onboardbot.store import workspace

DAYS = timedelta(days=90)
OFTEN = 200  # times for what is short
HEAD = ("hires", "halts", "messages", "updates", "seconds", "CPU s", "ms a halt", "commits a halt", "bare commits")


@dataclass(frozen=True)
class Spent:
    wall: float
    cpu: float


async def spent(work: Callable[[], Awaitable[object]]) -> Spent:
    wall, cpu = time.perf_counter(), time.process_time()
    await work()
    return Spent(time.perf_counter() - wall, time.process_time() - cpu)


async def bare_commit(here: Office) -> float:
    """Return the seconds that writing one row takes, mean of many."""

    async def commits() -> None:
        for _ in range(OFTEN):
            async with here.bot.database.write() as session:
                await workspace.set_clock_offset(session, here.bot.clock.offset)

    return (await spent(commits)).wall / OFTEN


async def idle_second(here: Office) -> tuple[float, float]:
    """Return seconds and statements of a round that finds nothing to do."""
    before = here.count.statements

    async def rounds() -> None:
        for _ in range(OFTEN):
            await tick.tick(here.bot)

    took = (await spent(rounds)).wall / OFTEN
    return took, (here.count.statements - before) / OFTEN


async def move(hires: int) -> None:
    """Print a line of figures for one move, and what stands beside it."""
    async with office() as here:
        await here.enroll(hires)
        bare, (idle, asked) = await bare_commit(here), await idle_second(here)
        before = replace(here.count)
        took = await spent(lambda: travel.move(here.bot, DAYS))
        now, posts = here.count, here.slack.posts
        statements, commits, halts = (
            getattr(now, name) - getattr(before, name) for name in ("statements", "commits", "jumps")
        )
        a_halt = took.wall / halts
        figures = (hires, halts, posts, here.slack.updates, took.wall, took.cpu, a_halt * 1000, commits / halts)
        print(
            "  ".join(f"{value:>{len(name)}.4g}" for name, value in zip(HEAD, (*figures, a_halt / bare), strict=True))
        )
        print(f"    {statements / posts:.1f} statements a message, {took.cpu / posts * 1000:.1f} ms of CPU a message")
        print(f"    an idle second: {asked:.0f} statements, {idle / bare:.1f} bare commits ({bare * 1000:.2f} ms each)")


async def main(hires: list[int]) -> None:
    logging.disable()
    print("  ".join(HEAD))
    for number in hires:
        await move(number)


if __name__ == "__main__":
    asyncio.run(main([int(given) for given in sys.argv[1:]] or [1, 10]))
