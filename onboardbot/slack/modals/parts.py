"""The blocks that modals are put together from."""

from collections.abc import Sequence

from onboardbot.slack.blocks import BUTTON, cut
from onboardbot.slack.richtext import Block

SECTION, TITLE = 3000, 24


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text if text.strip() else " ", "emoji": True}


def section(text: str) -> Block:
    return {"type": "section", "text": plain(cut(text, SECTION))}


def button(action_id: str, label: str, value: str) -> Block:
    return {"type": "button", "action_id": action_id, "text": plain(cut(label, BUTTON)), "value": value}


def actions(block_id: str, elements: Sequence[Block]) -> Block:
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def notice(title: str, words: str, close: str) -> Block:
    """Return a modal that only says something."""
    return {
        "type": "modal",
        "title": plain(cut(title, TITLE)),
        "close": plain(cut(close, TITLE)),
        "blocks": [section(words)],
    }
