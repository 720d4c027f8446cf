"""The modal of one hire."""

import json
from collections.abc import Sequence

from onboardbot.flows.hires.card import DATED_BY, Card, Deed, Line
from onboardbot.slack.blocks import BUTTON, cut
from onboardbot.slack.modals.enroll import PREVIEW, input_of
from onboardbot.slack.modals.parts import TITLE, actions, button, plain, section
from onboardbot.slack.richtext import Block

CALLBACK = "hire"
SURE = 300  # characters of the question before what can't be taken back


def view(card: Card, note: str | None = None) -> Block:
    """Return the modal; block ids of inputs are the columns of the people file. `note` says what was just done."""
    blocks = [
        section(f"{note}\n\n{card.words}" if note else card.words),
        *([actions("hire_do", [_deed(card, deed) for deed in card.deeds])] if card.deeds else []),
        *(input_of(field, DATED_BY) for field in card.fields),
        *([preview([card.hint])] if card.fields else []),
        *(_line(line) for line in card.lines),
        *_pager(card),
    ]
    made: Block = {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": json.dumps({"hire": card.enrollment_id, "mark": card.mark, "skip": card.skip}),
        "title": plain(cut(card.title, TITLE)),
        "close": plain(cut(card.close, TITLE)),
        "blocks": blocks,
    }
    return made | {"submit": plain(cut(card.submit, TITLE))} if card.submit else made


def preview(lines: Sequence[str]) -> Block:
    return section("\n".join(lines)) | {"block_id": PREVIEW}


def with_preview(blocks: Sequence[Block], lines: Sequence[str]) -> list[Block]:
    """Return the modal's blocks with these lines as its preview, where it stood."""
    return [preview(lines) if block.get("block_id") == PREVIEW else block for block in blocks]


def _deed(card: Card, deed: Deed) -> Block:
    made = button(f"hire_do:{deed.key}", deed.label, card.enrollment_id)
    if deed.sure is None:
        return made
    yes, no = card.sure
    confirm = {
        "title": plain(cut(deed.label, BUTTON)),
        "text": plain(cut(deed.sure, SURE)),
        "confirm": plain(cut(yes, 30)),
        "deny": plain(cut(no, 30)),
        "style": "danger",
    }
    return made | {"style": "danger", "confirm": confirm}


def _line(line: Line) -> Block:
    options = [{"text": plain(cut(label, BUTTON)), "value": value} for value, label in line.deeds]
    menu = {"type": "overflow", "action_id": f"step:{line.touchpoint_id}", "options": options}
    return section(line.words) | {"block_id": f"step/{line.touchpoint_id}", "accessory": menu}


def _pager(card: Card) -> list[Block]:
    ways = (("back", card.back, card.before), ("on", card.on, card.after))
    buttons = [button(f"steps_page:{key}", label, str(skip)) for key, label, skip in ways if skip is not None]
    return [actions("pages", buttons)] if buttons else []
