"""Draw each kind of message from what is known now; one module a family, one line a kind."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from functools import lru_cache

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.message import Message
from onboardbot.core.outbox import Envelope
from onboardbot.core.person import Person
from onboardbot.flows.bot import Bot
from onboardbot.flows.drawing import (
    alerts,
    care,
    confidential,
    eve,
    farewell,
    gentle,
    handoffs,
    nudges,
    own,
    replies,
    staff,
    steps,
    trying,
)
from onboardbot.flows.drawing.introduction import introduction
from onboardbot.flows.drawing.sheet import Sheet
from onboardbot.flows.drawing.why import with_talk, with_why
from onboardbot.flows.scene import Scene, Scenes
from onboardbot.texts.catalogue import Voice, pick

Drawer = Callable[[Sheet], Awaitable[Message]]
KINDS: Mapping[str, Drawer] = {
    **steps.KINDS,
    **replies.KINDS,
    **care.KINDS,
    **confidential.KINDS,
    **alerts.KINDS,
    **handoffs.KINDS,
    **staff.KINDS,
    **trying.KINDS,
    **eve.KINDS,
    **farewell.KINDS,
    **own.KINDS,
    **nudges.KINDS,
    **gentle.KINDS,
}


def voice_of(bot: Bot, person: Person | None) -> Voice:
    """Return the language of a person: chosen, else their Slack's, else the company's; and their way to write dates.

    None, somebody whom we don't know any more, reads the company's.
    """
    company = bot.library.company
    own = (person.language, person.locale) if person else ()
    return _voice((*own, company.language), company.country)


@lru_cache(maxsize=256)
def _voice(wishes: tuple[str | None, ...], country: str | None) -> Voice:
    language = pick(*wishes)
    return Voice(language, *wishes, f"{language}-{country}")


async def draw(scenes: Scenes, envelope: Envelope, person: Person, *, now: datetime) -> Message:
    """Return what a message says now; under the first one that a person gets stands what the bot is.

    Raises:
        FillError: its words can't be filled; RoleEmpty where they name somebody who is not there.
    """
    bot, session, voice = scenes.bot, scenes.session, voice_of(scenes.bot, person)
    sheet = Sheet(bot, session, envelope, person, voice, now, scenes)
    message = await with_talk(sheet, await with_why(sheet, await KINDS[envelope.kind](sheet)))
    if person.introduced_at is None or envelope.introduces:
        first = await introduction(scenes, person, voice, envelope.enrollment_id)
        message = message.model_copy(update={"parts": (*message.parts, *first)})
    return message


async def before_sent(session: AsyncSession, envelope: Envelope, current: Scene | None) -> None:
    """Keep what a message promises, together with the claim; `current`: as it was drawn."""
    if envelope.kind in steps.BEFORE and current is not None:
        await steps.BEFORE[envelope.kind](session, envelope, current)


async def after_sent(session: AsyncSession, envelope: Envelope, *, now: datetime) -> None:
    """Do what follows from a message being sent, in the same transaction that says so."""
    if envelope.kind in AFTER:
        await AFTER[envelope.kind](session, envelope, now)


async def after_redrawn(session: AsyncSession, envelope: Envelope) -> None:
    """Do what follows from a sent message saying something else now."""
    if envelope.kind in alerts.REDRAWN:
        await alerts.REDRAWN[envelope.kind](session, envelope)


AFTER: Mapping[str, Callable[[AsyncSession, Envelope, datetime], Awaitable[None]]] = {
    **steps.AFTER,
    **alerts.AFTER,
    **own.AFTER,
}
