"""Taps: stored, then acknowledged; what needs a trigger opens its modal at once."""

import re
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from onboardbot.flows import eve_taps, inbox, questions
from onboardbot.flows.bot import Bot
from onboardbot.slack.errors import in_time
from onboardbot.slack.modals import answer, moved

MOVED = "still_right:moved"
ANY = re.compile(".*")


def register(app: AsyncApp, bot: Bot) -> None:
    @app.action(ANY)
    async def tapped(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], client: AsyncWebClient) -> None:
        channel, ts = _place(body)
        if not channel or not ts:  # in a modal it counts when the modal is submitted
            if (body.get("view") or {}).get("type") == "home":
                await _received(bot, "home_action", _payload(body, action))
            await ack()
            return
        if action["action_id"] == answer.ANSWER and not action.get("selected_option"):
            await ack()
            asked = await questions.asked(bot, channel, ts, slack_user=body["user"]["id"])
            if asked is not None:
                await answer.show(client, asked, body["trigger_id"])
            return
        if action["action_id"] == MOVED:
            await ack()
            standing = await eve_taps.asked(bot, channel, ts, slack_user=body["user"]["id"])
            if standing is not None:
                await in_time(
                    client.views_open(trigger_id=body["trigger_id"], view=moved.view(*standing)), "views.open"
                )
            return
        await _received(bot, "action", _payload(body, action))
        await ack()


async def _received(bot: Bot, kind: str, payload: dict[str, Any]) -> None:
    await inbox.receive(bot, key=payload["key"], kind=kind, slack_user=payload["user"], payload=payload)


def _key(body: dict[str, Any], action: dict[str, Any]) -> str:
    team = (body.get("team") or {}).get("id", "")
    moment = action.get("action_ts") or body.get("trigger_id")
    return f"{team}/{body['user']['id']}/{moment}/{action['action_id']}"


def _place(body: dict[str, Any]) -> tuple[str | None, str | None]:
    """Return conversation and ts of the message that was tapped; nothing where it was in a modal."""
    container = body.get("container") or {}
    channel = (body.get("channel") or {}).get("id") or container.get("channel_id")
    return channel, (body.get("message") or {}).get("ts") or container.get("message_ts")


def _payload(body: dict[str, Any], action: dict[str, Any]) -> dict[str, Any]:
    channel, ts = _place(body)
    return {
        "user": body["user"]["id"],
        "channel": channel,
        "message_ts": ts,
        "action_id": action["action_id"],
        "value": action.get("value"),
        "selected": (action.get("selected_option") or {}).get("value"),
        "key": _key(body, action),
        "ts": action.get("action_ts"),
    }
