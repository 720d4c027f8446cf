"""The watch over Socket Mode: a connection that the SDK can't heal is replaced, and words arrive again."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from onboardbot.sandbox.server import running
from onboardbot.sandbox.workspace import Workspace
from onboardbot.slack import connection, socket_mode
from onboardbot.slack.socket_mode import SocketMode
from tests.helpers.processes import free_port
from tests.helpers.world import NADIA


class Opening(AsyncWebClient):
    """Hands out an address at which nobody is, as often as it is told to, or is refused."""

    dead = 0
    refused = 0

    async def apps_connections_open(self, **arguments: Any) -> Any:
        answer = await super().apps_connections_open(**arguments)
        if self.refused > 0:
            self.refused -= 1
            answer.data = {"ok": False, "error": "invalid_auth"}
            answer.validate()  # type: ignore[no-untyped-call]
        if self.dead > 0:
            self.dead -= 1
            answer.data = {**answer.data, "url": f"ws://127.0.0.1:{free_port()}/nobody"}  # type: ignore[dict-item]
        return answer


@pytest.fixture
async def slack() -> AsyncIterator[Workspace]:
    async with running() as workspace:
        yield workspace


@pytest.fixture
async def client(slack: Workspace) -> AsyncIterator[Opening]:
    connection.without_proxies_on_loopback(on_loopback=True)
    async with aiohttp.ClientSession() as shared:
        yield Opening(token=slack.bot_token, base_url=slack.api_url, session=shared)


def hearing(client: AsyncWebClient) -> tuple[AsyncApp, list[str]]:
    app, heard = AsyncApp(client=client, name="bolt", request_verification_enabled=False), list[str]()

    @app.event("message")
    async def message(ack: AsyncAck, event: dict[str, Any]) -> None:
        await ack()
        heard.append(event["text"])

    return app, heard


async def until(mode: SocketMode, *, connected: bool) -> None:
    async with asyncio.timeout(20):
        while await mode.connected() is not connected:  # noqa: ASYNC110 - the SDK has no event for it
            await asyncio.sleep(0.05)


@pytest.mark.parametrize("trouble", ["dead", "refused"])
async def test_a_wedged_connection_is_replaced(
    slack: Workspace, client: Opening, trouble: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, seconds in {"WEDGED": 0.3, "LOOK": 0.1, "CONNECTING": 0.5}.items():
        monkeypatch.setattr(socket_mode, name, seconds)  # the real ones would keep the test waiting
    app, heard = hearing(client)
    mode = SocketMode(app, slack.app_token, client)
    async with mode.open():
        await slack.say(NADIA, "before")
        setattr(client, trouble, 3)
        slack.disconnect("cut")
        await until(mode, connected=False)
        await until(mode, connected=True)
        await slack.say(NADIA, "after")
    assert heard == ["before", "after"]
    assert not await mode.connected()
