"""Which blocks Slack takes, and what it says of others."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from onboardbot.sandbox.blocks.checks import Check, also, by_type, complaint, flag, items, one_of, shape, string
from onboardbot.sandbox.blocks.objects import ELEMENTS, IDENTIFIER, IMAGE_SOURCE, has_picture, plain, words
from onboardbot.sandbox.blocks.rich import RICH_TEXT

IN_MESSAGE, IN_VIEW = 50, 100  # blocks
MARKDOWN = 12_000

CLICKABLE = (
    "button",
    "static_select",
    "users_select",
    "datepicker",
    "timepicker",
    "radio_buttons",
    "checkboxes",
    "overflow",
    "datetimepicker",
)
MANY = ("multi_static_select", "multi_users_select")  # in sections and inputs, not among actions
FILLABLE = (
    "plain_text_input", "email_text_input", "number_input", "url_text_input", "static_select", "users_select",
    "datepicker", "timepicker", "datetimepicker", "radio_buttons", "checkboxes", *MANY,
)  # fmt: skip


def _elements(*allowed: str) -> Check:
    return by_type(ELEMENTS, allowed)


def _has_words(value: Any, pointer: str) -> Iterator[str]:
    if "text" not in value and "fields" not in value:
        yield complaint("missing required field: text", pointer)


_ID: Mapping[str, Check] = {"block_id": IDENTIFIER}
_SECTION = shape(
    {},
    {
        **_ID,
        "text": words(3000),
        "fields": items(words(2000), 10),
        "expand": flag,
        "accessory": _elements("image", *CLICKABLE, *MANY),
    },
)
_INPUT = shape(
    {"label": plain(2000), "element": _elements(*FILLABLE)},
    {**_ID, "hint": plain(2000), "optional": flag, "dispatch_action": flag},
)
BLOCKS: Mapping[str, Check] = {
    "section": also(_SECTION, _has_words),
    "header": shape({"text": plain(150)}, _ID),
    "divider": shape({}, _ID),
    "actions": shape({"elements": items(_elements(*CLICKABLE), 25)}, _ID),
    "context": shape({"elements": items(_elements("image", "plain_text", "mrkdwn"), 10)}, _ID),
    "input": _INPUT,
    "image": also(shape({"alt_text": string(2000)}, {**_ID, **IMAGE_SOURCE, "title": plain(2000)}), has_picture),
    "rich_text": shape({"elements": RICH_TEXT}, _ID),
    "markdown": shape({"text": string(MARKDOWN, shortest=1)}, _ID),
    "alert": shape({"text": words(3000)}, {**_ID, "level": one_of("default", "info", "warning", "error", "success")}),
}


def _blocks(most: int, *without: str) -> Check:
    return items(by_type(BLOCKS, [kind for kind in BLOCKS if kind not in without]), most, least=0)


def _markdown_in_all(value: Any, pointer: str) -> Iterator[str]:
    """The limit of markdown holds for all blocks of a message together."""
    if sum(len(block["text"]) for block in value if block["type"] == "markdown") > MARKDOWN:
        yield complaint(f"markdown must be less than {MARKDOWN + 1} characters in all", pointer)


_MESSAGE = also(_blocks(IN_MESSAGE, "alert"), _markdown_in_all)
_COMMON: Mapping[str, Check] = {
    "private_metadata": string(3000), "callback_id": IDENTIFIER, "external_id": IDENTIFIER,
}  # fmt: skip
_MODAL = shape(
    {"title": plain(24), "blocks": _blocks(IN_VIEW, "markdown")},
    {
        **_COMMON, "submit": plain(24), "close": plain(24), "clear_on_close": flag, "notify_on_close": flag,
        "submit_disabled": flag,
    },
)  # fmt: skip
_VIEWS = {"modal": _MODAL, "home": shape({"blocks": _blocks(IN_VIEW, "markdown", "alert")}, _COMMON)}


def message_complaints(blocks: Any) -> list[str]:
    """Return what Slack says of the blocks of a message; nothing where it takes them."""
    return [*_MESSAGE(blocks, "/blocks")] or [*_twice(blocks, "/blocks")]


def view_complaints(view: Any, kind: str) -> list[str]:
    """Return what Slack says of a view that has to be of this kind ("modal" or "home")."""
    found = list(by_type(_VIEWS, (kind,))(view, "/view")) or [*_twice(view["blocks"], "/view/blocks")]
    has_input = not found and any(block["type"] == "input" for block in view["blocks"])
    if kind == "modal" and has_input and "submit" not in view:
        found.append(complaint("missing required field: submit", "/view"))
    return found or [*_focus(view["blocks"])]


def _focus(blocks: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Find a second element that wants the cursor."""
    wanting = 0
    for place, block in enumerate(blocks):
        named = [(name, block[name]) for name in ("element", "accessory") if name in block]
        inside = [(f"elements/{n}", one) for n, one in enumerate(block.get("elements", ()))]
        for where, element in [*named, *inside]:
            wanting += bool(element.get("focus_on_load"))
            if element.get("focus_on_load") and wanting > 1:
                yield complaint(
                    "only one element may have focus_on_load", f"/view/blocks/{place}/{where}/focus_on_load"
                )


def _twice(blocks: Sequence[Mapping[str, Any]], pointer: str) -> Iterator[str]:
    """Find a block_id that occurs twice, or an action_id that occurs twice in one block."""
    seen: set[str] = set()
    for place, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id in seen:
            yield complaint(f"`block_id` already exists: {block_id}", f"{pointer}/{place}/block_id")
        seen |= {block_id} if block_id else set()
        yield from _same_actions(block, f"{pointer}/{place}")


def _same_actions(block: Mapping[str, Any], pointer: str) -> Iterator[str]:
    seen: set[str] = set()
    for place, element in enumerate(block.get("elements", ())):
        action_id = element.get("action_id")
        if action_id in seen:
            yield complaint(f"`action_id` already exists: {action_id}", f"{pointer}/elements/{place}/action_id")
        seen |= {action_id} if action_id else set()
