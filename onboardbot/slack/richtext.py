"""Markdown to Slack's rich text: what is text stays text, so no value can become markup or a mention."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from onboardbot.core.personalise import mentions
from onboardbot.slack.pieces import packed, sized

Block = dict[str, Any]
Style = dict[str, bool]
EMOJI = re.compile(r"(?<!\w):([a-z0-9_+'-]+):(?!\w)")  # a time such as 12:30:45 holds none
ADDRESS = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)\]']")
OPENS = re.compile(r"(?:https?|mailto|tel|slack):.", re.IGNORECASE)  # the links that Slack takes
STYLES = {"strong": "bold", "em": "italic", "s": "strike"}
LISTS = frozenset({"bullet_list", "ordered_list"})
CODE = frozenset({"fence", "code_block"})
LONGEST_URL = 3000  # characters
RULE = "———"
DEEPEST = 5  # indents; more is not read on a phone
# Without text_join an escaped sign stays a token of its own, so what a value holds is never read as an emoji or a link
PARSER = MarkdownIt("commonmark", {"html": False}).enable("strikethrough").disable("text_join")


def rich_text(markdown: str) -> list[Block]:
    """Return `rich_text` blocks that show the Markdown, each within the length of a section."""
    return [{"type": "rich_text", "elements": elements} for elements in packed(_elements(markdown))]


def plain(markdown: str) -> str:
    """Return the Markdown as plain text for notifications, mentions as Slack writes them."""
    return "\n".join(_plain(element) for element in _elements(markdown)).strip()


@lru_cache(maxsize=128)  # what is drawn is said twice: as blocks, and in the notification
def _elements(markdown: str) -> tuple[Block, ...]:
    found = [piece for element in _blocks(SyntaxTreeNode(PARSER.parse(markdown)).children) for piece in sized(element)]
    return tuple(found) or (_section([_text(" ", {})]),)


def _section(elements: list[Block]) -> Block:
    return {"type": "rich_text_section", "elements": elements}


def _blocks(nodes: Iterable[SyntaxTreeNode]) -> Iterator[Block]:
    """Yield the elements of block-level nodes; a blank line stands between two paragraphs."""
    previous = None
    for node in nodes:
        made = [element for element in _block(node) if element["elements"]]
        if previous == "paragraph" and node.type == "paragraph" and made:
            made[0]["elements"].insert(0, _text("\n", {}))
        yield from made
        previous = node.type


def _block(node: SyntaxTreeNode) -> Iterator[Block]:
    if node.type in LISTS:
        yield from _list(node, 0)
    elif node.type == "blockquote":
        yield {"type": "rich_text_quote", "elements": _flat(node)}
    elif node.type in CODE:
        yield {"type": "rich_text_preformatted", "elements": _joined([_text(_code(node), {})])}
    else:
        yield _section(_flat(node))


def _flat(node: SyntaxTreeNode) -> list[Block]:
    """Return all that a block-level node says as one run of text, its parts on lines of their own."""
    if node.type == "inline":
        return _joined(_inline(node.children, {}))
    if node.type == "heading":
        return _joined(piece for child in node.children for piece in _inline(child.children, {"bold": True}))
    if node.type in CODE:
        return _joined([_text(_code(node), {"code": True})])
    if node.type == "hr":
        return [_text(RULE, {})]
    lines: list[Block] = []
    for child in node.children:
        mark = [_text("• ", {})] if node.type in LISTS else []
        lines += [_text("\n", {})] * bool(lines) + mark + _flat(child)
    return _joined(lines)


def _code(node: SyntaxTreeNode) -> str:
    """Return code as it stands; a mention in it is none."""
    return "".join(piece.text for piece in mentions(node.content.rstrip("\n")))


def _list(node: SyntaxTreeNode, indent: int) -> Iterator[Block]:
    """Yield one list an indent; a list inside an item follows it, one step further in, as Slack wants it."""
    ordered = node.type == "ordered_list"
    number = int(node.attrs.get("start", 1)) if ordered else 1
    pending: list[Block] = []
    for item in node.children:
        lines: list[Block] = []
        for child in item.children:
            if child.type in LISTS:
                pending += [_section(_joined(lines))] * bool(lines)
                yield from _gather(pending, indent, number if ordered else None)
                number, pending, lines = number + len(pending), [], []
                yield from _list(child, min(indent + 1, DEEPEST))
            else:
                lines += [_text("\n", {})] * bool(lines) + _flat(child)
        pending += [_section(_joined(lines))] * bool(lines)
    yield from _gather(pending, indent, number if ordered else None)


def _gather(items: list[Block], indent: int, number: int | None) -> Iterator[Block]:
    """Yield a list that begins with `number`; None: with bullets."""
    if items:
        style = "bullet" if number is None else "ordered"
        offset = {"offset": number - 1} if number is not None and number > 1 else {}
        yield {"type": "rich_text_list", "style": style, "indent": indent, "elements": items} | offset


def _inline(nodes: Iterable[SyntaxTreeNode], style: Style, url: str | None = None) -> Iterator[Block]:
    for node in nodes:
        if node.type in {"softbreak", "hardbreak"}:
            yield _text("\n", style)
        elif node.type == "code_inline":
            yield from _literal(_code(node), {**style, "code": True}, url)
        elif node.type in {"link", "image"}:
            yield from _link(node, style)
        elif node.type in STYLES:
            yield from _inline(node.children, {**style, STYLES[node.type]: True}, url)
        elif node.children:
            yield from _inline(node.children, style, url)
        elif node.type == "text":
            yield from _words(node.content, style, url)
        else:
            yield from _literal(node.content, style, url)


def _link(node: SyntaxTreeNode, style: Style) -> Iterator[Block]:
    """Yield a link; its words alone where it leads to nothing that Slack opens."""
    url = str(node.attrs.get("href") or node.attrs.get("src") or "")
    opens = OPENS.match(url) is not None and len(url) <= LONGEST_URL
    words = list(_inline(node.children, style, url if opens else None))
    if not words:
        yield from _literal(url, style, url if opens else None)
    yield from words


def _words(content: str, style: Style, url: str | None) -> Iterator[Block]:
    for piece in mentions(content):
        if piece.user_id is not None:
            yield {"type": "user", "user_id": piece.user_id}
        elif url is not None:
            yield from _literal(piece.text, style, url)
        else:
            yield from _with_addresses(piece.text, style)


def _literal(content: str, style: Style, url: str | None) -> Iterator[Block]:
    if url is not None and content:
        yield {"type": "link", "url": url, "text": content} | ({"style": style} if style else {})
    elif content:
        yield _text(content, style)


def _with_addresses(content: str, style: Style) -> Iterator[Block]:
    """Yield the words with the addresses that are written out in them: rich text does not link them by itself."""
    position = 0
    for match in ADDRESS.finditer(content):
        yield from _emoji(content[position : match.start()], style)
        yield from _literal(match.group(), style, match.group())
        position = match.end()
    yield from _emoji(content[position:], style)


def _emoji(content: str, style: Style) -> Iterator[Block]:
    position = 0
    for match in EMOJI.finditer(content):
        yield from _literal(content[position : match.start()], style, None)
        yield {"type": "emoji", "name": match.group(1)}
        position = match.end()
    yield from _literal(content[position:], style, None)


def _text(content: str, style: Style) -> Block:
    return {"type": "text", "text": content} | ({"style": style} if style else {})


def _joined(pieces: Iterable[Block]) -> list[Block]:
    """Return the pieces with neighbours of one style made one."""

    def kind(piece: Block) -> tuple[object, ...]:
        return piece["type"], piece.get("url"), piece.get("style"), piece["type"] in {"user", "emoji"} and id(piece)

    found: list[Block] = []
    for _, group in groupby(pieces, kind):
        first, *rest = group
        found.append({**first, "text": "".join(piece["text"] for piece in (first, *rest))} if rest else first)
    return [piece for piece in found if piece.get("text") != ""]


def _plain(element: Block) -> str:
    if element["type"] == "rich_text_list":
        return _plain_list(element)
    return "".join(_plain_inline(inner) for inner in element["elements"])


def _plain_list(element: Block) -> str:
    first = element.get("offset", 0) + 1
    ordered, pad = element["style"] == "ordered", "  " * element["indent"]
    items = enumerate(element["elements"], first)
    return "\n".join(f"{pad}{f'{n}.' if ordered else '•'} {_plain(item)}" for n, item in items)


def _plain_inline(element: Block) -> str:
    match element["type"]:
        case "user":
            return f"<@{element['user_id']}>"
        case "emoji":
            return f":{element['name']}:"
        case "link" if element["text"] != element["url"]:
            return f"{escape(element['text'])} ({escape(element['url'])})"
        case _:
            return escape(element["text"])


def escape(text: str) -> str:
    """Return text that Slack shows as it is: the three characters that it reads as control are escaped."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
