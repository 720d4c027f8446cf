"""An app reduced to one WebSocket: it keeps every frame, and acknowledges as it is told."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from onboardbot.sandbox.workspace import Workspace

JSON = dict[str, Any]
Reply = Callable[[JSON], JSON | None]


class Ear:
    """What came over one connection; `reply` gives the payload of an acknowledgement, `silent` gives none."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.frames: list[JSON] = []
        self.reply: Reply = lambda _frame: None
        self.silent = False

    async def listen(self) -> None:
        async for message in self.socket:
            frame: JSON = message.json()
            self.frames.append(frame)
            if "envelope_id" in frame and not self.silent:
                await self.acknowledge(frame)

    async def acknowledge(self, frame: JSON) -> None:
        payload = self.reply(frame)
        answer = {"envelope_id": frame["envelope_id"]} | ({"payload": payload} if payload is not None else {})
        await self.socket.send_json(answer)

    def payloads(self, kind: str) -> list[JSON]:
        return [frame["payload"] for frame in self.frames if frame["type"] == kind]

    def events(self) -> list[JSON]:
        return [payload["event"] for payload in self.payloads("events_api")]


async def socket_url(workspace: Workspace, http: aiohttp.ClientSession) -> str:
    headers = {"Authorization": f"Bearer {workspace.app_token}"}
    async with http.post(f"{workspace.api_url}apps.connections.open", headers=headers) as response:
        answer = await response.json()
    return str(answer["url"])


@asynccontextmanager
async def hearing(workspace: Workspace, http: aiohttp.ClientSession) -> AsyncIterator[Ear]:
    async with http.ws_connect(await socket_url(workspace, http)) as socket:
        ear = Ear(socket)
        task = asyncio.create_task(ear.listen())
        await workspace.until(lambda: ear.frames)
        yield ear
        task.cancel()
