"""The modal in which HR onboards someone."""

from collections.abc import Sequence
from typing import Any

from onboardbot.flows.enrolling import DATED_BY, Field, Form
from onboardbot.slack.blocks import BUTTON, cut
from onboardbot.slack.richtext import Block

CALLBACK = "enroll"
PREVIEW = "preview"
EMAILS = frozenset({"email", "manager_email", "buddy_email"})


def view(form: Form) -> Block:
    """Return the modal; block ids are the columns of the people file."""
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": "{}",
        "title": _plain(form.title),
        "submit": _plain(form.submit),
        "close": _plain(form.close),
        "blocks": [*(_input(field) for field in form.fields), _preview([form.hint])],
    }


def with_preview(blocks: Sequence[Block], lines: Sequence[str]) -> list[Block]:
    """Return the modal's blocks with these lines as its preview."""
    return [*(block for block in blocks if block.get("block_id") != PREVIEW), _preview(lines)]


def _preview(lines: Sequence[str]) -> Block:
    return {"type": "section", "block_id": PREVIEW, "text": _plain("\n".join(lines))}


def _input(field: Field) -> Block:
    block: dict[str, Any] = {
        "type": "input",
        "block_id": field.name,
        "label": _plain(field.label),
        "optional": field.optional,
        "element": _element(field),
    }
    if field.name in DATED_BY:
        block["dispatch_action"] = True
    return block


def _element(field: Field) -> Block:
    if field.options:
        options = [{"text": _plain(cut(text, BUTTON)), "value": value} for value, text in field.options[:100]]
        return {"type": "static_select", "action_id": field.name, "options": options}
    if field.name == "start_date":
        return {"type": "datepicker", "action_id": field.name}
    if field.name in EMAILS:
        return {"type": "email_text_input", "action_id": field.name}
    return {"type": "plain_text_input", "action_id": field.name}


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": True}
