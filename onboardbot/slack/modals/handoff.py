"""The modals in which whoever was asked suggests a time, or picks somebody else."""

import json

from onboardbot.flows.handoffs import PASS, PERSON, PROPOSE, TIME, Asked
from onboardbot.slack.blocks import cut
from onboardbot.slack.modals.parts import TITLE, plain, section
from onboardbot.slack.richtext import Block

PROPOSE_WORDS = ("propose.title", "propose.submit", "propose.words", "propose.label")
PASS_WORDS = ("pass.title", "pass.submit", "pass.words", "pass.label")


def propose_view(asked: Asked) -> Block:
    """Return the modal with day and time, which Slack shows by the reader's own clock."""
    element = {"type": "datetimepicker", "action_id": TIME, "initial_date_time": int(asked.time.timestamp())}
    return {"callback_id": PROPOSE, **_view(asked, PROPOSE_WORDS, TIME, element)}


def pass_view(asked: Asked) -> Block:
    """Return the modal with Slack's own list of people."""
    element = {"type": "users_select", "action_id": PERSON}
    return {"callback_id": PASS, **_view(asked, PASS_WORDS, PERSON, element)}


def _view(asked: Asked, keys: tuple[str, str, str, str], block_id: str, element: Block) -> Block:
    title, submit, words, label = (asked.voice.plain(key, hire=asked.hire) for key in keys)
    return {
        "type": "modal",
        "private_metadata": json.dumps({"message": asked.message_id}),
        "title": plain(cut(title, TITLE)),
        "submit": plain(cut(submit, TITLE)),
        "close": plain(cut(asked.voice.plain("answer_modal.cancel"), TITLE)),
        "blocks": [section(words), {"type": "input", "block_id": block_id, "label": plain(label), "element": element}],
    }
