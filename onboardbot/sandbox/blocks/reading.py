"""The words of blocks, as a person reads them from top to bottom."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any


def words_of(blocks: Iterable[Mapping[str, Any]]) -> str:
    """Return all words of the blocks, one line each, buttons in brackets."""
    return "\n".join(line for block in blocks for line in _lines(block) if line)


def _lines(block: Mapping[str, Any]) -> Iterator[str]:
    match block["type"]:
        case "rich_text":
            for part in block["elements"]:
                yield from _rich(part)
        case "markdown":
            yield block["text"]
        case "image":
            yield block["alt_text"]
        case "context":
            yield " ".join(element.get("text") or element.get("alt_text", "") for element in block["elements"])
        case "actions":
            yield " ".join(_label(element) for element in block["elements"])
        case "input":
            yield block["label"]["text"]
            yield _label(block["element"])
        case _:
            yield from _section(block)


def _section(block: Mapping[str, Any]) -> Iterator[str]:
    if "text" in block:
        yield block["text"]["text"]
    for field in block.get("fields", ()):
        yield field["text"]
    if "accessory" in block:
        yield _label(block["accessory"])


def _label(element: Mapping[str, Any]) -> str:
    if element["type"] == "image":
        return str(element["alt_text"])
    if element["type"] == "button":
        return f"[{element['text']['text']}]"
    options = " / ".join(option["text"]["text"] for option in element.get("options", ()))
    return f"[{options or element.get('placeholder', {}).get('text', '')}]"


def _rich(part: Mapping[str, Any]) -> Iterator[str]:
    if part["type"] == "rich_text_list":
        for number, item in enumerate(part["elements"], start=part.get("offset", 0) + 1):
            mark = f"{number}." if part.get("style") == "ordered" else "•"
            yield f"{mark} " + "".join(_inline(inline) for inline in item["elements"])
    else:
        yield "".join(_inline(inline) for inline in part["elements"])


def _inline(inline: Mapping[str, Any]) -> str:
    match inline["type"]:
        case "text":
            return str(inline["text"])
        case "link":
            return str(inline.get("text") or inline["url"])
        case "user":
            return f"<@{inline['user_id']}>"
        case "emoji":
            return f":{inline['name']}:"
        case "date":
            return str(inline.get("fallback", ""))
        case kind:
            return f"<{kind}>"
