"""Texts where no markup can stand: titles, notifications, what a screen reader says, a question that is named."""

from collections.abc import Iterator, Mapping, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from onboardbot.core.personalise import Mention, fill

PARSER = MarkdownIt("commonmark", {"html": False}).enable("strikethrough")


def plain_words(text: str, values: Mapping[str, object]) -> str:
    """Return a text filled, on one line and without its marks; values stand as typed, a mention reads `@Max Manager`.

    Raises:
        FillError: as `fill` does.
    """
    return unmarked(fill(text, {name: _spoken(value) for name, value in values.items()}, markup_safe=True))


def unmarked(markdown: str) -> str:
    """Return the words of Markdown on one line."""
    return " ".join("".join(_words(PARSER.parse(markdown))).split())


def _words(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.children:
            yield from _words(token.children)
        elif token.type in {"softbreak", "hardbreak"}:
            yield " "
        else:
            yield token.content
        if token.block:
            yield " "


def _spoken(value: object) -> object:
    if isinstance(value, Mapping):
        return {name: _spoken(part) for name, part in value.items()}
    return f"@{value.name}" if isinstance(value, Mention) else value
