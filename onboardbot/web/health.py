"""`/healthz` says whether the process is alive, `/readyz` whether it does its work; both without any person's data."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from onboardbot.flows.bot import Bot
from onboardbot.store.migrate import is_newest
from onboardbot.store.work import waiting_since

DEAD = 300  # seconds without headway: longer than what is stuck takes to be begun anew
BEHIND = timedelta(minutes=5)
WELL = {"connected": True, "migrated": True, "behind": False}
PATIENCE = 2  # seconds for a database or a Slack that does not answer


@dataclass
class Vitals:
    """What can be asked of the process; the bot and its connection come once there are any."""

    bot: Bot | None = None
    connected: Callable[[], Awaitable[bool]] | None = None


def pages(vitals: Vitals) -> list[Route]:
    """Return both pages: 200 where all is well, 503 where it isn't, with a word for each thing that was looked at."""

    async def alive(request: Request) -> JSONResponse:
        del request
        well = vitals.bot is None or vitals.bot.pulse.silent < DEAD
        return JSONResponse({"alive": well}, 200 if well else 503)

    async def ready(request: Request) -> JSONResponse:
        del request
        looks = await _looks(vitals)
        well = looks == WELL
        return JSONResponse({"ready": well, **looks}, 200 if well else 503)

    return [Route("/healthz", alive), Route("/readyz", ready)]


async def _looks(vitals: Vitals) -> dict[str, bool]:
    """Look at the three things that readiness means; what takes too long is not well."""
    bot, connected = vitals.bot, vitals.connected
    return {
        "connected": connected is not None and await _in_time(connected()),
        "migrated": bot is not None and await _in_time(is_newest(bot.database)),
        "behind": bot is None or not await _in_time(_keeps_up(bot)),
    }


async def _in_time(look: Awaitable[bool]) -> bool:
    try:
        async with asyncio.timeout(PATIENCE):
            return await look
    except (TimeoutError, OSError, SQLAlchemyError):
        return False


async def _keeps_up(bot: Bot) -> bool:
    now = bot.clock.now()
    async with bot.database.read() as session:
        since = await waiting_since(session, now=now)
    return since is None or now - since < BEHIND
