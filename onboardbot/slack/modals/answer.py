"""The modal in which a free answer is written, or an option picked."""

import json

from slack_sdk.web.async_client import AsyncWebClient

from onboardbot.core.message import Choices
from onboardbot.flows.questions import Asked
from onboardbot.slack.blocks import cut, radio_buttons
from onboardbot.slack.errors import in_time
from onboardbot.slack.richtext import Block, rich_text

CALLBACK = ANSWER = "answer"
TITLE, LABEL, LONGEST = 24, 2000, 3000


async def show(client: AsyncWebClient, modal: Block, trigger_id: str) -> None:
    """Open the modal at once; a trigger that is too old or was used opens nothing, and another tap does."""
    await in_time(client.views_open(trigger_id=trigger_id, view=modal), "views.open")


def view(asked: Asked) -> Block:
    """Return the modal of a question, with what was answered before."""
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": json.dumps({"message": asked.message_id}),
        "title": _plain(cut(asked.title, TITLE)),
        "submit": _plain(cut(asked.send, TITLE)),
        "close": _plain(cut(asked.cancel, TITLE)),
        "blocks": [
            *rich_text(asked.markdown),
            {
                "type": "input",
                "block_id": ANSWER,
                "label": _plain(cut(asked.label, LABEL)),
                "element": _element(asked),
            },
            {"type": "context", "elements": [_plain(cut(asked.who_sees, LABEL))]},
        ],
    }


def _element(asked: Asked) -> Block:
    if asked.options:
        chosen = asked.options.index(asked.chosen) if asked.chosen in asked.options else None
        return radio_buttons(Choices(action_id=ANSWER, block_id=ANSWER, options=asked.options, chosen=chosen))
    element: Block = {"type": "plain_text_input", "action_id": ANSWER, "multiline": True, "max_length": LONGEST}
    return {**element, "initial_value": cut(asked.chosen, LONGEST)} if asked.chosen else element


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": True}
