"""What the app may do and what it hears of, by its scopes and its subscriptions."""

import json
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from onboardbot.sandbox.errors import RefusedError
from onboardbot.sandbox.rule_fields import read_manifest
from onboardbot.sandbox.server import running
from onboardbot.sandbox.web_api.methods import METHODS
from onboardbot.sandbox.workspace import Workspace
from tests.sandbox.conftest import MAREK, NADIA, NADIAS_DM, QUESTION, refusal
from tests.sandbox.ear import Ear

ROOT = Path(__file__).parents[2]
FREE = {"chat.getPermalink", "views.open", "views.publish", "views.push", "views.update"}


async def grant(workspace: Workspace, http: aiohttp.ClientSession, **fields: Any) -> tuple[int, Any]:
    async with http.post(f"{workspace.control_url}/rules", json=fields) as answer:
        return answer.status, await answer.json()


@pytest.mark.parametrize("method", sorted(name for name, one in METHODS.items() if one.holder == "bot"))
async def test_every_method_wants_its_scope(
    workspace: Workspace, http: aiohttp.ClientSession, client: AsyncWebClient, method: str
) -> None:
    await grant(workspace, http, scopes=["commands", "channels:read"])
    answer = await refusal(client, method)

    if method in FREE:
        assert answer["error"] != "missing_scope"
    else:
        scope = METHODS[method].scopes[0]
        assert answer == {"ok": False, "error": "missing_scope", "needed": scope, "provided": "commands,channels:read"}


async def test_scopes_change_while_the_app_runs(
    workspace: Workspace, http: aiohttp.ClientSession, client: AsyncWebClient
) -> None:
    _, told = await grant(workspace, http, scopes="users:read, chat:write")
    assert told["rules"]["scopes"] == ["users:read", "chat:write"]
    assert (await client.users_info(user=NADIA))["user"]["profile"].get("email") is None
    assert (await refusal(client, "users.lookupByEmail", email="nadia@northwind.example"))["error"] == "missing_scope"
    await grant(workspace, http, scopes=["users:read", "users:read.email"])
    answer = await client.users_lookupByEmail(email="nadia@northwind.example")
    assert answer["user"]["profile"]["email"] == "nadia@northwind.example"
    assert answer.headers["x-oauth-scopes"] == "users:read,users:read.email"


@pytest.mark.parametrize(
    ("scopes", "method", "several", "needed"),
    [
        ("mpim:history", "conversations.history", False, "im:history"),
        ("im:history", "conversations.history", True, "mpim:history"),
        ("mpim:history", "conversations.replies", False, "im:history"),
        ("im:read", "conversations.info", True, "mpim:read"),
        ("mpim:read", "conversations.members", False, "im:read"),
        ("mpim:write", "conversations.close", False, "im:write"),
    ],
)
async def test_the_scope_is_that_of_the_conversation(
    workspace: Workspace, client: AsyncWebClient, scopes: str, method: str, several: object, needed: str
) -> None:
    people = [NADIA, MAREK] if several else [NADIA]
    channel = (await client.conversations_open(users=people))["channel"]["id"]
    workspace.state.rules.scopes = (scopes,)
    assert (await refusal(client, method, channel=channel, ts="1.0"))["needed"] == needed


@pytest.mark.parametrize(
    ("scope", "users", "needed"), [("im:write", [NADIA, MAREK], "mpim:write"), ("mpim:write", [NADIA], "im:write")]
)
async def test_opening_needs_the_scope_of_what_is_opened(
    workspace: Workspace, client: AsyncWebClient, scope: str, users: list[str], needed: str
) -> None:
    workspace.state.rules.scopes = (scope,)
    assert (await refusal(client, "conversations.open", users=",".join(users)))["needed"] == needed


async def test_a_list_needs_the_scope_of_each_kind(workspace: Workspace, client: AsyncWebClient) -> None:
    workspace.state.rules.scopes = ("im:read",)
    assert (await client.conversations_list(types="im"))["ok"]
    assert (await refusal(client, "conversations.list", types="im,mpim"))["needed"] == "mpim:read"


@pytest.mark.parametrize(
    ("rules", "note"),
    [
        ({"scopes": ("chat:write",)}, "the app has no scope im:history, which message.im needs"),
        ({"events": ("team_join",)}, "the app is not subscribed to message.im"),
    ],
)
async def test_an_app_hears_only_what_it_may_and_wants(
    workspace: Workspace, client: AsyncWebClient, ear: Ear, rules: dict[str, tuple[str, ...]], note: str
) -> None:
    for name, value in rules.items():
        setattr(workspace.state.rules, name, value)
    said = await workspace.say(NADIA, "hello")
    await workspace.open_home(NADIA)

    assert (said.acknowledged, said.note, said.ts > "1") == (False, note, True)
    assert [event["type"] for event in ear.events()] == ["app_home_opened"] * ("scopes" in rules)
    assert (await client.auth_test())["ok"]


async def test_what_an_app_does_not_hear_keeps_nobody_waiting(workspace: Workspace, ear: Ear) -> None:
    event = {"type": "message", "user": NADIA, "text": "in a channel", "ts": "1.1"}
    for kind in ("channel", "group"):
        await workspace.state.emit({**event, "channel_type": kind}).answer
    workspace.state.rules.scopes = ("im:history",)
    unheard = workspace.state.emit({**event, "channel_type": "channel"})
    assert (await unheard.answer, unheard.trouble) == (
        None,
        "the app has no scope channels:history, which message.channels needs",
    )
    assert [event["channel_type"] for event in ear.events()] == ["channel", "group"]


async def test_the_email_is_left_out_of_events_too(workspace: Workspace, ear: Ear) -> None:
    workspace.state.rules.scopes = ("users:read",)
    await workspace.join("omar@northwind.example", "Omar Sy")
    assert "email" not in ear.events()[0]["user"]["profile"]


async def test_a_command_that_the_app_has_not_is_refused(workspace: Workspace, ear: Ear) -> None:
    workspace.state.rules.commands = ("/onboard",)
    await workspace.command(NADIA, "/onboard")
    with pytest.raises(RefusedError, match=r"^/other is not a valid command: "):
        await workspace.command(NADIA, "/other")
    workspace.state.rules.scopes = ("chat:write",)
    with pytest.raises(RefusedError, match=r"^/onboard is not a valid command: "):
        await workspace.command(NADIA, "/onboard")
    assert len(ear.payloads("slash_commands")) == 1


async def test_an_app_that_was_removed_may_and_hears_nothing_until_it_is_back(
    workspace: Workspace, http: aiohttp.ClientSession, client: AsyncWebClient, ear: Ear
) -> None:
    await client.chat_postMessage(channel=NADIA, text="x", blocks=QUESTION)
    await grant(workspace, http, installed=False)
    said, clicked = await workspace.say(NADIA, "anybody?"), await workspace.click(NADIA, "fine")
    assert {said.note, clicked.note} == {"the app is not installed"}
    assert (await refusal(client, "auth.test"))["error"] == "account_inactive"
    with pytest.raises(RefusedError):
        await workspace.command(NADIA, "/onboard")
    await grant(workspace, http, installed=True)
    assert (await client.auth_test())["ok"]
    await workspace.say(NADIA, "back?")
    assert [event["text"] for event in ear.events()] == ["x", "back?"]


async def test_our_own_manifest_is_read(http: aiohttp.ClientSession) -> None:
    rules = read_manifest(ROOT / "slack-manifest.yaml")
    async with running(rules=rules) as workspace, http.get(f"{workspace.control_url}/rules") as answer:
        told = (await answer.json())["rules"]
    assert told["scopes"] == ["chat:write", "commands", "im:history", "im:write", "users:read", "users:read.email"]
    assert (told["commands"], told["events"][0], told["rate_limits"]) == (
        ["/onboard", "/my-data"],
        "app_home_opened",
        True,
    )


def test_a_manifest_may_be_json_and_bare(tmp_path: Path) -> None:
    file = tmp_path / "manifest.json"
    file.write_text(json.dumps({"oauth_config": {"scopes": {"bot": ["chat:write"]}}}), encoding="utf-8")
    assert read_manifest(file) == {"scopes": ("chat:write",), "events": (), "commands": ()}


@pytest.mark.parametrize("text", ["", "[]", "a: [", "oauth_config: {scopes: {user: [x]}}", "\0"])
def test_what_is_no_manifest_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "manifest.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(RefusedError, match=r"is no app manifest with oauth_config\.scopes\.bot"):
        read_manifest(file)
    with pytest.raises(RefusedError, match="can't read"):
        read_manifest(tmp_path / "none.yaml")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"scope": []}, "there is no rule 'scope', but scopes, events"),
        ({"scopes": "IM"}, "scopes should be a list of names like im:history or message.im, not 'IM'"),
        ({"events": {"message.im": True}}, "events should be a list of names"),
        ({"commands": ["onboard"]}, "commands should be a list of commands like /onboard, not ['onboard']"),
        ({"installed": 0}, "installed should be true or false, not 0"),
        ({"rate_limits": "no"}, "rate_limits should be true or false, not 'no'"),
        ({"request_url": "localhost"}, "request_url should be an address like http://"),
        ({"patience": -1}, "patience should be seconds, not -1"),
        ({"retry_pauses": 5}, "retry_pauses should be a list of seconds, not 5"),
        ({"retry_pauses": [True]}, "retry_pauses should be seconds, not True"),
    ],
)
async def test_a_rule_that_makes_no_sense_is_refused(
    workspace: Workspace, http: aiohttp.ClientSession, fields: dict[str, Any], sentence: str
) -> None:
    before = workspace.state.rules.shape()
    status, told = await grant(workspace, http, **fields)
    assert (status, told["error"].startswith(sentence), told["error"]) == (400, True, told["error"])
    assert workspace.state.rules.shape() == before


async def test_who_is_not_in_the_directory_is_told_apart_from_what_is_not_allowed(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    workspace.state.rules.scopes = ("chat:write",)
    assert (await client.chat_postMessage(channel=NADIA, text="hi"))["channel"] == NADIAS_DM
    assert (await refusal(client, "users.info", user="U0NOBODY0"))["error"] == "missing_scope"
