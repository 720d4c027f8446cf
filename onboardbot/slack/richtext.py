"""Markdown to Slack's rich text: what is text stays text, so no value can become markup or a mention."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from onboardbot.core.personalise import mentions

Block = dict[str, Any]
EMOJI = re.compile(r"(?<!\d):([a-z0-9_+'-]+):")  # a digit before it: a time, as in "at 15:15:"
STYLES = {"strong": "bold", "em": "italic", "s": "strike"}
PARSER = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("strikethrough")


def rich_text(markdown: str) -> Block:
    """Return one `rich_text` block that shows the Markdown."""
    elements = list(_blocks(SyntaxTreeNode(PARSER.parse(markdown)).children))
    return {"type": "rich_text", "elements": elements or [_section([_text(" ", {})])]}


def plain(markdown: str) -> str:
    """Return the Markdown as plain text for notifications, mentions as Slack writes them."""
    return "\n".join(_plain(element) for element in rich_text(markdown)["elements"]).strip()


def _section(elements: list[Block]) -> Block:
    return {"type": "rich_text_section", "elements": elements}


def _blocks(nodes: Iterable[SyntaxTreeNode], indent: int = 0) -> Iterator[Block]:
    """Yield the elements of block-level nodes; a blank line stands between two paragraphs."""
    previous = None
    for node in nodes:
        made = list(_block(node, indent))
        if previous == "paragraph" and node.type == "paragraph" and made:
            made[0]["elements"].insert(0, _text("\n", {}))
        yield from made
        previous = node.type


def _block(node: SyntaxTreeNode, indent: int) -> Iterator[Block]:
    if node.type in {"paragraph", "heading"}:
        style = {"bold": True} if node.type == "heading" else {}
        yield _section(list(_inline(node.children, style)))
    elif node.type in {"bullet_list", "ordered_list"}:
        yield from _list(node, indent)
    elif node.type == "blockquote":
        inner = [element for child in node.children for element in _inline(child.children, {})]
        yield {"type": "rich_text_quote", "elements": inner}
    elif node.type in {"fence", "code_block"}:
        yield {"type": "rich_text_preformatted", "elements": [_text(node.content.rstrip("\n"), {})]}
    elif node.content:
        yield _section([_text(node.content, {})])


def _list(node: SyntaxTreeNode, indent: int) -> Iterator[Block]:
    """Yield one list an indent; a list inside an item follows it, one step further in, as Slack wants it."""
    style = "ordered" if node.type == "ordered_list" else "bullet"
    pending: list[Block] = []
    for item in node.children:
        for child in item.children:
            if child.type in {"bullet_list", "ordered_list"}:
                yield from _gather(pending, style, indent)
                pending = []
                yield from _list(child, indent + 1)
            else:
                pending.append(_section(list(_inline(child.children, {}))))
    yield from _gather(pending, style, indent)


def _gather(items: list[Block], style: str, indent: int) -> Iterator[Block]:
    if items:
        yield {"type": "rich_text_list", "style": style, "indent": indent, "elements": items}


def _inline(nodes: Iterable[SyntaxTreeNode], style: dict[str, bool], url: str | None = None) -> Iterator[Block]:
    for node in nodes:
        if node.type in {"softbreak", "hardbreak"}:
            yield _text("\n", style)
        elif node.type == "code_inline":
            yield _text(node.content, {**style, "code": True})
        elif node.type == "link":
            yield from _inline(node.children, style, str(node.attrs.get("href", "")))
        elif node.type in STYLES:
            yield from _inline(node.children, {**style, STYLES[node.type]: True}, url)
        elif node.children:
            yield from _inline(node.children, style, url)
        elif node.content:
            yield from _words(node.content, style, url)


def _words(content: str, style: dict[str, bool], url: str | None) -> Iterator[Block]:
    for piece in mentions(content):
        if piece.user_id is not None:
            yield {"type": "user", "user_id": piece.user_id}
        elif url is not None:
            yield {"type": "link", "url": url, "text": piece.text} | ({"style": style} if style else {})
        else:
            yield from _emoji(piece.text, style)


def _emoji(content: str, style: dict[str, bool]) -> Iterator[Block]:
    position = 0
    for match in EMOJI.finditer(content):
        if match.start() > position:
            yield _text(content[position : match.start()], style)
        yield {"type": "emoji", "name": match.group(1)}
        position = match.end()
    if position < len(content):
        yield _text(content[position:], style)


def _text(content: str, style: dict[str, bool]) -> Block:
    return {"type": "text", "text": content} | ({"style": style} if style else {})


def _plain(element: Block) -> str:
    if element["type"] == "rich_text_list":
        ordered = element["style"] == "ordered"
        marks = (f"{n}." if ordered else "•" for n in range(1, len(element["elements"]) + 1))
        pad = "  " * element["indent"]
        return "\n".join(f"{pad}{mark} {_plain(item)}" for mark, item in zip(marks, element["elements"], strict=False))
    return "".join(_plain_inline(inner) for inner in element["elements"])


def _plain_inline(element: Block) -> str:
    match element["type"]:
        case "user":
            return f"<@{element['user_id']}>"
        case "emoji":
            return f":{element['name']}:"
        case "link":
            return f"{escape(element['text'])} ({element['url']})"
        case _:
            return escape(element["text"])


def escape(text: str) -> str:
    """Return text that Slack shows as it is: the three characters that it reads as control are escaped."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
