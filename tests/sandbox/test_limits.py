"""How often an app may ask."""

import asyncio

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from onboardbot.sandbox.limits import PACES, Limits
from onboardbot.sandbox.server import running
from onboardbot.sandbox.web_api.methods import METHODS
from onboardbot.sandbox.workspace import Workspace
from tests.sandbox.conftest import MAREK, NADIA, NADIAS_DM


async def wait_of(client: AsyncWebClient, channel: str) -> int:
    """Post; return how long the app is told to wait, 0 where the message is taken."""
    try:
        await client.chat_postMessage(channel=channel, text="x")
    except SlackApiError as error:
        response = error.response
        limited = (response.status_code, response["error"]) == (429, "ratelimited")
        return int(response.headers["Retry-After"]) if limited else -1
    return 0


async def test_a_channel_takes_a_short_burst_and_then_one_a_second(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    waits = [await wait_of(client, channel) for channel in [NADIA, NADIAS_DM] * 3]
    assert waits == [0, 0, 0, 0, 0, 1]
    assert await wait_of(client, MAREK) == 0
    await asyncio.sleep(1)
    assert [await wait_of(client, NADIA), await wait_of(client, NADIA)] == [0, 1]
    assert len(workspace.messages(NADIA)) == 6


async def test_who_waits_as_told_is_heard(workspace: Workspace, http: aiohttp.ClientSession) -> None:
    client = AsyncWebClient(token=workspace.bot_token, base_url=workspace.api_url, session=http)
    client.retry_handlers.append(AsyncRateLimitErrorRetryHandler())
    for number in range(6):
        await client.chat_postMessage(channel=NADIA, text=str(number))
    assert [message["text"] for message in workspace.messages(NADIA)] == list("012345")


async def test_a_tier_counts_each_method_for_itself(workspace: Workspace, client: AsyncWebClient) -> None:
    for _ in range(20):
        await client.users_list()
    with pytest.raises(SlackApiError) as caught:
        await client.users_list()
    assert int(caught.value.response.headers["Retry-After"]) == 3  # 20 a minute are one in three seconds
    assert (await client.conversations_list(types="im"))["ok"]
    assert workspace.calls("users.list")[-1]["status"] == 429


async def test_limits_can_be_left_out(http: aiohttp.ClientSession) -> None:
    async with running(rules={"rate_limits": False}) as workspace:
        client = AsyncWebClient(token=workspace.bot_token, base_url=workspace.api_url, session=http)
        assert [await wait_of(client, NADIA) for _ in range(20)] == [0] * 20


async def test_where_a_clock_is_moved_there_are_none() -> None:
    async with running(clock_url="http://127.0.0.1:9/clock") as workspace:
        assert workspace.state.rules.rate_limits is False


def test_the_workspace_takes_several_hundred_a_minute() -> None:
    limits = Limits()
    taken = [limits.take("chat.postMessage", f"D{number}", now=0.0) for number in range(301)]
    assert taken == [0.0] * 300 + [pytest.approx(0.2)]
    assert limits.take("chat.postMessage", "D0", now=60.0) == 0.0


def test_a_call_that_came_too_early_is_not_counted() -> None:
    limits = Limits()
    waits = [limits.take("users.list", "", now=0.0) for _ in range(25)]
    assert waits[20:] == [3.0] * 5
    assert limits.take("users.list", "", now=3.0) == 0.0
    assert limits.take("users.list", "", now=3.0) == 3.0


def test_every_method_with_a_pace_is_one_that_there_is() -> None:
    assert PACES.keys() <= METHODS.keys()
    assert METHODS.keys() - PACES.keys() == {
        "auth.test",
        "blocks.validate",
        "chat.getPermalink",
    }  # Slack gives these no tier
