"""How the app took what a person did."""

import asyncio
from dataclasses import dataclass
from typing import Any

from onboardbot.sandbox.envelope import Envelope
from onboardbot.sandbox.errors import JSON
from onboardbot.sandbox.state import State

NO_APP = "no app is connected; kept until one is"


@dataclass(frozen=True)
class Outcome:
    """`payload` is what the acknowledgement carried; `note` says what went wrong, and is empty if nothing did."""

    acknowledged: bool
    payload: Any = None
    note: str = ""
    ts: str = ""  # of the message that a person wrote

    def shape(self) -> JSON:
        said = {"ts": self.ts} if self.ts else {}
        return {"acknowledged": self.acknowledged, "payload": self.payload, "note": self.note, **said}


async def outcome(state: State, envelope: Envelope, *, ts: str = "") -> Outcome:
    """Wait until the app acknowledged, as long as Slack would."""
    if not envelope.trouble and not envelope.attempt and not state.sender.is_open():
        return Outcome(acknowledged=False, note=NO_APP, ts=ts)
    patience = state.rules.patience
    try:
        payload = None if envelope.trouble else await asyncio.wait_for(asyncio.shield(envelope.answer), patience)
    except TimeoutError:
        late = f"not acknowledged within {patience:g} seconds"
        return Outcome(acknowledged=False, note=envelope.trouble or late, ts=ts)
    return Outcome(acknowledged=not envelope.trouble, payload=payload, note=envelope.trouble, ts=ts)
