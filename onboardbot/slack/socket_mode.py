"""Socket Mode: connect, notice when the connection is wedged, and replace it.

The SDK heals what it sees, but tries one dead address for ever: then its own watch sleeps as well. Whoever is down for
longer than its repairs take gets a new connection from us.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from onboardbot.slack.connection import APP, ConnectionRefusedBySlackError, answered

log = logging.getLogger(__name__)
CONNECTING = 8  # seconds for one socket; the SDK pauses for 10 between its own tries
GOODBYE = 2  # seconds
LOOK = 1.0  # seconds between two looks at the connection
WEDGED = 30  # seconds without one; the SDK itself takes 20 to notice a silent one, and heals it in a moment


class SocketMode:
    """One connection to Slack at a time; a new one takes the place of what is wedged."""

    def __init__(self, app: AsyncApp, app_token: str, client: AsyncWebClient) -> None:
        self._app, self._token, self._client = app, app_token, client
        self._handler: AsyncSocketModeHandler | None = None
        self._up_at = time.monotonic()

    async def connect(self) -> None:
        """Connect; waits while Slack is not there.

        Raises:
            ConnectionRefusedBySlackError: the app token is not accepted.
        """
        open_one = partial(self._client.apps_connections_open, app_token=self._token)
        while True:
            address = (await answered(open_one, self._client.base_url, APP))["url"]
            handler = AsyncSocketModeHandler(self._app, self._token, web_client=self._client)
            handler.client.wss_uri = address
            try:
                async with asyncio.timeout(CONNECTING):
                    await handler.connect_async()  # type: ignore[no-untyped-call]
            except TimeoutError:  # the SDK tries one dead address for ever, so ask for another
                why = "no socket could be opened"
                log.warning("slack_not_reachable", extra={"url": self._client.base_url, "why": why})
                await _close(handler)
            except BaseException:
                await _close(handler)
                raise
            else:
                self._handler, self._up_at = handler, time.monotonic()
                return

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Stay connected as long as the block lasts.

        Raises:
            ConnectionRefusedBySlackError: the app token is not accepted.
        """
        await self.connect()
        keeping = asyncio.create_task(self.keep())
        try:
            yield
        finally:
            keeping.cancel()
            await asyncio.wait({keeping})
            await self.close()

    async def connected(self) -> bool:
        """Say whether Slack can reach us."""
        return self._handler is not None and await self._handler.client.is_connected()

    async def keep(self) -> None:
        """Look after the connection for ever; where Slack refuses a new one, ask again until somebody has mended it."""
        while True:
            await asyncio.sleep(LOOK)
            if await self.connected():
                self._up_at = time.monotonic()
            elif time.monotonic() - self._up_at > WEDGED:
                log.warning("slack_connection_replaced", extra={"down_for_seconds": WEDGED})
                await self._replace()

    async def _replace(self) -> None:
        await self.close()
        try:
            await self.connect()
        except ConnectionRefusedBySlackError as error:
            log.error("slack_refuses", extra={"why": str(error), "next_try_in_seconds": WEDGED})  # noqa: TRY400 - no bug
            self._up_at = time.monotonic()

    async def close(self) -> None:
        """End the connection; a server that does not say goodbye is not waited for."""
        handler, self._handler = self._handler, None
        if handler is not None:
            await _close(handler)


async def _close(handler: AsyncSocketModeHandler) -> None:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(GOODBYE):
            await handler.close_async()  # type: ignore[no-untyped-call]
