"""The modal in which a manager gives another start date."""

import json
from datetime import date

from onboardbot.slack.modals.parts import TITLE, plain
from onboardbot.slack.richtext import Block
from onboardbot.texts.catalogue import Voice

CALLBACK = "moved"


def view(message_id: str, voice: Voice, start: date) -> Block:
    """Return the modal, with the date as it stands."""
    element = {"type": "datepicker", "action_id": "start_date", "initial_date": start.isoformat()}
    label = plain(voice.plain("enroll_modal.start_date"))
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": json.dumps({"message": message_id}),
        "title": plain(voice.plain("eve.moved_title")[:TITLE]),
        "submit": plain(voice.plain("hire_modal.submit")[:TITLE]),
        "close": plain(voice.plain("hires.close")[:TITLE]),
        "blocks": [{"type": "input", "block_id": "start_date", "label": label, "element": element}],
    }
