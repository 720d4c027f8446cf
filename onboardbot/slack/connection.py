"""The connection to Slack: the clients, the checks at the start, and Socket Mode."""

import asyncio
import logging
import os
from collections.abc import MutableMapping

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncConnectionErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

log = logging.getLogger(__name__)
TIMEOUT = 30  # seconds for one call
PAUSES = (1, 2, 5, 10, 30)  # seconds between tries while Slack is not there
PROXIES = ("http_proxy", "https_proxy", "all_proxy")
BOT_TOKEN_HELP = "OAuth & Permissions -> Bot User OAuth Token (it begins with xoxb-)"  # noqa: S105
APP_TOKEN_HELP = "Basic Information -> App-Level Tokens, with connections:write (it begins with xapp-)"  # noqa: S105


class ConnectionRefusedBySlackError(Exception):
    """Slack answered, and said no; the sentence names what to mend."""


def drop_proxies(environment: MutableMapping[str, str]) -> None:
    """Forget the proxy variables: slack_sdk takes them even for this machine, and ignores NO_PROXY."""
    for name in list(environment):
        if name.lower() in PROXIES:
            del environment[name]


def session() -> aiohttp.ClientSession:
    """Return the one session that all calls share: opening one a call is twice as slow."""
    return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT))


def posting_client(url: str, token: str, shared: aiohttp.ClientSession) -> AsyncWebClient:
    """Return a client that never retries: a post whose answer is lost must not be posted twice."""
    return AsyncWebClient(token=token, base_url=url, session=shared, timeout=TIMEOUT, retry_handlers=[])


def reading_client(url: str, token: str | None, shared: aiohttp.ClientSession) -> AsyncWebClient:
    """Return a client for reads, modals and sockets, which may try a dropped connection once more."""
    handlers = [AsyncConnectionErrorRetryHandler()]
    return AsyncWebClient(token=token, base_url=url, session=shared, timeout=TIMEOUT, retry_handlers=handlers)  # type: ignore[arg-type]


async def team_of(client: AsyncWebClient) -> str:
    """Wait until Slack answers, and return the id of the team behind the bot token.

    Raises:
        ConnectionRefusedBySlackError: the token is not accepted.
    """
    tries = 0
    while True:
        try:
            answer = await client.auth_test()
        except SlackApiError as error:
            code = error.response.get("error") if isinstance(error.response.data, dict) else None
            if code is not None and code not in {"internal_error", "fatal_error", "ratelimited"}:
                sentence = f"Slack does not accept ONBOARDBOT_SLACK_BOT_TOKEN ({code}); find it under {BOT_TOKEN_HELP}"
                raise ConnectionRefusedBySlackError(sentence) from error
            await _wait(tries, client.base_url, repr(code))
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            await _wait(tries, client.base_url, str(error))
        else:
            return str(answer["team_id"])
        tries += 1


async def _wait(tries: int, url: str, why: str) -> None:
    pause = PAUSES[min(tries, len(PAUSES) - 1)]
    log.warning("slack_not_reachable", extra={"url": url, "why": why, "next_try_in_seconds": pause})
    await asyncio.sleep(pause)


async def connect(app: AsyncApp, app_token: str, client: AsyncWebClient) -> AsyncSocketModeHandler:
    """Connect by Socket Mode; waits while Slack is not there.

    Raises:
        ConnectionRefusedBySlackError: the app token is not accepted.
    """
    handler = AsyncSocketModeHandler(app, app_token, web_client=client)
    tries = 0
    while True:
        try:
            await handler.connect_async()  # type: ignore[no-untyped-call]
        except SlackApiError as error:
            code = error.response.get("error") if isinstance(error.response.data, dict) else None
            if code is not None and code not in {"internal_error", "fatal_error", "ratelimited"}:
                sentence = f"Slack does not accept ONBOARDBOT_SLACK_APP_TOKEN ({code}); find it under {APP_TOKEN_HELP}"
                raise ConnectionRefusedBySlackError(sentence) from error
            await _wait(tries, client.base_url, repr(code))
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            await _wait(tries, client.base_url, str(error))
        else:
            return handler
        tries += 1


def without_proxies_on_loopback(*, on_loopback: bool) -> None:
    """Keep calls to a sandbox on this machine away from a proxy."""
    if on_loopback:
        drop_proxies(os.environ)
