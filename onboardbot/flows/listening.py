"""Which words optional listeners hear before they are handled, masked; everything else is handled at once."""

import logging
from collections.abc import Mapping
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.enrollment import Enrollment, EnrollmentState
from onboardbot.core.language.heard import Topic
from onboardbot.core.language.hiding import Masked, masked
from onboardbot.core.language.listener import listener
from onboardbot.core.language.utterance import Utterance
from onboardbot.core.language.wishes import asks_for_help, asks_to_pause, asks_to_resume, thanks
from onboardbot.core.listening import line
from onboardbot.flows import retractions, scene
from onboardbot.flows.bot import Bot
from onboardbot.flows.replies import with_names
from onboardbot.flows.team import team_of
from onboardbot.store import enrollments, inbox, outbox, people
from onboardbot.store.inbox import Incoming

log = logging.getLogger(__name__)
SHORTEST = 4  # letters of what says something
WISHES = (asks_to_pause, asks_to_resume, asks_for_help, thanks)


async def has_to_wait(bot: Bot, session: AsyncSession, row: Incoming, payload: Mapping[str, Any]) -> bool:
    """Say whether something that came in waits for optional listeners; its sender's next deeds wait behind it."""
    ears = bot.ears
    if row.seq in ears.heard or not ears.listening:
        return False
    if row.seq not in ears.asked:
        said = await _said(bot, session, row, payload)
        if said is None:
            return False
        ears.wanted[row.seq] = said
    await inbox.wait(session, row.seq, bot.clock.machine() + ears.lease)
    return True


async def go_on(bot: Bot, seq: int) -> None:
    """Let a reply be handled, now that it is known what was heard in it."""
    try:
        async with bot.database.write() as session:
            await inbox.ready(session, seq)
    except Exception as error:  # its wait ends by itself
        if not bot.outage.causes(error):
            log.exception("reply_not_let_go", extra={"inbox_seq": seq})
    bot.heard.set()


async def _said(bot: Bot, session: AsyncSession, row: Incoming, payload: Mapping[str, Any]) -> Masked | None:
    """Return the words of a newcomer who lets words be read, masked; None where there are none to be heard."""
    text = await _words(session, row.kind, payload)
    person = await people.by_slack_id(session, row.slack_user) if _says_something(text) else None
    if person is None:
        return None
    enrollment = next(iter(await enrollments.of_person(session, person.id)), None)
    if enrollment is None or enrollment.state is EnrollmentState.ENDED or enrollment.words_stopped_at is not None:
        return None
    return await _masked(bot, session, enrollment, await with_names(session, text))


def _says_something(text: str) -> bool:
    return sum(1 for one in text if one.isalpha()) >= SHORTEST and not any(wishes(text) for wishes in WISHES)


async def _words(session: AsyncSession, kind: str, payload: Mapping[str, Any]) -> str:
    """Return the words that may be an answer, or a message to the bot; an edit only of what is an answer."""
    if kind == "message" or (kind == "edit" and await retractions.from_message(session, payload) is not None):
        return str(payload["text"])
    if kind == "submission" and "answer" in payload["values"]:
        asked = await outbox.by_id(session, payload["metadata"].get("message", ""))
        return str(payload["values"]["answer"] or "") if asked is not None and asked.kind == "question" else ""
    return ""


async def _masked(bot: Bot, session: AsyncSession, enrollment: Enrollment, text: str) -> Masked | None:
    """Hide everybody's name; None where the rules heard what can't wait for anybody."""
    current = await scene.of_enrollment(bot, session, enrollment)
    above, called = line(team_of(current)), await people.names(session)
    superiors = tuple(name for person, name in called.items() if person in above)
    others = tuple(name for person, name in called.items() if person not in above)
    reply = Utterance(text, superiors=superiors, others=others)
    heard = listener(bot.listener).hear(reply)
    if heard.immediate or Topic.DISTRESS in heard.topics:
        return None
    return masked(reply, company=current.company.name)
