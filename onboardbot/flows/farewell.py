"""The end of an onboarding: one last message, and a word for the next newcomer that goes to HR by consent only."""

import json
from datetime import datetime, timedelta
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.outbox import Envelope, Priority
from onboardbot.flows import scene
from onboardbot.flows.scene import Scene
from onboardbot.flows.tap import Tap
from onboardbot.store import outbox

FAREWELL = "farewell"
ON_TIME = timedelta(minutes=5)  # a bot that runs looks each second


async def say(session: AsyncSession, current: Scene, *, now: datetime) -> None:
    """Say goodbye to a hire who has come to the end, at work; whoever never heard of me hears nothing.

    An onboarding ends with the hire's working hours, and their last minute is within them.
    """
    on_time = current.enrollment.ends_at is not None and now - current.enrollment.ends_at < ON_TIME
    if current.hire.reachable and await outbox.reached(session, current.enrollment.id, current.hire.id):
        await outbox.post(
            session,
            FAREWELL,
            current.hire.id,
            subject=current.enrollment.id,
            enrollment_id=current.enrollment.id,
            due_at=now if on_time else current.calendar.next_working_instant(now),
            priority=Priority.DUE,
        )


async def write(session: AsyncSession, envelope: Envelope, words: str) -> None:
    """Keep what the hire would tell the next newcomer, for the hire alone; what was sent stays as it was sent."""
    if words.strip() and "sent_to" not in given(envelope):
        await outbox.change(session, envelope.id, args=json.dumps({"words": words.strip()}), stale=True)


async def send(tap: Tap) -> None:
    """Send the words to HR: the hire tapped so."""
    said = given(tap.envelope)
    if tap.envelope.kind != FAREWELL or "words" not in said or "sent_to" in said:
        return
    current = await scene.load(tap.bot, tap.session, tap.envelope.enrollment_id or "")
    hr = current.reachable(scene.HR)
    if hr is None:
        return
    await outbox.post(
        tap.session,
        "advice",
        hr.id,
        subject=current.enrollment.id,
        enrollment_id=current.enrollment.id,
        args=json.dumps({"words": said["words"]}),
        due_at=current.calendar_of(hr).next_working_instant(tap.now),
        priority=Priority.DUE,
    )
    await outbox.change(tap.session, tap.envelope.id, args=json.dumps(said | {"sent_to": hr.id}), stale=True)


def given(envelope: Envelope) -> dict[str, Any]:
    """Return the words that were written, and to whom they were sent."""
    loaded: dict[str, Any] = json.loads(envelope.args or "{}")
    return loaded
