"""The page's files, and its way to the bot's clock."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web

from onboardbot.sandbox.server import running
from onboardbot.sandbox.workspace import Workspace

NOW = {"now": "2026-03-02T08:00:00Z", "next_due": None, "idle": True}


async def _clock(request: web.Request) -> web.Response:
    if request.path != "/clock":
        return web.json_response({"of": request.path})
    if request.method == "GET":
        return web.json_response(NOW)
    moved = await request.json()
    if moved == {"by": "-1 days"}:
        return web.json_response({"error": "time does not go backwards"}, status=400)
    return web.json_response(NOW | {"moved": moved})


@pytest.fixture
async def clock_url() -> AsyncIterator[str]:
    """A bot's clock on a port of its own."""
    app = web.Application()
    app.router.add_route("*", "/{what}", _clock)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/clock"
    await runner.cleanup()


@pytest.mark.parametrize("path", ["/", "/static/style.css", "/static/page.js", "/static/blocks.js"])
async def test_the_page_needs_nothing_from_elsewhere(
    workspace: Workspace, http: aiohttp.ClientSession, path: str
) -> None:
    async with http.get(workspace.base_url + path) as response:
        text = await response.text()
    assert response.status == 200
    assert "//cdn" not in text
    assert 'src="http' not in text


async def test_the_clock_is_asked_and_moved_through_the_page(http: aiohttp.ClientSession, clock_url: str) -> None:
    async with running(clock_url=clock_url) as workspace:
        url = f"{workspace.base_url}/clock"
        async with http.get(url) as response:
            assert await response.json() == NOW
        async with http.post(url, json={"by": "1 days"}) as response:
            assert (await response.json())["moved"] == {"by": "1 days"}
        async with http.post(url, json={"by": "-1 days"}) as response:
            assert (response.status, await response.json()) == (400, {"error": "time does not go backwards"})


async def test_a_clock_that_is_not_there_is_a_sentence(
    workspace: Workspace, http: aiohttp.ClientSession, unused_tcp_port: int
) -> None:
    async with http.get(f"{workspace.base_url}/clock") as response:
        assert (response.status, await response.json()) == (404, {"error": "this sandbox was started without a clock"})
    nowhere = f"http://127.0.0.1:{unused_tcp_port}/clock"
    async with running(clock_url=nowhere) as other, http.get(f"{other.base_url}/clock") as response:
        assert response.status == 502
        assert "does not answer" in (await response.json())["error"]


async def test_what_stands_beside_the_clock_is_passed_on(http: aiohttp.ClientSession, clock_url: str) -> None:
    async with running(clock_url=clock_url) as workspace:
        for path in ("/timeline", "/log"):
            async with http.get(workspace.base_url + path) as response:
                assert await response.json() == {"of": path}


async def test_what_is_done_waits_until_all_is_in_place(http: aiohttp.ClientSession, clock_url: str) -> None:
    async with running(clock_url=clock_url) as workspace:
        workspace.state.prepare(0.4)
        early = [asyncio.create_task(_read(http, f"{workspace.base_url}/{at}")) for at in ("clock", "control/people")]
        assert (await _read(http, f"{workspace.base_url}/story"))["prepared"] == 0.4
        assert not any(task.done() for task in early)
        workspace.state.prepare(1)
        now, people = await asyncio.gather(*early)
        assert (now, people["ok"]) == (NOW, True)


async def _read(http: aiohttp.ClientSession, url: str) -> dict[str, object]:
    async with http.get(url) as response:
        found: dict[str, object] = await response.json()
    return found


async def test_a_story_is_told_and_can_begin_anew(workspace: Workspace, http: aiohttp.ClientSession) -> None:
    async with http.get(f"{workspace.base_url}/story") as response:
        assert await response.json() == {"story": None, "again": False, "prepared": 1.0}
    async with http.post(f"{workspace.base_url}/again") as response:
        assert response.status == 404
    workspace.state.story, workspace.state.again = {"id": "s1", "scenes": []}, asyncio.Event()
    async with http.get(f"{workspace.base_url}/story") as response:
        assert await response.json() == {"story": {"id": "s1", "scenes": []}, "again": True, "prepared": 1.0}
    async with http.post(f"{workspace.base_url}/again") as response:
        assert response.status == 200
    assert workspace.state.again.is_set()
