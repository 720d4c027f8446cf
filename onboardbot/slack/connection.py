"""The connection to Slack: the clients, and the checks at the start."""

import asyncio
import itertools
import logging
import os
import time
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any, TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncConnectionErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from onboardbot.slack.scopes import BOT_SCOPES

log = logging.getLogger(__name__)
TIMEOUT = 30  # seconds for one call
PAUSES = (1, 2, 5, 10, 30)  # seconds between tries while Slack is not there
PROXIES = ("http_proxy", "https_proxy", "all_proxy")
BOT_TOKEN_HELP = "OAuth & Permissions -> Bot User OAuth Token (it begins with xoxb-)"  # noqa: S105
APP_TOKEN_HELP = "Basic Information -> App-Level Tokens, with connections:write (it begins with xapp-)"  # noqa: S105
SCOPES_HELP = "OAuth & Permissions -> Scopes, or Basic Information -> App-Level Tokens, then install the app again"
ASKED_EACH = 30  # seconds between two questions whether Slack accepts the token
PASSING = frozenset({"", "internal_error", "fatal_error", "service_unavailable", "request_timeout", "ratelimited"})
T = TypeVar("T")


@dataclass(frozen=True)
class Token:
    """A token by its setting, where to find it, and the first call that needs it."""

    setting: str
    help: str
    method: str


BOT = Token("ONBOARDBOT_SLACK_BOT_TOKEN", BOT_TOKEN_HELP, "auth.test")
APP = Token("ONBOARDBOT_SLACK_APP_TOKEN", APP_TOKEN_HELP, "apps.connections.open")


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
    answer = await answered(client.auth_test, client.base_url, BOT)
    missing = missing_scopes(answer.headers)
    if missing:
        log.warning("slack_scopes_missing", extra={"scopes": missing, "hint": SCOPES_HELP})
    return str(answer["team_id"])


def missing_scopes(headers: Mapping[str, str]) -> list[str]:
    """Return the scopes that the bot needs and the token lacks, as far as Slack says what it has."""
    told = next((value for name, value in headers.items() if name.lower() == "x-oauth-scopes"), None)
    has = {scope.strip() for scope in told.split(",")} if told else set(BOT_SCOPES)
    return sorted(BOT_SCOPES.keys() - has)


async def answered(call: Callable[[], Awaitable[T]], url: str, token: Token) -> T:
    """Return what a call at the start answers; as long as nobody is there, say so and try again."""
    for tries in itertools.count():
        try:
            return await call()
        except SlackApiError as error:
            sentence = refusal(error, token, url)
            if sentence is not None:
                raise ConnectionRefusedBySlackError(sentence) from error
            why = _without_code(error)
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            why = str(error) or type(error).__name__
        await _wait(tries, url, why)
    raise AssertionError("counting never ends")


def refusal(error: SlackApiError, token: Token, url: str) -> str | None:
    """Return the sentence for a no that only a human can mend, None where trying again may help."""
    answer: Any = error.response
    code = str(answer.get("error") or "") if isinstance(answer.data, dict) else ""
    if code in PASSING:
        return None
    if code == "unknown_method":
        return f"the server at {url} does not know {token.method}, without which nothing works; is it Slack's API?"
    if code == "missing_scope":
        return f"{token.setting} lacks the scope {answer.get('needed')}; add it under {SCOPES_HELP}"
    return f"Slack does not accept {token.setting} ({code}); find it under {token.help}"


def _without_code(error: SlackApiError) -> str:
    answer: Any = error.response
    return str(answer.get("error")) if isinstance(answer.data, dict) else f"HTTP {answer.status_code}, not Slack's JSON"


async def _wait(tries: int, url: str, why: str) -> None:
    pause = PAUSES[min(tries, len(PAUSES) - 1)]
    log.warning("slack_not_reachable", extra={"url": url, "why": why, "next_try_in_seconds": pause})
    await asyncio.sleep(pause)


def without_proxies_on_loopback(*, on_loopback: bool) -> None:
    """Keep calls to a sandbox on this machine away from a proxy."""
    if on_loopback:
        drop_proxies(os.environ)


class Acceptance:
    """Whether Slack would accept what we send: a socket stays open for a while after a token was revoked."""

    def __init__(self, client: AsyncWebClient, each: float = ASKED_EACH) -> None:
        self._client, self.each = client, each
        self._asked_at, self._accepted = time.monotonic(), True  # it was at the start

    async def holds(self) -> bool:
        """Say whether the token is accepted, as of half a minute ago at most."""
        if time.monotonic() - self._asked_at >= self.each:
            self._asked_at = time.monotonic()
            try:
                await self._client.auth_test()
                self._accepted = True
            except asyncio.CancelledError:  # the answer takes longer than whoever asks will wait
                self._accepted = False
                raise
            except (SlackApiError, aiohttp.ClientError, TimeoutError, OSError):
                self._accepted = False
        return self._accepted
