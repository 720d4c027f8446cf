"""What a message is made of, before a channel draws it."""

from collections.abc import Sequence
from typing import Literal

from onboardbot.core.when import Value


class Title(Value):
    """A heading, plain text."""

    part: Literal["title"] = "title"
    text: str


class Words(Value):
    """Markdown that a person reads; values in it are escaped, mentions are private tokens."""

    part: Literal["words"] = "words"
    markdown: str


class Note(Value):
    """Small print under the words: who sees it, why it came; plain text. `introduces`: what the bot is.

    `themes`: it says that what an answer is about may be counted, so that it is known whether that was said.
    """

    part: Literal["note"] = "note"
    text: str
    introduces: bool = False
    themes: bool = False


class Button(Value):
    """Something to tap; `value` carries opaque ids only."""

    action_id: str
    label: str
    value: str
    primary: bool = False
    spoken: str | None = None  # what a screen reader says, where the label alone is not enough
    sure: tuple[str, str, str] | None = None  # asked before it counts, as it can't be taken back: question, yes, no


class Buttons(Value):
    """A row of buttons."""

    part: Literal["buttons"] = "buttons"
    buttons: tuple[Button, ...]


class Choices(Value):
    """Options of which one is tapped, as radio buttons; `chosen` is the place of the one that was."""

    part: Literal["choices"] = "choices"
    action_id: str
    block_id: str
    options: tuple[str, ...]
    chosen: int | None = None


class Quote(Value):
    """A person's own words, plain text."""

    part: Literal["quote"] = "quote"
    text: str


class Divider(Value):
    """A line between two sections of a page."""

    part: Literal["divider"] = "divider"


class Search(Value):
    """A field to look for something in a page; `value` is what was looked for."""

    part: Literal["search"] = "search"
    action_id: str
    label: str
    value: str = ""


Part = Title | Words | Note | Buttons | Choices | Quote | Divider | Search


class Message(Value):
    """Parts in order; `fallback` is what a locked phone shows, None means: the words themselves."""

    parts: tuple[Part, ...]
    fallback: str | None = None


def together(messages: Sequence[Message]) -> Message:
    """Return several messages as one, a line between each; a locked phone shows the first fallback that there is.

    A message that was withdrawn has none: what the others hold must not stand there in its place. What the bot is
    stands below all of them.
    """
    first = messages[0].parts
    ends = next((n for n, part in enumerate(first) if isinstance(part, Note) and part.introduces), len(first))
    parts = list(first[:ends])
    for message in messages[1:]:
        parts += [Divider(), *message.parts]
    shown = next((message.fallback for message in messages if message.fallback is not None), None)
    return Message(parts=(*parts, *first[ends:]), fallback=shown)


ROOM = 3  # buttons beside which one more still stands in one row on a small window


def beside(parts: tuple[Part, ...], button: Button, *, own_row: bool = False) -> tuple[Part, ...]:
    """Return the parts with one more button: in the last row if there is room and only small print below it."""
    place = next((n for n, part in reversed([*enumerate(parts)]) if not isinstance(part, Note)), None)
    row = parts[place] if place is not None else None
    if own_row or place is None or not isinstance(row, Buttons) or len(row.buttons) > ROOM:
        return (*parts, Buttons(buttons=(button,)))
    return (*parts[:place], Buttons(buttons=(*row.buttons, button)), *parts[place + 1 :])
