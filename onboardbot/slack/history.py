"""Look for a message of ours in a conversation, by the opaque id in its metadata."""

from collections.abc import Iterable
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from onboardbot.core.delivery import Posted
from onboardbot.flows.bot import Place
from onboardbot.slack.errors import Take

EVENT_TYPE = "onboardbot"  # the name of our metadata; its payload holds an opaque id only
PAGE = 200


async def find(client: AsyncWebClient, message_id: str, place: Place, take: Take) -> Posted | None:
    """Return where a message stands; None where the whole conversation was read and it is not there.

    Whoever looks has taken the first page from the budget; `take` is asked for more.

    Raises:
        SlackApiError: the conversation can't be read.
        DeliveryError: it may not be read now.
    """
    channel = place.channel or await _opened(client, place.user, take)
    latest: str | None = None
    cursor = ""
    while True:
        page = await _page(client, channel, place, cursor=cursor, latest=latest)
        messages = page.get("messages") or []
        for message in messages:
            if _id_of(message) == message_id:
                return Posted(channel=channel, ts=message["ts"])
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor and not page.get("has_more"):
            return None
        latest = None if cursor else _earliest(messages, latest)
        await take("conversations.history")


async def _page(
    client: AsyncWebClient, channel: str, place: Place, *, cursor: str, latest: str | None
) -> dict[str, Any]:
    """Return a page of a history, or of a thread: a history holds parent messages only."""
    span: dict[str, Any] = {"oldest": place.since or "0", "limit": PAGE, "include_all_metadata": True}
    span |= {name: value for name, value in (("cursor", cursor), ("latest", latest)) if value}
    if place.thread_ts is not None:
        return await _thread(client, channel, place.thread_ts, span)
    answer = await client.conversations_history(channel=channel, **span)
    return answer.data if isinstance(answer.data, dict) else {}


async def _thread(client: AsyncWebClient, channel: str, thread_ts: str, span: dict[str, Any]) -> dict[str, Any]:
    try:
        answer = await client.conversations_replies(channel=channel, ts=thread_ts, **span)
    except SlackApiError as error:
        if error.response.get("error") == "thread_not_found":  # so nothing can have been said in it
            return {}
        raise
    return answer.data if isinstance(answer.data, dict) else {}


async def _opened(client: AsyncWebClient, user: str | None, take: Take) -> str:
    """Return the conversation with a user; opening one that is open already changes nothing."""
    await take("conversations.open")
    answer = await client.conversations_open(users=user or "")
    return str(answer["channel"]["id"])


def _id_of(message: dict[str, Any]) -> str | None:
    metadata = message.get("metadata") or {}
    ours = metadata.get("event_type") == EVENT_TYPE
    found: str | None = (metadata.get("event_payload") or {}).get("id") if ours else None
    return found


def _earliest(messages: Iterable[dict[str, Any]], before: str | None) -> str:
    """Return behind which ts a server that gives no cursor is asked for more."""
    found = min((str(message.get("ts")) for message in messages), default="")
    if not found or found == before:
        raise ValueError("a page of a history that has more holds no more messages")
    return found
