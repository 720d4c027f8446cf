"""A language model that is none: a real server of chat completions that answers, or fails, as a test tells it to."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onboardbot.web.serving import LOOPBACK, port, serving


@dataclass
class Model:
    """`remarks` are what it says; `body` is what it answers instead, with `status` and `headers`, after `delay`."""

    url: str = ""
    remarks: list[dict[str, Any]] = field(default_factory=list)
    content: str | None = None
    body: str | None = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)

    async def answer(self, request: Request) -> Response:
        self.asked.append(await request.json())
        self.keys.append(request.headers.get("Authorization"))
        await asyncio.sleep(self.delay)
        said = json.dumps({"remarks": self.remarks}) if self.content is None else self.content
        usual = json.dumps({"choices": [{"message": {"role": "assistant", "content": said}}], "usage": {"extra": 1}})
        return Response(usual if self.body is None else self.body, self.status, self.headers)

    @property
    def read(self) -> str:
        """All that it has read of replies so far."""
        return "\n".join(one["messages"][1]["content"] for one in self.asked)


@asynccontextmanager
async def language_model() -> AsyncIterator[Model]:
    """Serve one on a port of its own as long as the block lasts."""
    model = Model()
    routes = [Route("/v1/chat/completions", model.answer, methods=["POST"])]
    with port(0, host=LOOPBACK, setting="a test") as taken:
        assert taken is not None
        model.url = f"http://{LOOPBACK}:{taken.getsockname()[1]}/v1"
        async with serving(Starlette(routes=routes), taken):
            yield model
