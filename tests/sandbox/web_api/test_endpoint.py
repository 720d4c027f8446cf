"""Tokens, scopes, arguments and the journal, as the real SDK meets them."""

from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from onboardbot.sandbox.identity import Identity
from onboardbot.sandbox.server import running
from onboardbot.sandbox.workspace import Workspace
from tests.sandbox.conftest import NADIA, refusal


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
        (b"x", "text/plain", "invalid_post_type"),
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
