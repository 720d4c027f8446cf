"""What a newcomer may ask for about their own data: to see it, to delete it, and not to be asked or read."""

import json
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.enrollment import Enrollment
from onboardbot.core.outbox import Priority
from onboardbot.core.person import Person
from onboardbot.core.visibility import may_have
from onboardbot.flows import care, forgetting, scene
from onboardbot.flows.bot import Bot
from onboardbot.flows.drawing import voice_of
from onboardbot.flows.held import held
from onboardbot.flows.help import UNKNOWN, say, say_words
from onboardbot.flows.mydata import summary
from onboardbot.flows.scene import Scenes
from onboardbot.flows.tap import Tap
from onboardbot.store import answers, enrollments, outbox, people

LINES = 110  # of JSON in one message, which Slack still shows as a block
STOPS = {"words": "words_stopped_at", "check_ins": "check_ins_stopped_at"}


async def asked(bot: Bot, session: AsyncSession, payload: Mapping[str, Any], now: datetime) -> None:
    """Handle `/my-data`: everything in words, or with `json` behind it as JSON."""
    person = await people.by_slack_id(session, payload["user"])
    enrollment = next(iter(await enrollments.of_person(session, person.id)), None) if person else None
    if person is None:  # whoever stands in no file is known from now on, as when they write
        person = await people.ensure(session, f"{payload['user'].lower()}@{UNKNOWN}")
        await people.change(session, person.id, slack_id=payload["user"])
        await say(session, person, "help.stranger", subject=f"my_data/{payload['key']}", now=now)
    elif payload["text"].strip().lower() == "json":
        await as_json(bot, session, person, key=payload["key"], now=now)
    elif enrollment is not None:
        await as_words(bot, session, enrollment, person, key=payload["key"], now=now)
    else:
        words = voice_of(bot, person).words("my_data.other", name=person.name, email=person.email)
        await say_words(session, person, words, subject=f"my_data/{payload['key']}", now=now)


async def as_words(
    bot: Bot, session: AsyncSession, enrollment: Enrollment, person: Person, *, key: str, now: datetime
) -> None:
    current = await scene.of_enrollment(bot, session, enrollment)
    pages = await summary(Scenes(bot, session), current, voice_of(bot, person), now=now)
    for place, items in enumerate(pages):
        args = json.dumps({"items": items, "foot": place == len(pages) - 1})
        await outbox.post(
            session,
            "my_data",
            person.id,
            subject=f"my_data/{key}/{place}",
            enrollment_id=enrollment.id,
            args=args,
            due_at=now,
            priority=Priority.CLICK,
        )


async def as_json(bot: Bot, session: AsyncSession, person: Person, *, key: str, now: datetime) -> None:
    """Send it as blocks of JSON; what stands in this conversation anyway is left out."""
    found = await held(Scenes(bot, session), person, now=now)
    for onboarding in found["onboardings"]:
        del onboarding["messages_to_me"]
    lines = json.dumps(found, indent=1, ensure_ascii=False).splitlines()
    enrollment = next(iter(await enrollments.of_person(session, person.id)), None)
    for first in range(0, len(lines), LINES):
        block = "\n".join(lines[first : first + LINES])
        await outbox.post(
            session,
            "my_data",
            person.id,
            subject=f"my_json/{key}/{first}",
            enrollment_id=enrollment.id if enrollment else None,
            args=json.dumps({"items": [[f"~~~~\n{block}\n~~~~", None]], "foot": False}),
            due_at=now,
            priority=Priority.CLICK,
        )


async def _my_data(tap: Tap) -> None:
    if enrollment := await _theirs(tap):
        await as_words(tap.bot, tap.session, enrollment, tap.person, key=tap.key, now=tap.now)


async def _my_json(tap: Tap) -> None:
    if await _theirs(tap):
        await as_json(tap.bot, tap.session, tap.person, key=tap.key, now=tap.now)


async def _forget(tap: Tap) -> None:
    """Delete one answer, or all of them."""
    enrollment = await _theirs(tap)
    if enrollment is None:
        return
    kept = await answers.of_enrollment(tap.session, enrollment.id)
    gone = kept if tap.detail == "all" else [answer for answer in kept if answer.id == tap.value]
    if gone:
        current = await scene.of_enrollment(tap.bot, tap.session, enrollment)
        await forgetting.forget(tap.session, current, gone, now=tap.now)
        await _say(tap, "my_data.forgotten", count=len(gone))


async def _stop(tap: Tap) -> None:
    """Read no words, or send no check-ins, until the newcomer says otherwise; nobody else is told."""
    await _wish(tap, stopped_at=tap.now)


async def _start(tap: Tap) -> None:
    await _wish(tap, stopped_at=None)


async def _wish(tap: Tap, *, stopped_at: datetime | None) -> None:
    enrollment = await _theirs(tap)
    if enrollment is None or tap.detail not in STOPS:
        return
    column = STOPS[tap.detail]
    if (getattr(enrollment, column) is None) is (stopped_at is None):
        return
    await enrollments.change(tap.session, enrollment.id, **{column: stopped_at})
    current = await scene.load(tap.bot, tap.session, enrollment.id)
    await care.changed(tap.session, current, now=tap.now)
    await outbox.refresh_open(tap.session, enrollment.id, ("my_data", "offer", "announce", "told_hire"))
    await _say(tap, f"my_data.{tap.action}_{tap.detail}")


async def _say(tap: Tap, key: str, **values: object) -> None:
    words = voice_of(tap.bot, tap.person).words(key, **values)
    await say_words(tap.session, tap.person, words, subject=f"{tap.action}/{tap.key}", now=tap.now)


async def _theirs(tap: Tap) -> Enrollment | None:
    """Return the tapper's own onboarding that a message or page belongs to."""
    if tap.envelope.enrollment_id is None:
        return None
    enrollment = await enrollments.by_id(tap.session, tap.envelope.enrollment_id)
    return enrollment if may_have(tap.person.id, hire=enrollment.person_id) else None


TAPS: Mapping[str, Callable[[Tap], Awaitable[None]]] = {
    "my_data": _my_data,
    "my_json": _my_json,
    "forget": _forget,
    "stop": _stop,
    "start": _start,
}
