"""Draw each kind of message from what is known now; one module a family, one line a kind."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.message import Message, Note
from onboardbot.core.outbox import Envelope
from onboardbot.core.person import Person
from onboardbot.flows.bot import Bot
from onboardbot.flows.drawing import alerts, care, eve, replies, staff, steps, trying
from onboardbot.flows.drawing.sheet import Sheet
from onboardbot.flows.scene import Scene, Scenes
from onboardbot.store import enrollments, people
from onboardbot.texts.catalogue import Voice, pick

Drawer = Callable[[Sheet], Awaitable[Message]]
KINDS: Mapping[str, Drawer] = {
    **steps.KINDS,
    **replies.KINDS,
    **care.KINDS,
    **alerts.KINDS,
    **staff.KINDS,
    **trying.KINDS,
    **eve.KINDS,
}


def voice_of(bot: Bot, person: Person) -> Voice:
    """Return the language of a person: chosen, else their Slack's, else the company's; and their way to write dates."""
    company = bot.library.company
    wishes = (person.language, person.locale, company.language)
    language = pick(*wishes)
    return Voice(language, *wishes, f"{language}-{company.country}")


async def draw(scenes: Scenes, envelope: Envelope, person: Person, *, now: datetime) -> Message:
    """Return what a message says now; under the first one that a person gets stands what the bot is.

    Raises:
        FillError: its words can't be filled; RoleEmpty where they name somebody who is not there.
    """
    bot, session, voice = scenes.bot, scenes.session, voice_of(scenes.bot, person)
    message = await KINDS[envelope.kind](Sheet(bot, session, envelope, person, voice, now, scenes))
    if person.introduced_at is None or envelope.introduces:
        note = Note(text=await _introduction(bot, session, person, voice))
        message = message.model_copy(update={"parts": (*message.parts, note)})
    return message


async def _introduction(bot: Bot, session: AsyncSession, person: Person, voice: Voice) -> str:
    """Say what the bot is, who reads what, how to pause it, and which human there is beside it."""
    company = bot.library.company
    contacts = [contact for contact in company.people.get("hr", ()) if contact.email != person.email]
    known = await people.by_emails(session, [contact.email for contact in contacts])
    names = (known[contact.email].name if contact.email in known else contact.name for contact in contacts)
    is_hire = bool(await enrollments.of_person(session, person.id))
    key = "introduction.hire" if is_hire else "introduction.other"
    return voice.plain(key, company={"name": company.name}, hr=next(names, None))


async def after_sent(session: AsyncSession, envelope: Envelope, current: Scene | None, *, now: datetime) -> None:
    """Do what follows from a message being sent, in the same transaction that says so; `current`: as it was drawn."""
    if envelope.kind in AFTER:
        await AFTER[envelope.kind](session, envelope, current, now)


async def after_redrawn(session: AsyncSession, envelope: Envelope) -> None:
    """Do what follows from a sent message saying something else now."""
    if envelope.kind in alerts.REDRAWN:
        await alerts.REDRAWN[envelope.kind](session, envelope)


AFTER: Mapping[str, Callable[[AsyncSession, Envelope, Scene | None, datetime], Awaitable[None]]] = {
    **steps.AFTER,
    **alerts.AFTER,
}
