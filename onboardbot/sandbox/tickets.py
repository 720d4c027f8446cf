"""Things that an app may use for a short while: triggers of modals and response URLs."""

import time
from dataclasses import dataclass, field
from secrets import token_hex

from onboardbot.sandbox.errors import SlackError

TRIGGER_LIFE = 3.0  # seconds (docs.slack.dev/interactivity/handling-user-interaction)
RESPONSE_LIFE = 30 * 60.0  # seconds, the same page
RESPONSE_USES = 5


@dataclass(frozen=True)
class Trigger:
    user: str
    view_id: str | None  # of the modal in which the person clicked, where a push lands
    until: float


@dataclass
class Responder:
    """What a response URL leads to: the conversation, the person, and the message that was clicked."""

    channel: str
    user: str
    ts: str | None
    until: float
    uses: int = 0


@dataclass
class Tickets:
    trigger_life: float = TRIGGER_LIFE
    response_life: float = RESPONSE_LIFE
    triggers: dict[str, Trigger | None] = field(default_factory=dict)  # None once it was exchanged
    responders: dict[str, Responder] = field(default_factory=dict)

    def trigger(self, user: str, view_id: str | None = None) -> str:
        trigger_id = f"{time.time_ns() // 1_000_000}.{len(self.triggers):07d}.{token_hex(16)}"
        self.triggers[trigger_id] = Trigger(user, view_id, time.monotonic() + self.trigger_life)
        return trigger_id

    def exchange(self, trigger_id: str) -> Trigger:
        """Return the trigger, which can't be used again.

        Raises:
            SlackError: invalid_trigger_id, exchanged_trigger_id or expired_trigger_id.
        """
        if trigger_id not in self.triggers:
            raise SlackError("invalid_trigger_id")
        trigger = self.triggers[trigger_id]
        if trigger is None:
            raise SlackError("exchanged_trigger_id")
        if time.monotonic() > trigger.until:
            raise SlackError("expired_trigger_id")
        self.triggers[trigger_id] = None
        return trigger

    def responder(self, channel: str, user: str, ts: str | None) -> str:
        """Return the secret end of a new response URL."""
        key = token_hex(12)
        self.responders[key] = Responder(channel, user, ts, time.monotonic() + self.response_life)
        return key

    def respond(self, key: str) -> Responder:
        """Return where an answer to a response URL goes, counting its use.

        Raises:
            SlackError: no such URL, expired_url, or used_url after the fifth time.
        """
        responder = self.responders.get(key)
        if responder is None or time.monotonic() > responder.until:
            raise SlackError("expired_url")
        if responder.uses >= RESPONSE_USES:
            raise SlackError("used_url")
        responder.uses += 1
        return responder
