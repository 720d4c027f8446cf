"""Message parts to Block Kit, within Slack's limits (docs.slack.dev/reference/block-kit/blocks)."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from onboardbot.core.message import Button, Buttons, Choices, Divider, Message, Note, Part, Quote, Search, Title, Words
from onboardbot.slack.pieces import sized
from onboardbot.slack.richtext import Block, escape, plain, rich_text

HEADER, BUTTON, CONTEXT = 150, 75, 2000
SURE_TITLE, SURE, SURE_ANSWER = 100, 300, 30
FALLBACK = 3900  # bytes; chat.update refuses a text of more than 4000
MOST, MOST_AT_HOME = 50, 100  # blocks of a message, of a Home
HALVED = re.compile(r"(?:&\w*|<[^>]*)$")  # an escaped sign or a mention that was cut in two
ELLIPSIS = "…"


def cut(text: str, limit: int) -> str:
    """Return the text, shortened with an ellipsis where Slack would refuse it."""
    return text if len(text) <= limit else f"{text[: limit - 1]}{ELLIPSIS}"


def blocks(message: Message, most: int = MOST) -> list[Block]:
    """Return the blocks of a message in order, as many as Slack takes."""
    made = [block for part in message.parts for block in _blocks(part)]
    if len(made) > most:
        made = [*_merged(made)]
    if len(made) <= most:
        return made
    return [*made[: most - 2], _context(ELLIPSIS), made[-1]]  # the last may be what introduces the bot


def _merged(made: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks with rich text that was split made one again: better a long block than a lost one."""
    for is_text, group in groupby(made, lambda block: block["type"] == "rich_text"):
        if is_text:
            yield {"type": "rich_text", "elements": [element for block in group for element in block["elements"]]}
        else:
            yield from group


def fallback(message: Message) -> str:
    """Return what a notification shows: the message's own fallback, else all of its words; never nothing."""
    if message.fallback is not None:
        return escape(message.fallback)
    spoken = _lines(message.parts, _spoken) or _lines(message.parts, _small_print) or ELLIPSIS
    if len(spoken.encode()) <= FALLBACK:
        return spoken
    return HALVED.sub("", spoken.encode()[:FALLBACK].decode(errors="ignore")) + ELLIPSIS


def _lines(parts: Sequence[Part], words: Callable[[Part], str]) -> str:
    return "\n".join(line for part in parts if (line := words(part)))


def _spoken(part: Part) -> str:
    """Return the words of a part, without small print and without quotes: whoever holds the phone can read them."""
    match part:
        case Title():
            return escape(part.text)
        case Words():
            return plain(part.markdown)
        case Choices():
            return escape(" · ".join(part.options))
        case _:
            return ""


def _small_print(part: Part) -> str:
    match part:
        case Note():
            return escape(part.text)
        case Buttons():
            return escape(" · ".join(button.label for button in part.buttons))
        case _:
            return ""


def _blocks(part: Part) -> Iterator[Block]:
    match part:
        case Title():
            yield {"type": "header", "text": _plain_text(cut(part.text, HEADER))}
        case Words():
            yield from rich_text(part.markdown)
        case Quote():
            element = {"type": "rich_text_quote", "elements": [{"type": "text", "text": part.text or " "}]}
            yield from ({"type": "rich_text", "elements": [piece]} for piece in sized(element))
        case Note():
            yield _context(part.text)
        case Buttons():
            yield {"type": "actions", "elements": [_button(button) for button in part.buttons]}
        case Choices():
            yield {"type": "actions", "block_id": part.block_id, "elements": [radio_buttons(part)]}
        case Divider():
            yield {"type": "divider"}
        case Search():
            yield _search(part)


def _context(text: str) -> Block:
    return {"type": "context", "elements": [_plain_text(cut(text, CONTEXT))]}


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
    if button.sure:
        asked, yes, no = button.sure
        block["confirm"] = {
            "title": _plain_text(cut(button.label, SURE_TITLE)),
            "text": _plain_text(cut(asked, SURE)),
            "confirm": _plain_text(cut(yes, SURE_ANSWER)),
            "deny": _plain_text(cut(no, SURE_ANSWER)),
        }
    return block


def radio_buttons(part: Choices) -> Block:
    """Return radio buttons whose values are places: the words may be cut."""
    options = [{"text": _plain_text(cut(option, BUTTON)), "value": str(n)} for n, option in enumerate(part.options)]
    block: Block = {"type": "radio_buttons", "action_id": part.action_id, "options": options}
    return block if part.chosen is None else {**block, "initial_option": options[part.chosen]}


def _search(part: Search) -> Block:
    """Return an input that tells its words when Enter is pressed."""
    element: Block = {"type": "plain_text_input", "action_id": part.action_id}
    if part.value:
        element["initial_value"] = part.value
    label = _plain_text(part.label)
    return {"type": "input", "dispatch_action": True, "optional": True, "label": label, "element": element}


def _plain_text(text: str) -> Block:
    return {"type": "plain_text", "text": text if text.strip() else " ", "emoji": True}
