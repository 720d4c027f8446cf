"""The modal in which a newcomer writes what should be corrected."""

import json

from onboardbot.flows.correcting import CALLBACK, Asked
from onboardbot.slack.blocks import cut
from onboardbot.slack.modals.answer import ANSWER, LONGEST
from onboardbot.slack.modals.parts import TITLE, plain, section
from onboardbot.slack.richtext import Block

ACTION = CALLBACK


def view(asked: Asked) -> Block:
    """Return the modal, which says who gets the words."""
    say = asked.voice.plain
    element = {"type": "plain_text_input", "action_id": ANSWER, "multiline": True, "max_length": LONGEST}
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": json.dumps({"message": asked.message_id}),
        "title": plain(cut(say("correct.title"), TITLE)),
        "submit": plain(cut(say("answer_modal.send"), TITLE)),
        "close": plain(cut(say("answer_modal.cancel"), TITLE)),
        "blocks": [
            section(say("correct.words", name=asked.name)),
            {"type": "input", "block_id": ANSWER, "label": plain(say("correct.label")), "element": element},
        ],
    }
