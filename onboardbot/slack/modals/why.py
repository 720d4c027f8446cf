"""The modal that answers "Why did I get this?"."""

from onboardbot.flows.why import Why
from onboardbot.slack.blocks import cut
from onboardbot.slack.modals.answer import TITLE
from onboardbot.slack.richtext import Block, rich_text

ACTION = CALLBACK = "why"


def view(said: Why) -> Block:
    """Return the modal: a paragraph for each thing that one may want to know, and nothing to fill in."""
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": {"type": "plain_text", "text": cut(said.title, TITLE), "emoji": True},
        "close": {"type": "plain_text", "text": cut(said.close, TITLE), "emoji": True},
        "blocks": [block for line in said.lines for block in rich_text(line)],
    }
