"""A newcomer asks HR to correct what was entered about them: in their own words, by their own tap."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.enrollment import Enrollment
from onboardbot.core.outbox import Envelope, Priority
from onboardbot.core.person import Person
from onboardbot.core.visibility import may_have
from onboardbot.flows import scene
from onboardbot.flows.bot import Bot
from onboardbot.flows.drawing import voice_of
from onboardbot.store import enrollments, outbox, people
from onboardbot.texts.catalogue import Voice

CALLBACK = "correct"


@dataclass(frozen=True)
class Asked:
    """What the modal shows: the message that it was opened from, and who gets the words."""

    message_id: str
    voice: Voice
    name: str


async def asked(bot: Bot, channel: str | None, ts: str | None, *, slack_user: str) -> Asked | None:
    """Return what to show; None where the message is not the tapper's own, or nobody of HR can be reached."""
    async with bot.database.read() as session:
        envelope = await outbox.at_place(session, channel, ts) if channel and ts else None
        person = await people.by_slack_id(session, slack_user)
        if envelope is None or person is None:
            return None
        hr = await _hr(bot, session, await _theirs(session, envelope, person))
        return Asked(envelope.id, voice_of(bot, person), hr.first_name) if hr else None


async def _theirs(session: AsyncSession, envelope: Envelope, person: Person) -> Enrollment | None:
    found = await enrollments.find(session, envelope.enrollment_id or "")
    mine = envelope.person_id == person.id
    return found if found and mine and may_have(person.id, hire=found.person_id) else None


async def _hr(bot: Bot, session: AsyncSession, enrollment: Enrollment | None) -> Person | None:
    return (await scene.of_enrollment(bot, session, enrollment)).reachable(scene.HR) if enrollment else None


async def submitted(
    bot: Bot, session: AsyncSession, payload: Mapping[str, Any], person: Person, *, key: str, now: datetime
) -> None:
    """Send the words to HR; that they were sent is said afterwards."""
    envelope = await outbox.by_id(session, payload["metadata"].get("message", ""))
    enrollment = await _theirs(session, envelope, person) if envelope else None
    hr = await _hr(bot, session, enrollment)
    words = (payload["values"].get("answer") or "").strip()
    if enrollment is None or hr is None or not words:
        return
    first = f"correction/{key}"
    about: Any = {"enrollment_id": enrollment.id, "due_at": now, "priority": Priority.CLICK, "subject": key}
    await outbox.post(session, "correction", hr.id, **about, args=json.dumps({"words": words}), dedupe_key=first)
    said = voice_of(bot, person).words("correct.sent", name=hr.first_name)
    await outbox.post(session, "words", person.id, **about, args=json.dumps({"words": said}), after=first)
