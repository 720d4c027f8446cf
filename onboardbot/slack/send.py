"""Send and update messages, and say of each failure what it means for the caller."""

import asyncio
from datetime import timedelta
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from onboardbot.core.delivery import DeliveryError, Posted
from onboardbot.core.message import Message
from onboardbot.core.outbox import Cause
from onboardbot.slack.blocks import blocks, fallback

EVENT_TYPE = "onboardbot"  # the name of our metadata; its payload holds an opaque id only
PERMANENT = {
    "user_disabled": Cause.DEACTIVATED,
    "account_inactive": Cause.APP_REMOVED,
    "user_not_found": Cause.NOT_IN_SLACK,
    "users_not_found": Cause.UNKNOWN_EMAIL,
    "channel_not_found": Cause.CANNOT_DM,
    "cannot_dm_bot": Cause.CANNOT_DM,
    "is_archived": Cause.CANNOT_DM,
    "messages_tab_disabled": Cause.CANNOT_DM,
    "restricted_action": Cause.CANNOT_DM,
    "missing_scope": Cause.MISSING_SCOPE,
    "invalid_blocks": Cause.RENDER,
    "msg_too_long": Cause.RENDER,
    "no_text": Cause.RENDER,
}
REVOKED = frozenset({"invalid_auth", "not_authed", "token_revoked", "token_expired"})
REMOVED = frozenset({"account_inactive", "team_access_not_granted"})


class Sender:
    """Posts with a client that never retries by itself: what was lost is ours to look after."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def post(self, message: Message, *, to: str, message_id: str, thread_ts: str | None = None) -> Posted:
        """Post to a user id or a conversation.

        Raises:
            DeliveryError: with its cause, and whether trying again helps.
        """
        metadata = {"event_type": EVENT_TYPE, "event_payload": {"id": message_id}}
        answer = await _delivered(
            self._client.chat_postMessage(
                channel=to,
                text=fallback(message),
                blocks=blocks(message),
                metadata=metadata,
                thread_ts=thread_ts,
                unfurl_links=False,
                unfurl_media=False,
            )
        )
        return Posted(channel=answer["channel"], ts=answer["ts"])

    async def update(self, message: Message, *, at: Posted, message_id: str) -> None:
        """Draw a message anew where it stands.

        Raises:
            DeliveryError: with its cause, and whether trying again helps.
        """
        metadata = {"event_type": EVENT_TYPE, "event_payload": {"id": message_id}}
        await _delivered(
            self._client.chat_update(
                channel=at.channel, ts=at.ts, text=fallback(message), blocks=blocks(message), metadata=metadata
            )
        )


async def _delivered(call: Any) -> Any:
    try:
        return await call
    except SlackApiError as error:
        raise _failure(error) from error
    except (aiohttp.ClientConnectorError, aiohttp.ClientConnectorDNSError) as error:
        raise DeliveryError(Cause.UNREACHABLE, str(error)) from error
    except (aiohttp.ClientError, asyncio.TimeoutError, OSError) as error:
        raise DeliveryError(Cause.UNSURE, f"the answer was lost: {error!r}", lost=True) from error


def _failure(error: SlackApiError) -> DeliveryError:
    answer: Any = error.response
    status = answer.status_code
    code = str(answer.get("error", "")) if isinstance(answer.data, dict) else ""
    if status == aiohttp.http.HTTPStatus.TOO_MANY_REQUESTS or code in {"ratelimited", "rate_limited"}:
        pause = timedelta(seconds=float(answer.headers.get("Retry-After", 1)))
        return DeliveryError(Cause.RATE_LIMITED, "Slack asked to wait", retry_after=pause)
    if code in REVOKED:
        return DeliveryError(Cause.TOKEN_REVOKED, code)
    if code in REMOVED:
        return DeliveryError(Cause.APP_REMOVED, code)
    if code in PERMANENT:
        needed = f" ({answer.get('needed')})" if code == "missing_scope" else ""
        return DeliveryError(PERMANENT[code], f"{code}{needed}", permanent=True)
    if not code:  # a 5xx or a page that is not Slack's JSON: it may have been taken
        return DeliveryError(Cause.UNSURE, f"HTTP {status}", lost=True)
    if code in {"internal_error", "fatal_error"}:
        return DeliveryError(Cause.UNSURE, code, lost=True)
    return DeliveryError(Cause.RENDER, code, permanent=True)
