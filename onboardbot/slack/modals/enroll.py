"""The modal in which HR onboards someone."""

from collections.abc import Sequence
from typing import Any

from onboardbot.flows.enrolling import DATED_BY, Field, Form
from onboardbot.slack.blocks import BUTTON, cut
from onboardbot.slack.modals.parts import actions, button
from onboardbot.slack.richtext import Block

CALLBACK = "enroll"
PREVIEW = "preview"
LONGEST = 3000  # characters of an input's first value
_EMAIL = ("email_text_input", "initial_value")
_KINDS = {
    "start_date": ("datepicker", "initial_date"),
    "email": _EMAIL,
    "manager_email": _EMAIL,
    "buddy_email": _EMAIL,
}


def view(form: Form) -> Block:
    """Return the modal; block ids are the columns of the people file. Above them is what can be done instead."""
    ways = [("hires", form.under_way), ("try_out", form.try_out)]
    beside = [button(action_id, label, "-") for action_id, label in ways if label]
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": "{}",
        "title": _plain(form.title),
        "submit": _plain(form.submit),
        "close": _plain(form.close),
        "blocks": [
            *([actions("beside", beside)] if beside else []),
            *(input_of(field, DATED_BY) for field in form.fields),
            _preview([form.hint]),
        ],
    }


def with_preview(blocks: Sequence[Block], lines: Sequence[str]) -> list[Block]:
    """Return the modal's blocks with these lines as its preview."""
    return [*(block for block in blocks if block.get("block_id") != PREVIEW), _preview(lines)]


def _preview(lines: Sequence[str]) -> Block:
    return {"type": "section", "block_id": PREVIEW, "text": _plain("\n".join(lines))}


def input_of(field: Field, dated_by: Sequence[str]) -> Block:
    block: dict[str, Any] = {
        "type": "input",
        "block_id": field.name,
        "label": _plain(field.label),
        "optional": field.optional,
        "element": _element(field),
    }
    if field.name in dated_by:
        block["dispatch_action"] = True
    return block


def _element(field: Field) -> Block:
    if field.options:
        return _select(field)
    kind, initial = _KINDS.get(field.name, ("plain_text_input", "initial_value"))
    element: Block = {"type": kind, "action_id": field.name}
    return element | {initial: cut(field.initial, LONGEST)} if field.initial else element


def _select(field: Field) -> Block:
    options = [{"text": _plain(cut(text, BUTTON)), "value": value} for value, text in field.options[:100]]
    element: Block = {"type": "static_select", "action_id": field.name, "options": options}
    chosen = next((option for option in options if option["value"] == field.initial), None)
    return element | {"initial_option": chosen} if chosen else element


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": True}
