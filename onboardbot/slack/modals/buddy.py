"""The modal in which a manager picks a buddy from everybody in the workspace."""

import json

from onboardbot.flows.buddies import BUDDY, CALLBACK, Asked
from onboardbot.slack.blocks import cut
from onboardbot.slack.modals.parts import TITLE, plain
from onboardbot.slack.richtext import Block

ACTION = "pick_buddy"


def view(asked: Asked) -> Block:
    """Return the modal, with Slack's own list of people."""
    say = asked.voice.plain
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": json.dumps({"message": asked.message_id}),
        "title": plain(cut(say("pick.title"), TITLE)),
        "submit": plain(cut(say("pick.submit"), TITLE)),
        "close": plain(cut(say("answer_modal.cancel"), TITLE)),
        "blocks": [
            {
                "type": "input",
                "block_id": BUDDY,
                "label": plain(say("pick.label", hire=asked.hire)),
                "element": {"type": "users_select", "action_id": BUDDY},
            }
        ],
    }
