"""Direct messages: an answer, a wish in words, or something that gets a helpful reply."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.checkin import OPEN_FOR
from onboardbot.core.enrollment import Enrollment, EnrollmentState
from onboardbot.core.language.besides import raised
from onboardbot.core.language.listener import listener
from onboardbot.core.language.requests import asks_for_human
from onboardbot.core.language.utterance import Utterance
from onboardbot.core.language.wishes import asks_for_help, asks_to_pause, asks_to_resume, thanks
from onboardbot.core.outbox import Envelope
from onboardbot.core.person import Person
from onboardbot.flows import answering, care, farewell, scene, thanking, wishes
from onboardbot.flows.answering import Given
from onboardbot.flows.bot import Bot
from onboardbot.flows.help import UNKNOWN, help_hire, help_other, say
from onboardbot.flows.roles import is_hr
from onboardbot.flows.scene import Scene
from onboardbot.store import answers, enrollments, outbox, people

ONLY_A_WISH = 80  # characters: "could I talk to somebody from HR, please?" is a wish; a longer text says more
MENTIONED = re.compile(r"@([UW][A-Z0-9]{4,})\b")


async def written(bot: Bot, session: AsyncSession, payload: Mapping[str, Any], now: datetime) -> None:
    """Handle a direct message."""
    person = await people.by_slack_id(session, payload["user"])
    if person is None:
        await _stranger(session, payload, now=now)
        return
    enrollment = next(iter(await enrollments.of_person(session, person.id)), None)
    if enrollment is None or (enrollment.state is EnrollmentState.ENDED and await _has_a_role(bot, session, person)):
        await help_other(bot, session, person, subject=str(payload["ts"]), now=now)
        return
    text = await with_names(session, str(payload["text"]))
    if not text.strip() and payload.get("files"):
        await help_hire(session, enrollment, person, subject=str(payload["ts"]), now=now, key="help.file")
    elif await _bot_wish(bot, session, enrollment, person, text, subject=str(payload["ts"]), now=now):
        return
    elif enrollment.words_stopped_at is not None:  # as they want it: a human is one tap away all the same
        await help_hire(session, enrollment, person, subject=str(payload["ts"]), now=now, key="help.unread")
    else:
        current = await scene.of_enrollment(bot, session, enrollment)
        await _said(bot, session, current, {**payload, "text": text}, now=now)


async def _has_a_role(bot: Bot, session: AsyncSession, person: Person) -> bool:
    return is_hr(bot, person) or bool(await enrollments.of_helper(session, person.id))


async def with_names(session: AsyncSession, text: str) -> str:
    """Return the words with people called by name: who is mentioned counts as named."""
    for slack_id in set(MENTIONED.findall(text)):
        person = await people.by_slack_id(session, slack_id)
        text = text.replace(f"@{slack_id}", f"@{person.name if person else 'somebody'}")
    return text


async def _stranger(session: AsyncSession, payload: Mapping[str, Any], *, now: datetime) -> None:
    """Somebody whom no file names wrote: they get a kind word, and are known from now on."""
    person = await people.ensure(session, f"{payload['user'].lower()}@{UNKNOWN}")
    await people.change(session, person.id, slack_id=payload["user"])
    await say(session, person, "help.stranger", subject=str(payload["ts"]), now=now)


async def _bot_wish(
    bot: Bot, session: AsyncSession, enrollment: Enrollment, person: Person, text: str, *, subject: str, now: datetime
) -> bool:
    """Do what the whole of a message asks of the bot; it stands above an open question, in its thread too."""
    if asks_to_pause(text):
        await wishes.pause(bot, session, enrollment, now=now)
    elif asks_to_resume(text):
        await wishes.resume(bot, session, enrollment, now=now)
    elif asks_for_help(text):
        await help_hire(session, enrollment, person, subject=subject, now=now)
    else:
        return False
    return True


async def _said(bot: Bot, session: AsyncSession, current: Scene, payload: Mapping[str, Any], *, now: datetime) -> None:
    """Take words as an answer if a question waits for them, else hear the wish for a human in them, else help."""
    text, subject = str(payload["text"]), str(payload["ts"])
    asked = await _in_thread(session, current, payload)
    threaded, wish = asked is not None, asks_for_human(text, (await people.names(session)).values())
    if asked is None and not (wish and len(text) <= ONLY_A_WISH):
        if (
            not thanks(text)
            and not raised(listener(bot.listener).hear(Utterance(text)), payload["remarks"]).topics
            and await farewell.replied(bot, session, current, payload, now=now)
        ):
            return
        asked = await _newest_open(session, current, now=now)
    if asked is not None:
        file = bool(payload.get("files"))
        given = Given(text, ts=subject, plain=True, file=file, remarks=payload["remarks"])
        if await answering.take(bot, session, current, asked, given, now=now):
            return
    if await care.heard(session, current, text, payload["remarks"], now=now):
        return
    if threaded or thanks(text):
        key = "help.tap" if threaded else "help.thanks"
        await help_hire(session, current.enrollment, current.hire, subject=subject, now=now, key=key)
    else:
        file = bool(payload.get("files"))
        said = await thanking.for_message(bot, session, current, text, subject, file=file)
        await help_hire(session, current.enrollment, current.hire, subject=subject, now=now, said=said)


async def _in_thread(session: AsyncSession, current: Scene, payload: Mapping[str, Any]) -> Envelope | None:
    """Return the question whose thread it is."""
    thread = payload.get("thread_ts")
    envelope = await outbox.at_place(session, payload["channel"], thread) if thread else None
    theirs = envelope is not None and envelope.enrollment_id == current.enrollment.id
    return envelope if theirs and envelope is not None and envelope.kind == "question" else None


async def _newest_open(session: AsyncSession, current: Scene, *, now: datetime) -> Envelope | None:
    """Return the newest unanswered text question, open until the same local time two working days later."""
    since = current.calendar.opening(current.calendar.add_workdays(current.today(now), -OPEN_FOR - 1))
    for envelope in await outbox.questions_of(session, current.enrollment.id, since):
        question = await answering.question(session, current, envelope)
        fresh = current.calendar.workdays_between(envelope.sent_at or now, now) < OPEN_FOR
        known = await answers.of_question(session, envelope.touchpoint_id or 0, question.id)
        if question.kind == "text" and known is None and fresh:
            return envelope
    return None
