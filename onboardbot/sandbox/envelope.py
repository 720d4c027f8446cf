"""A payload on its way to the app, over a WebSocket or to its request URL."""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from onboardbot.sandbox.errors import JSON
from onboardbot.sandbox.faults import Occasion

EVENTS = "events_api"  # the only kind that is sent again


def _answer() -> asyncio.Future[Any]:
    return asyncio.get_running_loop().create_future()


@dataclass
class Envelope:
    type: str  # events_api, interactive or slash_commands
    payload: JSON
    accepts_response_payload: bool = True
    answer: asyncio.Future[Any] = field(default_factory=_answer)  # what the acknowledgement carried
    id: str = field(default_factory=lambda: str(uuid4()))
    attempt: int = 0  # how often it was sent before
    reason: str = ""  # why it is sent again
    trouble: str = ""  # why the last attempt was not acknowledged, where that is known

    @property
    def is_event(self) -> bool:
        return self.type == EVENTS

    def acknowledged(self, payload: Any) -> None:
        self.trouble = ""
        self._settle(payload)

    def _settle(self, payload: Any) -> None:
        if not self.answer.done():
            self.answer.set_result(payload)

    @classmethod
    def unsent(cls, kind: str, payload: JSON, why: str) -> "Envelope":
        """Return one that never reaches the app, and so needs no waiting for."""
        envelope = cls(kind, payload, trouble=why)
        envelope.given_up()
        return envelope

    def given_up(self) -> None:
        """Let whoever waits for an acknowledgement know that there will be none; `trouble` says why."""
        self._settle(None)

    def again(self, reason: str) -> None:
        """Make it the next attempt, with an id of its own: only the `event_id` stays."""
        self.attempt += 1
        self.reason = reason
        self.id = str(uuid4())

    def occasion(self) -> Occasion:
        """Return what a fault has to know of it: its names, who did it, and where."""
        inner = self.payload.get("event") or self.payload
        names = (self.type, *([str(inner["type"])] if "type" in inner else []))
        person, channel = (_id(inner.get(name, inner.get(f"{name}_id"))) for name in ("user", "channel"))
        return Occasion(names, frozenset({person}), channel)

    def frame(self) -> str:
        """Return it as it goes over a WebSocket."""
        frame: JSON = {
            "envelope_id": self.id,
            "type": self.type,
            "accepts_response_payload": self.accepts_response_payload,
            "payload": self.payload,
        }
        if self.is_event:
            frame |= {"retry_attempt": self.attempt, "retry_reason": self.reason}
        return json.dumps(frame)


def _id(given: Any) -> str:
    """Return an id that stands alone or in an object."""
    return str((given.get("id") if isinstance(given, dict) else given) or "")
