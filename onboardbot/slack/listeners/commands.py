"""`/onboard` opens a modal for HR at once, as its trigger is never replayed; others get a kind answer.

Alone it is the one to onboard somebody, `/onboard list` shows who is under way, `/onboard nadia` looks for somebody,
and `/onboard try` sends a step to oneself. `/my-data` is for everybody: what is kept about them, as a direct message.
"""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from onboardbot.flows import enrolling, inbox
from onboardbot.flows.bot import Bot
from onboardbot.slack.errors import in_time
from onboardbot.slack.modals import opening
from onboardbot.slack.richtext import Block, escape

LIST, TRY = frozenset({"list", "liste"}), frozenset({"try", "probe"})


def register(app: AsyncApp, bot: Bot) -> None:
    @app.command("/onboard")
    async def onboard(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        refusal = await enrolling.refusal(bot, slack_user=body["user_id"])
        if refusal is not None:
            await ack(text=escape(refusal), response_type="ephemeral")
            return
        await ack()
        view = await _wanted(bot, body)
        await in_time(client.views_open(trigger_id=body["trigger_id"], view=view), "views.open")

    @app.command("/my-data")
    async def my_data(ack: AsyncAck, body: dict[str, Any]) -> None:
        user, key = body["user_id"], f"command/{body['trigger_id']}"
        payload = {"user": user, "text": body.get("text") or "", "key": key}
        await inbox.receive(bot, key=key, kind="my_data", slack_user=user, payload=payload)
        await ack()


async def _wanted(bot: Bot, body: dict[str, Any]) -> Block:
    """Return the modal that the words behind the command ask for: none of them, `list`, `try`, or a name."""
    user, text = body["user_id"], (body.get("text") or "").strip()
    if not text:
        return await opening.enroll_view(bot, user)
    if text.lower() in TRY:
        return await opening.tryout_view(bot, user)
    return await opening.list_view(bot, user, "" if text.lower() in LIST else text)
