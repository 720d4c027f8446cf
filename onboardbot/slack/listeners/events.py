"""Direct messages, and people who join or change."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from onboardbot.flows import inbox
from onboardbot.flows.bot import Bot
from onboardbot.slack.directory import look_up, profile

WRITTEN = frozenset({None, "thread_broadcast", "file_share"})  # what people write; edits and our own are not


def register(app: AsyncApp, bot: Bot) -> None:
    @app.event("message")
    async def message(ack: AsyncAck, body: dict[str, Any], event: dict[str, Any]) -> None:
        theirs = event.get("user") and not event.get("bot_id") and event.get("subtype") in WRITTEN
        if theirs and (event.get("channel_type") == "im" or str(event["channel"]).startswith("D")):
            payload = {
                "user": event["user"],
                "channel": event["channel"],
                "text": _as_typed(event.get("text") or ""),
                "ts": event["ts"],
                "thread_ts": event.get("thread_ts"),
            }
            await inbox.receive(bot, key=body["event_id"], kind="message", slack_user=event["user"], payload=payload)
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
    async def home(ack: AsyncAck) -> None:
        await ack()


def _as_typed(text: str) -> str:
    """Return the text without Slack's escapes, of which there are three; `&amp;` last, as it may make another."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
