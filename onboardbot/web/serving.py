"""Web servers inside of the bot's own process: the port is taken before anything else is done, then served."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.types import ASGIApp

LOOPBACK = "127.0.0.1"
EVERYWHERE = "0.0.0.0"  # noqa: S104 - Slack, a load balancer or a probe comes from another machine
LAST_ANSWERS = 1  # seconds for requests under way at the end


class PortTakenError(Exception):
    """A port can't be used; the sentence names its setting."""


@contextmanager
def port(number: int | None, *, host: str, setting: str) -> Iterator[socket.socket | None]:
    """Take a port as long as the block lasts; None where none is wanted.

    Raises:
        PortTakenError: somebody else has it, or it may not be used.
    """
    if number is None:
        yield None
        return
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taken.bind((host, number))
        except OSError as error:
            sentence = f"the port {number} of {setting} can't be used ({error.strerror}); choose another"
            raise PortTakenError(sentence) from error
        yield taken


class _Server(uvicorn.Server):
    """Leaves signals to the bot, which stops everything in its own order."""

    def capture_signals(self) -> contextlib.AbstractContextManager[None]:  # type: ignore[override]
        return contextlib.nullcontext()


@asynccontextmanager
async def serving(app: ASGIApp, taken: socket.socket | None) -> AsyncIterator[None]:
    """Answer on a taken port as long as the block lasts; without one there is nothing to do."""
    if taken is None:
        yield
        return
    config = uvicorn.Config(app, log_config=None, lifespan="off", timeout_graceful_shutdown=LAST_ANSWERS)
    server = _Server(config)
    answering = asyncio.create_task(server.serve(sockets=[taken]))
    while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0.01)
    try:
        yield
    finally:
        server.should_exit = True
        await answering
