"""The modal in which a free answer is written."""

import json
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from onboardbot.flows import questions
from onboardbot.flows.bot import Bot
from onboardbot.slack.blocks import cut
from onboardbot.slack.richtext import Block, rich_text

CALLBACK = "answer"
TITLE, LABEL, LONGEST = 24, 2000, 3000


async def show(bot: Bot, client: AsyncWebClient, body: dict[str, Any], action: dict[str, Any]) -> None:
    """Open the modal for the question that was tapped; nothing where it is not the tapper's own."""
    asked = await questions.asked(bot, action.get("value") or "", slack_user=body["user"]["id"])
    if asked is None:
        return
    view = {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": json.dumps({"message": action.get("value")}),
        "title": _plain(cut(asked.title, TITLE)),
        "submit": _plain(asked.send),
        "close": _plain(asked.cancel),
        "blocks": [
            rich_text(asked.markdown),
            {
                "type": "input",
                "block_id": "answer",
                "label": _plain(cut(asked.label, LABEL)),
                "element": _element(asked),
            },
            {"type": "context", "elements": [_plain(asked.who_sees)]},
        ],
    }
    try:
        await client.views_open(trigger_id=body["trigger_id"], view=view)
    except SlackApiError as error:
        if error.response.get("error") not in {"expired_trigger_id", "exchanged_trigger_id"}:
            raise


def _element(asked: questions.Asked) -> Block:
    if asked.options:
        options = [{"text": _plain(option), "value": str(n)} for n, option in enumerate(asked.options)]
        return {"type": "radio_buttons", "action_id": "answer", "options": options}
    return {"type": "plain_text_input", "action_id": "answer", "multiline": True, "max_length": LONGEST}


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": True}
