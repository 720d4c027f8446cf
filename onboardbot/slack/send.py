"""Send and update messages, and say of each failure what it means for the caller."""

from collections.abc import Sequence
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from onboardbot.core.delivery import DeliveryError, Posted
from onboardbot.core.message import Message
from onboardbot.core.outbox import Cause
from onboardbot.flows.bot import Place, Profile
from onboardbot.slack import directory, history
from onboardbot.slack.blocks import MOST_AT_HOME, blocks, fallback
from onboardbot.slack.errors import Take, failure
from onboardbot.slack.history import EVENT_TYPE


def content(message: Message, message_id: str) -> dict[str, Any]:
    """Return what a post says; what a value holds stays as typed in notifications too."""
    return {
        "text": fallback(message),
        "blocks": blocks(message),
        "metadata": {"event_type": EVENT_TYPE, "event_payload": {"id": message_id}},
        "mrkdwn": False,
        "unfurl_links": False,
        "unfurl_media": False,
    }


class Sender:
    """Posts with a client that never retries by itself: what was lost is ours to look after.

    `take` is asked before each call that comes in numbers which only show on the way.
    """

    def __init__(self, client: AsyncWebClient, reading: AsyncWebClient, take: Take) -> None:
        self._client = client
        self._reading = reading
        self._take = take
        self._listing = directory.Listing()

    async def post(self, message: Message, *, to: str, message_id: str, thread_ts: str | None = None) -> Posted:
        """Post to a user id or a conversation.

        Raises:
            DeliveryError: with its cause, and whether trying again helps.
        """
        said = content(message, message_id)
        answer = await _delivered(self._client.chat_postMessage(channel=to, thread_ts=thread_ts, **said))
        if not answer.get("channel") or not answer.get("ts"):
            raise DeliveryError(Cause.UNSURE, "the answer says not where the message stands", lost=True)
        return Posted(channel=answer["channel"], ts=answer["ts"])

    async def find(self, message_id: str, place: Place) -> Posted | None:
        """Return where a message of ours stands, None: it is not there.

        Raises:
            DeliveryError: nobody can tell, with the cause.
        """
        found: Posted | None = await _delivered(history.find(self._reading, message_id, place, self._take))
        return found

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

    async def publish(self, message: Message, *, to: str) -> None:
        """Show a person their Home.

        Raises:
            DeliveryError: with its cause.
        """
        view = {"type": "home", "blocks": blocks(message, MOST_AT_HOME)}
        await _delivered(self._reading.views_publish(user_id=to, view=view))

    async def profiles(self, emails: Sequence[str]) -> Sequence[Profile]:
        """Return the profiles of those whom Slack knows; raises DeliveryError."""
        return await directory.profiles(self._reading, emails, self._listing, self._take)


async def _delivered(call: Any) -> Any:
    try:
        return await call
    except SlackApiError as error:
        raise failure(error) from error
    except (aiohttp.ClientConnectorError, aiohttp.ClientConnectorDNSError) as error:
        raise DeliveryError(Cause.UNREACHABLE, str(error)) from error
    except (TimeoutError, aiohttp.ClientError, OSError) as error:
        raise DeliveryError(Cause.UNSURE, f"the answer was lost: {error!r}", lost=True) from error
