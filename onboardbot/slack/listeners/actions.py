"""Taps: stored, then acknowledged; what needs a trigger opens its modal at once."""

import re
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from onboardbot.flows import inbox
from onboardbot.flows.bot import Bot
from onboardbot.slack.modals import answer

ANY = re.compile(".*")


def register(app: AsyncApp, bot: Bot) -> None:
    @app.action(ANY)
    async def tapped(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], client: AsyncWebClient) -> None:
        message = body.get("message") or {}
        if action["action_id"] == "answer" and action.get("type") == "button":
            await ack()
            await answer.show(bot, client, body, action)
            return
        if message.get("ts"):
            await inbox.receive(
                bot,
                key=_key(body, action),
                kind="action",
                slack_user=body["user"]["id"],
                payload=_payload(body, action),
            )
        await ack()


def _key(body: dict[str, Any], action: dict[str, Any]) -> str:
    team = (body.get("team") or {}).get("id", "")
    return f"{team}/{body['user']['id']}/{action.get('action_ts')}/{action['action_id']}"


def _payload(body: dict[str, Any], action: dict[str, Any]) -> dict[str, Any]:
    chosen = action.get("selected_option") or {}
    return {
        "user": body["user"]["id"],
        "channel": (body.get("channel") or body.get("container") or {}).get("id")
        or (body.get("container") or {}).get("channel_id"),
        "message_ts": body["message"]["ts"],
        "action_id": action["action_id"],
        "value": action.get("value"),
        "selected": (chosen.get("text") or {}).get("text"),
        "key": f"{body['user']['id']}/{action.get('action_ts')}",
    }
