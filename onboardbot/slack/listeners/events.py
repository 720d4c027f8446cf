"""Direct messages, and people who join or change."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from onboardbot.flows import inbox
from onboardbot.flows.bot import Bot
from onboardbot.slack.directory import look_up, profile
from onboardbot.slack.incoming import readable

WRITTEN = frozenset({None, "thread_broadcast", "file_share", "me_message"})  # what people write


def register(app: AsyncApp, bot: Bot) -> None:
    @app.event("message")
    async def message(ack: AsyncAck, body: dict[str, Any], event: dict[str, Any]) -> None:
        kind, payload = _heard(event)
        if payload is not None:
            user = payload["user"]
            await inbox.receive(bot, key=body["event_id"], kind=kind, slack_user=user, payload=payload)
        await ack()

    async def person(ack: AsyncAck, body: dict[str, Any], event: dict[str, Any], client: AsyncWebClient) -> None:
        known = profile(event.get("user") or {}) or await look_up(client, event.get("user") or {})
        if known is not None:
            payload = known.model_dump()
            await inbox.receive(bot, key=body["event_id"], kind="profile", slack_user=known.slack_id, payload=payload)
        await ack()

    app.event("team_join")(person)
    app.event("user_change")(person)

    @app.event("app_home_opened")
    async def home(ack: AsyncAck, body: dict[str, Any], event: dict[str, Any]) -> None:
        if event.get("tab", "home") == "home" and event.get("user"):
            payload = {"user": event["user"]}
            await inbox.receive(bot, key=body["event_id"], kind="home", slack_user=event["user"], payload=payload)
        await ack()


def _heard(event: dict[str, Any]) -> tuple[str, dict[str, Any] | None]:
    """Return what a person did in their direct message with the bot; None where it was nobody, or elsewhere."""
    if event.get("channel_type") != "im" and not str(event.get("channel", "")).startswith("D"):
        return "", None
    if event.get("subtype") in WRITTEN:
        return "message", _written(event)
    if event.get("subtype") == "message_deleted":
        return "deletion", _deletion(event, event.get("previous_message") or {})
    if event.get("subtype") == "message_changed":
        return _changed(event, event.get("message") or {}, event.get("previous_message") or {})
    return "", None


def _written(event: dict[str, Any]) -> dict[str, Any] | None:
    if not event.get("user") or event.get("bot_id"):
        return None
    return {
        "user": event["user"],
        "channel": event["channel"],
        "text": readable(event.get("text") or ""),
        "files": bool(event.get("files") or event.get("attachments")),  # the words of others that were forwarded, too
        "ts": event["ts"],
        "thread_ts": event.get("thread_ts"),
    }


def _changed(event: dict[str, Any], fresh: dict[str, Any], before: dict[str, Any]) -> tuple[str, dict[str, Any] | None]:
    """Tell an edit from what Slack changes by itself: previews of links, and messages of ours drawn anew."""
    if fresh.get("subtype") == "tombstone":  # deleted, with a thread below it
        return "deletion", _deletion(event, before)
    if not fresh.get("user") or fresh.get("bot_id") or fresh.get("text") == before.get("text"):
        return "", None
    edited = (fresh.get("edited") or {}).get("ts") or event.get("event_ts") or event.get("ts") or ""
    text = readable(fresh.get("text") or "")
    return "edit", {"user": fresh["user"], "ts": fresh["ts"], "text": text, "edited": edited}


def _deletion(event: dict[str, Any], before: dict[str, Any]) -> dict[str, Any] | None:
    ts = event.get("deleted_ts") or before.get("ts")
    if not ts or not before.get("user") or before.get("bot_id"):
        return None
    return {"user": before["user"], "ts": ts}
