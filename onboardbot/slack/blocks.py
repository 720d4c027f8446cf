"""Message parts to Block Kit, within Slack's limits (docs.slack.dev/reference/block-kit/blocks)."""

from onboardbot.core.message import Button, Buttons, Choices, Divider, Message, Note, Part, Quote, Search, Title, Words
from onboardbot.slack.richtext import Block, escape, plain, rich_text

HEADER, BUTTON, CONTEXT, FALLBACK = 150, 75, 2000, 4000


def cut(text: str, limit: int) -> str:
    """Return the text, shortened with an ellipsis where Slack would refuse it."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def blocks(message: Message) -> list[Block]:
    """Return the blocks of a message in order."""
    return [block for part in message.parts if (block := _block(part)) is not None]


def fallback(message: Message) -> str:
    """Return what a notification shows: the message's own fallback, else all of its words."""
    if message.fallback is not None:
        return escape(message.fallback)
    lines = (_plain(part) for part in message.parts)
    return cut("\n".join(line for line in lines if line), FALLBACK)


def _plain(part: Part) -> str:
    match part:
        case Title():
            return escape(part.text)
        case Words():
            return plain(part.markdown)
        case Quote():
            return escape(f"“{part.text}”")
        case _:
            return ""


def _block(part: Part) -> Block | None:
    match part:
        case Title():
            return {"type": "header", "text": _plain_text(cut(part.text, HEADER))}
        case Words():
            return rich_text(part.markdown)
        case Quote():
            element = {"type": "rich_text_quote", "elements": [{"type": "text", "text": part.text}]}
            return {"type": "rich_text", "elements": [element]}
        case Note():
            return {"type": "context", "elements": [_plain_text(cut(part.text, CONTEXT))]}
        case Buttons():
            return {"type": "actions", "elements": [_button(button) for button in part.buttons]}
        case Choices():
            return {"type": "actions", "block_id": part.block_id, "elements": [_radio(part)]}
        case Divider():
            return {"type": "divider"}
        case Search():
            return _search(part)


def _button(button: Button) -> Block:
    block: Block = {
        "type": "button",
        "action_id": button.action_id,
        "text": _plain_text(cut(button.label, BUTTON)),
        "value": button.value,
    }
    if button.primary:
        block["style"] = "primary"
    if button.spoken:
        block["accessibility_label"] = cut(button.spoken, BUTTON)
    return block


def _radio(part: Choices) -> Block:
    """Return radio buttons whose values are places: the words may be cut."""
    options = [{"text": _plain_text(cut(option, BUTTON)), "value": str(n)} for n, option in enumerate(part.options)]
    return {"type": "radio_buttons", "action_id": part.action_id, "options": options}


def _search(part: Search) -> Block:
    """Return an input that tells its words when Enter is pressed."""
    element: Block = {"type": "plain_text_input", "action_id": part.action_id}
    if part.value:
        element["initial_value"] = part.value
    label = _plain_text(part.label)
    return {"type": "input", "dispatch_action": True, "optional": True, "label": label, "element": element}


def _plain_text(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": True}
