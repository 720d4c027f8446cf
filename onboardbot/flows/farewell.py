"""The end of an onboarding: one last message, and a word for the next newcomer that goes to HR by consent only."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.checkin import OPEN_FOR
from onboardbot.core.outbox import Envelope, Priority
from onboardbot.core.person import Person
from onboardbot.flows import scene
from onboardbot.flows.bot import Bot
from onboardbot.flows.drawing import voice_of
from onboardbot.flows.scene import Scene
from onboardbot.flows.tap import Tap
from onboardbot.store import enrollments, outbox

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


async def write(session: AsyncSession, envelope: Envelope, words: str, *, ts: str | None = None) -> None:
    """Keep what the hire would tell the next newcomer, for the hire alone; what was sent stays as it was sent.

    `ts` is the place of a direct message that said it.
    """
    if words.strip() and "sent_to" not in given(envelope):
        said = {"words": words.strip()} | ({"ts": ts} if ts else {})
        await outbox.change(session, envelope.id, args=json.dumps(said), stale=True)


async def replied(
    bot: Bot, session: AsyncSession, current: Scene, payload: Mapping[str, Any], *, now: datetime
) -> bool:
    """Take a plain message as what the hire would tell the next newcomer, where that was the last thing asked.

    That is in the thread of the goodbye, else within two working days of it; once, so that nothing is overwritten.
    """
    text, ts, thread = str(payload["text"]), str(payload["ts"]), payload.get("thread_ts")
    asked = next(reversed(await outbox.about(session, FAREWELL, current.enrollment.id)), None)
    if asked is None or asked.sent_at is None or "words" in given(asked) or not text.strip():
        return False
    fresh = current.calendar.workdays_between(asked.sent_at, now) < OPEN_FOR
    if asked.ts != thread if thread else not fresh:
        return False
    await write(session, asked, text, ts=ts)
    hr = current.reachable(scene.HR)
    values = {"hire": current.hire.first_name, "name": hr.first_name if hr else None}
    await outbox.post(
        session,
        "acknowledgement",
        current.hire.id,
        subject=f"{asked.id}/{ts}",
        enrollment_id=current.enrollment.id,
        args=json.dumps({"words": voice_of(bot, current.hire).words("farewell.kept", **values)}),
        due_at=now,
        priority=Priority.CLICK,
    )
    return True


async def reworded(bot: Bot, session: AsyncSession, hire: Person, ts: str, words: str) -> None:
    """The message that said it was edited, or deleted, and says nothing now; what was sent stays as it was sent."""
    for enrollment in await enrollments.of_person(session, hire.id):
        for envelope in await outbox.about(session, FAREWELL, enrollment.id):
            if given(envelope).get("ts") == ts and "sent_to" not in given(envelope):
                await _reword(bot, session, hire, envelope, words.strip())


async def _reword(bot: Bot, session: AsyncSession, hire: Person, envelope: Envelope, words: str) -> None:
    said = given(envelope) | {"words": words} if words else {}
    await outbox.change(session, envelope.id, args=json.dumps(said), stale=True)
    voice = voice_of(bot, hire)
    answer = json.dumps({"words": voice.words("ack.edited" if words else "ack.deleted", hire=hire.first_name)})
    for one in await outbox.about(session, "acknowledgement", f"{envelope.id}/{given(envelope)['ts']}"):
        await outbox.change(session, one.id, args=answer, stale=one.ts is not None)


async def send(tap: Tap) -> None:
    """Send the words to whom the button named: the hire tapped so. Where that is not HR any more, ask anew."""
    said, named = given(tap.envelope), tap.value.partition("/")[2]
    if tap.envelope.kind != FAREWELL or "words" not in said or "sent_to" in said:
        return
    current = await scene.load(tap.bot, tap.session, tap.envelope.enrollment_id or "")
    hr = current.reachable(scene.HR)
    if hr is None or hr.id != named:
        await outbox.change(tap.session, tap.envelope.id, stale=True)
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
