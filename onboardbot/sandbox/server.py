"""The sandbox as a server on loopback: Web API, Socket Mode, response URLs, control and page."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from types import MappingProxyType
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from onboardbot.sandbox.control import control_routes
from onboardbot.sandbox.errors import RefusedError
from onboardbot.sandbox.identity import Identity
from onboardbot.sandbox.page import page_routes
from onboardbot.sandbox.people import NORTHWIND, Person
from onboardbot.sandbox.respond import respond
from onboardbot.sandbox.rule_fields import put, read_rules
from onboardbot.sandbox.rules import PATIENCE
from onboardbot.sandbox.state import State
from onboardbot.sandbox.web_api.endpoint import answer
from onboardbot.sandbox.wire import Wire
from onboardbot.sandbox.workspace import Workspace

HOST = "127.0.0.1"
PING = 10.0  # seconds between the server's WebSocket pings
KEEP_ALIVE = 75  # seconds; longer than clients keep an idle connection, so that none is closed under a call
GOODBYE = 4  # seconds for open requests when the server ends; above the patience of a deed


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up, self.ending = asyncio.Event(), asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.up.set()

    async def main_loop(self) -> None:
        """Tick as uvicorn does, but end as soon as it is told to: hundreds of tests wait for that."""
        ticking = asyncio.create_task(super().main_loop())
        await self.ending.wait()
        ticking.cancel()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End as uvicorn does; its pause of a tenth of a second is left out where nobody is connected."""
        if self.server_state.connections or self.server_state.tasks:
            await super().shutdown(sockets)
            return
        for one in (*self.servers, *(sockets or ())):
            one.close()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to whoever runs the server: a test, or a command."""
        yield


def build(state: State) -> Starlette:
    """Return the ASGI application of a workspace."""
    app = Starlette(
        routes=[
            Route("/api/{method}", answer, methods=["GET", "POST"]),
            WebSocketRoute("/socket", _socket),
            Route("/respond/{team}/{key}", respond, methods=["POST"]),
            *control_routes(),
            *page_routes(),
        ]
    )
    app.state.workspace = state
    return app


async def _socket(websocket: WebSocket) -> None:
    state: State = websocket.app.state.workspace
    await state.socket.serve(websocket)


@asynccontextmanager
async def running(
    people: Iterable[Person] = NORTHWIND,
    *,
    port: int = 0,
    clock_url: str | None = None,
    echo: bool = True,
    patience: float = PATIENCE,
    identity: Identity | None = None,
    rules: Mapping[str, Any] = MappingProxyType({}),
) -> AsyncIterator[Workspace]:
    """Serve a workspace with these people on loopback; port 0 takes any free one.

    `clock_url` is that of a bot's clock, which the page then moves. `echo` sends the
    app its own messages as events, as Slack does. `patience` is how many seconds a
    person's deed waits for the app's acknowledgement. `rules` are the fields of the
    control API's `POST /rules`; rate limits are in force unless a clock is moved, which
    puts months into seconds.

    Raises:
        RefusedError: the port is in use, or a rule is wrong.
    """
    state = State(identity or Identity(), clock_url=clock_url, echo=echo)
    put(state, {"rate_limits": clock_url is None, "patience": patience, **read_rules(rules)})
    for person in people:
        state.admit(person)
    with _listen(port) as listener:
        state.base_url = f"http://{HOST}:{listener.getsockname()[1]}"
        server = _Server(_config(state))
        task = asyncio.create_task(server.serve(sockets=[listener]))
        try:
            await server.up.wait()
            if state.rules.request_url:
                state.http.start()
            yield Workspace(state)
        finally:
            state.socket.stop()
            await state.http.close()
            server.ending.set()
            await task


def _config(state: State) -> uvicorn.Config:
    return uvicorn.Config(
        build(state),
        http=Wire,
        ws="websockets-sansio",
        ws_ping_interval=PING,
        lifespan="off",
        log_config=None,
        log_level="warning",
        access_log=False,
        proxy_headers=False,
        timeout_keep_alive=KEEP_ALIVE,
        timeout_graceful_shutdown=GOODBYE,
    )


@contextmanager
def _listen(port: int) -> Iterator[socket.socket]:
    # asyncio turns Nagle's delay of 40 ms off only where the protocol is named
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
        except (OSError, OverflowError) as error:
            raise RefusedError(f"port {port} is in use or not allowed; choose another with --port") from error
        yield listener
