"""Under the first message that anybody gets: what the bot is, and what it will and won't send to them."""

from collections.abc import Iterable
from functools import lru_cache

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.company import Company
from onboardbot.core.message import Button, Buttons, Note, Part
from onboardbot.core.person import Person
from onboardbot.flows.bot import Bot
from onboardbot.flows.roles import is_hr
from onboardbot.flows.scene import BUDDY, HR, MANAGER, Scenes
from onboardbot.store import enrollments, people
from onboardbot.texts.catalogue import Voice

OFFERED = ("try_out", "onboard")  # what HR can try at once


async def introduction(scenes: Scenes, person: Person, voice: Voice, enrollment_id: str | None) -> tuple[Part, ...]:
    """Say what the bot is, who reads what, how to pause it, and which human there is beside it; HR can begin.

    A hire's own onboarding, where the message belongs to it, knows all that is asked for.
    """
    bot, company = scenes.bot, scenes.bot.library.company
    current = scenes.found.get(enrollment_id or "")
    if current is not None and current.hire.id == person.id:
        role, hr = "hire", _first_but(person, company, current.roles.get(HR, ()))
    else:
        role, hr = await _role(bot, scenes.session, person), await human(bot, scenes.session, person)
    return _parts(voice.language, role, company.name, hr, bot.ears.reader if role == "hire" else None)


@lru_cache(maxsize=128)  # a thousand who start on one day read the same
def _parts(language: str, role: str, company: str, hr: str | None, reader: str | None) -> tuple[Part, ...]:
    """`reader`: the host of what reads along, which newcomers know before they write a word."""
    voice = Voice(language)
    words = voice.plain(f"introduction.{role}", company={"name": company}, hr=hr)
    reads = f" {voice.plain('introduction.reader', host=reader)}" if reader else ""
    note = Note(text=f"{words}{reads}", introduces=True)
    if role != HR:
        return (note,)
    buttons = (Button(action_id=action, label=voice.plain(f"button.{action}"), value="new") for action in OFFERED)
    return (note, Buttons(buttons=tuple(buttons)))


async def human(bot: Bot, session: AsyncSession, person: Person) -> str | None:
    """Return the name of the first of HR, who is not the reader themselves; None: nobody has one."""
    company = bot.library.company
    known = await people.by_emails(session, [contact.email for contact in company.people.get(HR, ())])
    return _first_but(person, company, known.values())


def _first_but(reader: Person, company: Company, hr: Iterable[Person]) -> str | None:
    names = {person.email: person.name for person in hr}
    contacts = [contact for contact in company.people.get(HR, ()) if contact.email != reader.email]
    return next((names.get(contact.email, contact.name) for contact in contacts), None)


async def _role(bot: Bot, session: AsyncSession, person: Person) -> str:
    """Return as what somebody is spoken to: what concerns them most, as they are introduced once only."""
    if await enrollments.of_person(session, person.id):
        return "hire"
    if is_hr(bot, person):
        return HR
    helped = await enrollments.of_helper(session, person.id)
    if any(one.manager_id == person.id for one in helped):
        return MANAGER
    if any(one.buddy_id == person.id for one in helped):
        return BUDDY
    contacts = bot.library.company.people.values()
    return "helper" if any(one.email == person.email for found in contacts for one in found) else "other"
