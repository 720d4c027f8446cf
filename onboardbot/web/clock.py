"""The clock's own API on loopback: GET /clock, POST /clock; for demos and tests on a sandbox."""

import re
from datetime import UTC, datetime, timedelta

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from onboardbot.flows import clockwork, travel
from onboardbot.flows.bot import Bot

BY = re.compile(r"(\d+)\s*(minute|hour|day)s?")


def clock_app(bot: Bot) -> Starlette:
    """Return the ASGI application."""

    async def show(_request: Request) -> JSONResponse:
        return JSONResponse(await _state(bot))

    async def move(request: Request) -> JSONResponse:
        try:
            await travel.move(bot, _target(await request.json(), bot.clock.now()))
        except ValueError as error:
            return JSONResponse({"error": str(error)}, status_code=400)
        return JSONResponse(await _state(bot))

    return Starlette(routes=[Route("/clock", show), Route("/clock", move, methods=["POST"])])


async def _state(bot: Bot) -> dict[str, object]:
    now = bot.clock.now()
    following = await clockwork.next_due(bot, now=now)
    return {
        "now": written(now),
        "next_due": written(following) if following else None,
        "idle": await clockwork.idle(bot, now=now),
    }


def _target(body: object, now: datetime) -> datetime | None:
    """Return the instant that a body asks for, None: the next one at which something is due."""
    if not isinstance(body, dict) or len(body.keys() & {"to", "by", "next"}) != 1:
        sentence = 'say one of {"to": instant}, {"by": "2 hours"} or {"next": true}'
        raise ValueError(sentence)
    if "to" in body:
        instant = datetime.fromisoformat(str(body["to"]))
        return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    if "by" in body:
        match = BY.fullmatch(str(body["by"]).strip())
        if match is None:
            sentence = '"by" is a number of minutes, hours or days, as in "90 minutes"'
            raise ValueError(sentence)
        return now + timedelta(**{f"{match.group(2)}s": int(match.group(1))})
    return None


def written(instant: datetime) -> str:
    """Return an instant in UTC with `Z`."""
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")
