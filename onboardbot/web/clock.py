"""The clock's own API on loopback: GET /clock, POST /clock; for demos and tests on a sandbox.

Beside it GET /timeline tells what is coming and why, GET /log what the bot noted lately.
"""

import json
import logging
import re
from datetime import UTC, datetime, timedelta
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from onboardbot.flows import clockwork, timeline, travel
from onboardbot.flows.bot import Bot
from onboardbot.flows.clockwork import written
from onboardbot.web.plain_log import Recent

log = logging.getLogger(__name__)
BY = re.compile(r"(\d+)\s*(minute|hour|day)s?", re.ASCII)
FARTHEST = datetime(2200, 1, 1, tzinfo=UTC)  # nobody is onboarded then, and calendars end some time later
ASK = 'say one of {"to": "2026-03-02T08:00:00Z"}, {"by": "2 hours"} or {"next": true}'


def clock_app(bot: Bot, recent: Recent) -> Starlette:
    """Return the ASGI application; `recent` keeps the newest events of the log."""

    async def show(_request: Request) -> JSONResponse:
        return JSONResponse(await _state(bot))

    async def move(request: Request) -> JSONResponse:
        try:
            await travel.move(bot, _target(_read(await request.body()), bot.clock.now()))
        except ValueError as error:
            return JSONResponse({"error": str(error)}, status_code=400)
        log.info("clock_moved")
        return JSONResponse(await _state(bot))

    async def coming(_request: Request) -> JSONResponse:
        entries = [entry.model_dump() | {"at": written(entry.at)} for entry in await timeline.entries(bot)]
        return JSONResponse({"now": written(bot.clock.now()), "entries": entries})

    async def noted(_request: Request) -> JSONResponse:
        return JSONResponse({"events": [event.shape() for event in recent.events]})

    clock = [Route("/clock", show), Route("/clock", move, methods=["POST"])]
    return Starlette(routes=[*clock, Route("/timeline", coming), Route("/log", noted)])


async def _state(bot: Bot) -> dict[str, object]:
    now, looked = bot.clock.now(), await clockwork.look(bot)
    pause = looked.again + bot.clock.offset if looked.again and not looked.idle else None  # something waits it out
    following = min((instant for instant in (looked.following, pause) if instant), default=None)
    return {
        "now": written(now),
        "next_due": written(following) if following else None,
        "idle": looked.idle,
    }


def _read(body: bytes) -> dict[str, Any]:
    try:
        read = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"the body is not JSON; {ASK}") from error
    if not isinstance(read, dict) or len(read.keys() & {"to", "by", "next"}) != 1:
        raise ValueError(ASK)
    return read


def _target(body: dict[str, Any], now: datetime) -> datetime | timedelta | None:
    """Return the instant or the span that a body asks for, None: until something is due."""
    if "to" in body:
        return _instant(body["to"])
    if "by" in body:
        return _span(body["by"], now)
    if body["next"] is not True:
        raise ValueError(ASK)
    return None


def _instant(text: object) -> datetime:
    try:
        read = datetime.fromisoformat(str(text))
        instant = read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError('"to" is an instant, as in 2026-03-02T08:00:00Z') from error
    if instant > FARTHEST:
        raise ValueError(f'"to" lies after {written(FARTHEST)}')
    return instant


def _span(text: object, now: datetime) -> timedelta:
    match = BY.fullmatch(str(text).strip())
    if match is None:
        raise ValueError('"by" is a number of minutes, hours or days, as in "90 minutes"')
    try:
        span = timedelta(**{f"{match[2]}s": int(match[1])})
    except (ValueError, OverflowError):  # more digits than a span, or even a number, may have
        span = timedelta.max
    if span > FARTHEST - now:
        raise ValueError(f'"by" goes beyond {written(FARTHEST)}')
    return span
