"""Letters: messages with their recipient and what they say, or why that can't be said."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.delivery import DeliveryError
from onboardbot.core.message import Message
from onboardbot.core.outbox import Cause, Envelope
from onboardbot.core.person import Person
from onboardbot.core.personalise import FillError, RoleEmpty
from onboardbot.flows import drawing
from onboardbot.flows.bot import Bot
from onboardbot.flows.scene import Scene, Scenes
from onboardbot.store import claims, people
from onboardbot.store.claims import Body
from onboardbot.store.passing import passes

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Letter:
    """A message with its recipient and what it says, or why it can't be said; `scene`: as it was drawn."""

    envelope: Envelope
    person: Person
    message: Message | None
    trouble: DeliveryError | None = None
    scene: Scene | None = None

    @property
    def body(self) -> Body:
        """What is kept of it."""
        said = self.message.model_dump_json() if self.message else None
        return Body(self.envelope.id, said, introduces=self.person.introduced_at is None)


async def letters(bot: Bot, session: AsyncSession, found: Sequence[tuple[Envelope, datetime]]) -> list[Letter]:
    """Draw messages, each as of its instant."""
    scenes = Scenes(bot, session)
    await scenes.all_of(envelope.enrollment_id for envelope, _ in found)
    persons = await _persons(scenes, {envelope.person_id for envelope, _ in found})
    await scenes.steps_of(envelope.touchpoint_id for envelope, _ in found)
    return [await _letter(scenes, envelope, persons[envelope.person_id], now=now) for envelope, now in found]


async def _persons(scenes: Scenes, ids: set[str]) -> dict[str, Person]:
    """Return whom the letters go to; who is being told right now what the bot is counts as told."""
    session, around = scenes.session, scenes.persons()
    persons = {person_id: around[person_id] for person_id in ids & around.keys()}
    persons |= await people.by_ids(session, ids - around.keys())
    strangers = [one.id for one in persons.values() if one.introduced_at is None]
    for person_id, at in (await claims.being_introduced(session, strangers)).items():
        persons[person_id] = persons[person_id].model_copy(update={"introduced_at": at})
    return persons


async def _letter(scenes: Scenes, envelope: Envelope, person: Person, *, now: datetime) -> Letter:
    """Draw a message; what can't be drawn is pushed on and shown, and holds nobody up."""
    if person.slack_id is None or person.deactivated:
        cause = Cause.DEACTIVATED if person.deactivated else Cause.NOT_IN_SLACK
        return Letter(envelope, person, None, DeliveryError(cause, cause, permanent=True))
    try:
        message = await drawing.draw(scenes, envelope, person, now=now)
    except RoleEmpty as error:
        trouble = DeliveryError(Cause.ROLE_EMPTY, error.role, permanent=True)
        return Letter(envelope, person, None, trouble)
    except FillError as error:
        return Letter(envelope, person, None, DeliveryError(Cause.RENDER, str(error), permanent=True))
    except Exception as error:  # a bug in one message must not stop everybody else's
        if passes(error):  # the database is away: no message is to blame
            raise
        log.exception("message_not_drawn", extra={"outbox_id": envelope.id, "kind": envelope.kind})
        return Letter(envelope, person, None, DeliveryError(Cause.RENDER, "it could not be drawn", permanent=True))
    return Letter(envelope, person, message, scene=scenes.found.get(envelope.enrollment_id or ""))
