"""The log in plain words."""

import re
from pathlib import Path

import pytest

from onboardbot.flows.drawing import KINDS as DRAWN
from onboardbot.flows.inbox import HANDLERS
from onboardbot.web.plain_log import CAME, KINDS, SENTENCES, plain

PACKAGE = Path(__file__).parents[2] / "onboardbot"
NOTED = re.compile(r'log\.(?:info|warning|error|exception)\(\s*"(\w+)"')


def test_every_event_has_its_sentence() -> None:
    sources = [path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")]
    noted = {event for source in sources for event in NOTED.findall(source)}
    assert len(noted) > 15
    assert noted <= SENTENCES.keys()


def test_every_kind_of_message_and_of_what_comes_in_has_its_words() -> None:
    assert DRAWN.keys() <= KINDS.keys()
    assert HANDLERS.keys() <= CAME.keys()


@pytest.mark.parametrize(("event", "facts", "words"), [
    ("message_sent", {"outbox_id": "a1", "kind": "tell"}, "Sent: a note to somebody who may help."),
    ("message_sent", {"outbox_id": "a1", "kind": "new_kind"}, "Sent: new kind."),
    ("incoming_handled", {"kind": "message"}, "Received: a message. It was stored first, then handled."),
    ("message_not_sent", {"kind": "offer", "cause": "cannot_dm"},
     "Not sent: an offer to ask somebody for help (cannot dm). HR is told."),
    ("something_new", {}, "The bot noted “something_new”."),
])  # fmt: skip
def test_an_event_is_a_sentence(event: str, facts: dict[str, object], words: str) -> None:
    assert plain(event, facts) == words
