"""The page in the browser: pick a person, see and answer their messages, move the clock."""

from pathlib import Path
from urllib.parse import urljoin

import aiohttp
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from onboardbot.sandbox.state import State

HERE = Path(__file__).parent
MOVING = aiohttp.ClientTimeout(total=600)  # seconds; a long move halts at all that falls due on the way


def page_routes() -> list[BaseRoute]:
    return [
        Route("/", _page),
        Route("/clock", _clock, methods=["GET", "POST"]),
        Route("/timeline", _clock),
        Route("/log", _clock),
        Route("/story", _story),
        Route("/again", _again, methods=["POST"]),
        Mount("/static", StaticFiles(directory=HERE / "static")),
    ]


async def _page(_request: Request) -> Response:
    return FileResponse(HERE / "templates" / "page.html", headers={"cache-control": "no-cache"})


async def _clock(request: Request) -> Response:
    """Pass a question or a move on to the bot's clock, or what stands beside it: the browser may not ask there."""
    state: State = request.app.state.workspace
    if state.clock_url is None:
        return JSONResponse({"error": "this sandbox was started without a clock"}, status_code=404)
    await state.in_place.wait()
    try:
        return await _passed_on(request, urljoin(state.clock_url, request.url.path))
    except (aiohttp.ClientError, TimeoutError) as error:
        return JSONResponse({"error": f"the bot's clock does not answer ({error})"}, status_code=502)


async def _story(request: Request) -> Response:
    """Return the guided story, whether it can begin anew, and how much of the workspace is in place (0 to 1)."""
    state: State = request.app.state.workspace
    return JSONResponse({"story": state.story, "again": state.again is not None, "prepared": state.prepared})


async def _again(request: Request) -> Response:
    """Let whoever runs the workspace begin anew."""
    state: State = request.app.state.workspace
    if state.again is None:
        return JSONResponse({"error": "end it and start it again: it keeps nothing"}, status_code=404)
    state.again.set()
    return JSONResponse({"ok": True})


async def _passed_on(request: Request, url: str) -> Response:
    body = await request.body()
    headers = {"content-type": "application/json"}
    async with (
        aiohttp.ClientSession(timeout=MOVING) as session,
        session.request(request.method, url, data=body or None, headers=headers) as answer,
    ):
        return Response(await answer.read(), answer.status, media_type="application/json")
