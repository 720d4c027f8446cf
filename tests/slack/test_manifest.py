"""The manifest asks for what the code uses, and for nothing else."""

import ast
from pathlib import Path
from typing import Any

import pytest
import yaml
from slack_sdk.web.async_client import AsyncWebClient

from onboardbot.slack.scopes import BOT_SCOPES

ROOT = Path(__file__).parents[2]
MANIFEST: dict[str, Any] = yaml.safe_load((ROOT / "slack-manifest.yaml").read_text(encoding="utf-8"))
SCOPES = set(MANIFEST["oauth_config"]["scopes"]["bot"])
EVENTS = set(MANIFEST["settings"]["event_subscriptions"]["bot_events"])
# Which scopes a method or an event needs (docs.slack.dev/reference/methods, /reference/events)
OF_METHOD = {
    "apps_connections_open": set[str](),  # needs connections:write of the app token, which no manifest grants
    "auth_test": set[str](),
    "chat_postMessage": {"chat:write", "im:write"},  # to a user id, which opens the conversation
    "chat_update": {"chat:write"},
    "conversations_history": {"im:history"},
    "conversations_open": {"im:write"},
    "conversations_replies": {"im:history"},
    "users_info": {"users:read"},
    "users_list": {"users:read", "users:read.email"},
    "users_lookupByEmail": {"users:read.email"},
    "views_open": set[str](),
    "views_push": set[str](),
    "views_publish": set[str](),
    "views_update": set[str](),
}
OF_EVENT = {
    "app_home_opened": set[str](),
    "message.im": {"im:history"},
    "team_join": {"users:read"},
    "user_change": {"users:read"},
}


def sources() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "onboardbot/slack").rglob("*.py")))


def methods() -> set[str]:
    known = {name for name in vars(AsyncWebClient) if not name.startswith("_") and "_" in name} - {"api_call"}
    return {node.attr for node in ast.walk(ast.parse(sources())) if isinstance(node, ast.Attribute)} & known


def test_every_method_that_is_used_has_its_scope_and_every_scope_its_use() -> None:
    used = methods()
    assert used == set(OF_METHOD)
    needed = set[str]().union(*(OF_METHOD[name] for name in used), *(OF_EVENT[name] for name in EVENTS))
    commands = {"commands"} if MANIFEST["features"]["slash_commands"] else set[str]()
    assert needed | commands == SCOPES == set(BOT_SCOPES)


@pytest.mark.parametrize("event", sorted(EVENTS))
def test_every_event_that_is_subscribed_has_its_listener(event: str) -> None:
    assert f'app.event("{event.partition(".")[0]}")' in sources()


def test_every_command_has_its_listener() -> None:
    for command in MANIFEST["features"]["slash_commands"]:
        assert f'app.command("{command["command"]}")' in sources()


def test_people_may_write_to_the_bot() -> None:
    home = MANIFEST["features"]["app_home"]
    assert home["messages_tab_enabled"] is True
    assert home["messages_tab_read_only_enabled"] is False
