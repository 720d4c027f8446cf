"""The ids that Slack gives to blocks and elements which came without one."""

from collections.abc import Sequence
from typing import Any

from onboardbot.sandbox.blocks.objects import ELEMENTS
from onboardbot.sandbox.errors import JSON

SILENT = {"image", "plain_text", "mrkdwn"}  # elements that nobody can click


def named(blocks: Sequence[JSON], prefix: str = "") -> list[JSON]:
    """Return the blocks with every id filled in; those that are made begin with `prefix`."""
    taken = {block.get("block_id") for block in blocks}
    return [_named(block, next(_free(taken, f"{prefix}b{place}"))) for place, block in enumerate(blocks)]


def _free(taken: set[Any], wanted: str) -> Any:
    name = wanted
    while name in taken:
        name += "x"
    yield name


def _named(block: JSON, block_id: str) -> JSON:
    full = {**block, "block_id": block.get("block_id") or block_id}
    for name in ("element", "accessory"):
        if name in block:
            full[name] = _element(block[name], 0)
    if block["type"] == "actions":
        full["elements"] = [_element(element, place) for place, element in enumerate(block["elements"])]
    return full


def _element(element: JSON, place: int) -> JSON:
    if element["type"] in SILENT or element["type"] not in ELEMENTS:
        return element
    return {**element, "action_id": element.get("action_id") or f"a{place}"}
