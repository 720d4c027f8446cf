"""`/onboard`: opens the modal for HR at once, as its trigger is never replayed; others get a kind answer."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from onboardbot.flows import enrolling
from onboardbot.flows.bot import Bot
from onboardbot.slack.errors import unless_unknown
from onboardbot.slack.modals import enroll


def register(app: AsyncApp, bot: Bot) -> None:
    @app.command("/onboard")
    async def onboard(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        refusal = await enrolling.refusal(bot, slack_user=body["user_id"])
        if refusal is not None:
            await ack(text=refusal, response_type="ephemeral")
            return
        await ack()
        form = await enrolling.form(bot, slack_user=body["user_id"])
        await unless_unknown(client.views_open(trigger_id=body["trigger_id"], view=enroll.view(form)), "views.open")
