"""What a message is drawn on: who reads it, in which language, and what it is about."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.outbox import Envelope
from onboardbot.core.person import Person
from onboardbot.flows.bot import Bot
from onboardbot.flows.scene import Scene, Scenes
from onboardbot.texts.catalogue import Voice


@dataclass(frozen=True)
class Sheet:
    """`now` is when it is first drawn, later when it was sent: its words keep fitting their day."""

    bot: Bot
    session: AsyncSession
    envelope: Envelope
    reader: Person
    voice: Voice
    now: datetime
    scenes: Scenes

    async def scene(self) -> Scene:
        """Return the scene of the onboarding that the message belongs to."""
        return await self.scenes.of(self.envelope.enrollment_id)

    @property
    def args(self) -> dict[str, Any]:
        """What the message was posted with."""
        loaded: dict[str, Any] = json.loads(self.envelope.args or "{}")
        return loaded
