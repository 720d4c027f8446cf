"""Rich text in pieces that Slack takes: a section holds 3000 characters (docs.slack.dev/reference/block-kit/blocks)."""

from collections.abc import Iterable, Iterator
from typing import Any

Block = dict[str, Any]
LONGEST = 3000  # characters
LIST = "rich_text_list"


def packed(elements: Iterable[Block]) -> Iterator[list[Block]]:
    """Yield the elements in groups that fit into one block each."""
    group: list[Block] = []
    for element in elements:
        if group and _length(group) + _length([element]) > LONGEST:
            yield group
            group = []
        group.append(element)
    if group:
        yield group


def sized(element: Block) -> Iterator[Block]:
    """Yield the element in parts, none longer than a block; a list goes on with its numbers."""
    if _length([element]) <= LONGEST:
        yield element
        return
    is_list = element["type"] == LIST
    inner = [part for item in element["elements"] for part in (sized(item) if is_list else _cut(item))]
    done = 0
    for group in packed(inner):
        offset = {"offset": element.get("offset", 0) + done} if element.get("style") == "ordered" else {}
        yield {**element, "elements": group} | offset
        done += len(group)


def _cut(piece: Block) -> Iterator[Block]:
    """Yield a run of text in parts, cut at a blank where there is one."""
    text = piece.get("text", "")
    while len(text) > LONGEST:
        end = max(text.rfind(sign, LONGEST // 2, LONGEST) for sign in " \n") + 1 or LONGEST
        yield {**piece, "text": text[:end]}
        text = text[end:]
    yield {**piece, "text": text} if "text" in piece else piece


def _length(elements: Iterable[Block]) -> int:
    return sum(len(one.get("text", "")) + _length(one.get("elements", ())) for one in elements)
