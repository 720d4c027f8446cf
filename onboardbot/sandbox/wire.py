"""The server's side of a connection, which a fault may have to break in the middle of a call."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response
from uvicorn.protocols.http.h11_impl import H11Protocol

_TRANSPORT = "transport"


class Wire(H11Protocol):
    """uvicorn's HTTP/1.1, with its transport in the reach of the application."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn has it
        super().connection_made(transport)
        self.app_state = {**self.app_state, _TRANSPORT: transport}


async def cut(request: Request) -> Response:
    """Break the connection of a request; what is returned reaches nobody."""
    request.scope["state"][_TRANSPORT].abort()
    await request.receive()  # until the server has noticed: it would answer in our place
    return Response()
