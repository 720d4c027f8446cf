"""Tokens, scopes, arguments and the journal, as the real SDK meets them."""

import asyncio
from typing import Any

import aiohttp
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse
from slack_sdk.web.async_client import AsyncWebClient

from onboardbot.sandbox.identity import Identity
from onboardbot.sandbox.server import running
from onboardbot.sandbox.workspace import Workspace
from tests.sandbox.conftest import NADIA, NADIAS_DM, QUESTION, refusal


@pytest.mark.parametrize(
    ("token", "method", "code"),
    [
        (None, "auth.test", "not_authed"),
        ("xoxb-wrong", "auth.test", "invalid_auth"),
        ("bot", "apps.connections.open", "not_allowed_token_type"),
        ("app", "chat.postMessage", "not_allowed_token_type"),
        ("bot", "chat.shout", "unknown_method"),
    ],
)
async def test_a_wrong_token_is_told_apart(
    workspace: Workspace, http: aiohttp.ClientSession, token: str | None, method: str, code: str
) -> None:
    known = {"bot": workspace.bot_token, "app": workspace.app_token}
    headers = {"Authorization": f"Bearer {known.get(token, token)}"} if token else {}

    async with http.post(f"{workspace.api_url}{method}", headers=headers) as response:
        answer = await response.json()

    assert (response.status, answer["ok"], answer["error"]) == (200, False, code)


async def test_a_missing_scope_is_named(http: aiohttp.ClientSession) -> None:
    async with running(identity=Identity(scopes=("users:read",))) as workspace:
        client = AsyncWebClient(token=workspace.bot_token, base_url=workspace.api_url, session=http)
        answer = await refusal(client, "chat.postMessage", channel=NADIA, text="hi")

    assert (answer["error"], answer["needed"], answer["provided"]) == ("missing_scope", "chat:write", "users:read")


async def test_the_scopes_stand_in_the_headers(client: AsyncWebClient) -> None:
    answer = await client.auth_test()

    assert "chat:write" in answer.headers["x-oauth-scopes"].split(",")
    assert (answer["user_id"], answer["team_id"]) == ("U0ONBOARDBOT", "T0NORTHWIND")


@pytest.mark.parametrize("how", ["params", "data", "json"])
async def test_arguments_come_in_query_form_or_json(
    workspace: Workspace, http: aiohttp.ClientSession, how: str
) -> None:
    arguments = {"token": workspace.bot_token, "email": "Nadia@Northwind.example", "unknown": "1"}

    sent: dict[str, Any] = {how: arguments}

    async with http.post(f"{workspace.api_url}users.lookupByEmail", **sent) as response:
        answer = await response.json()

    assert answer["user"]["id"] == NADIA


@pytest.mark.parametrize(
    ("body", "kind", "code"),
    [
        (b"{", "application/json", "invalid_json"),
        (b"[]", "application/json", "json_not_object"),
        (b"[" * 100_000, "application/json", "invalid_json"),
        (b"x", "text/plain", "invalid_post_type"),
        (b"x", "multipart/form-data", "invalid_form_data"),
    ],
)
async def test_a_body_that_can_not_be_read(
    workspace: Workspace, http: aiohttp.ClientSession, body: bytes, kind: str, code: str
) -> None:
    async with http.post(f"{workspace.api_url}api.test", data=body, headers={"content-type": kind}) as response:
        assert (await response.json())["error"] == code


async def test_the_journal_keeps_every_call_without_its_token(workspace: Workspace, client: AsyncWebClient) -> None:
    await client.users_info(user=NADIA)
    await client.api_test(foo="bar")

    calls = workspace.calls()
    assert [(call["method"], call["arguments"], call["answer"]["ok"]) for call in calls] == [
        ("users.info", {"user": NADIA}, True),
        ("api.test", {"foo": "bar"}, True),
    ]


async def test_a_form_may_come_in_parts(workspace: Workspace, http: aiohttp.ClientSession) -> None:
    with aiohttp.MultipartWriter("form-data") as form:
        for name, value in {"token": workspace.bot_token, "email": "nadia@northwind.example"}.items():
            form.append(value).set_content_disposition("form-data", name=name)

    async with http.post(f"{workspace.api_url}users.lookupByEmail", data=form) as response:
        answer = await response.json()

    assert answer["user"]["id"] == NADIA
    assert response.headers["content-type"] == "application/json; charset=utf-8"


async def test_the_sdk_without_asyncio_posts_forms(workspace: Workspace) -> None:
    client = WebClient(token=workspace.bot_token, base_url=workspace.api_url)

    def post() -> SlackResponse:
        metadata = {"event_type": "e", "event_payload": {}}
        return client.chat_postMessage(channel=NADIA, text="hi", blocks=QUESTION, metadata=metadata)

    posted = await asyncio.to_thread(post)

    assert (posted["channel"], len(posted["message"]["blocks"])) == (NADIAS_DM, 2)
    with pytest.raises(SlackApiError, match="channel_not_found"):
        await asyncio.to_thread(lambda: client.chat_update(channel="D0NOBODY0", ts=posted["ts"], text="x"))
