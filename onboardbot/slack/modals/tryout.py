"""The modal in which HR picks a step to try on themselves."""

import json

from onboardbot.flows.enrolling import Field
from onboardbot.flows.tryout import CALLBACK, PLAYBOOK, STEP, Tryout
from onboardbot.slack.blocks import BUTTON, cut
from onboardbot.slack.modals.enroll import input_of
from onboardbot.slack.modals.parts import TITLE, plain, section
from onboardbot.slack.richtext import Block

ACTION = "try_out"
ID = 255  # characters of an action_id
MOST = 100  # options of a group, docs.slack.dev/reference/block-kit/composition-objects/option-group-object


def view(shown: Tryout) -> Block:
    """Return the modal; the steps of each playbook have an id of their own, or what was picked before would stay."""
    choice, steps = shown.fields[:-1], shown.fields[-1]
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": json.dumps({PLAYBOOK: shown.playbook}),
        "title": plain(cut(shown.title, TITLE)),
        "submit": plain(cut(shown.submit, TITLE)),
        "close": plain(cut(shown.close, TITLE)),
        "blocks": [
            section(f"{shown.note}\n\n{shown.words}" if shown.note else shown.words),
            *(input_of(field, (PLAYBOOK,)) for field in choice),
            _steps(shown.playbook, steps),
        ],
    }


def _steps(playbook: str, field: Field) -> Block:
    element = {"type": "static_select", "action_id": cut(f"{STEP}/{playbook}", ID), **_options(field)}
    return {"type": "input", "block_id": STEP, "label": plain(field.label), "element": element}


def _options(field: Field) -> Block:
    """Return the options; in groups where they are more than a list may hold."""
    made = [{"text": plain(cut(words, BUTTON)), "value": value} for value, words in field.options]
    if len(made) <= MOST:
        return {"options": made}
    parts = [made[first : first + MOST] for first in range(0, len(made), MOST)]
    return {"option_groups": [{"label": part[0]["text"], "options": part} for part in parts]}
