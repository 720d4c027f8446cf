"""What Slack makes of what a person typed: a text with escapes, and a `rich_text` block."""

import re
from html import escape

from onboardbot.sandbox.errors import JSON

MENTION = re.compile(r"<@([UW][A-Z0-9]+)>")


def escaped(text: str) -> str:
    """Return the text of the event: `&`, `<` and `>` escaped, mentions as `<@ID>`.

    So an app has to read "R&amp;D" as "R&D" (docs.slack.dev/messaging/formatting-message-text).
    """
    parts = MENTION.split(text)
    return "".join(f"<@{part}>" if place % 2 else escape(part, quote=False) for place, part in enumerate(parts))


def typed(text: str) -> JSON:
    """Return the block that comes with that text; its elements hold the words as they were typed."""
    parts = MENTION.split(text)
    elements = [
        {"type": "user", "user_id": part} if place % 2 else {"type": "text", "text": part}
        for place, part in enumerate(parts)
        if part
    ]
    return {"type": "rich_text", "block_id": "typed", "elements": [{"type": "rich_text_section", "elements": elements}]}
