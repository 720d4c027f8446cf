"""Under the first message that anybody gets: what the bot is, and what it will and won't send to them."""

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.message import Button, Buttons, Note, Part
from onboardbot.core.person import Person
from onboardbot.flows.bot import Bot
from onboardbot.flows.roles import is_hr
from onboardbot.flows.scene import BUDDY, HR, MANAGER
from onboardbot.store import enrollments, people
from onboardbot.texts.catalogue import Voice

OFFERED = ("try_out", "onboard")  # what HR can try at once


async def introduction(bot: Bot, session: AsyncSession, person: Person, voice: Voice) -> tuple[Part, ...]:
    """Say what the bot is, who reads what, how to pause it, and which human there is beside it; HR can begin."""
    company = bot.library.company
    role = await _role(bot, session, person)
    hr = await human(bot, session, person)
    note = Note(text=voice.plain(f"introduction.{role}", company={"name": company.name}, hr=hr), introduces=True)
    if role != HR:
        return (note,)
    buttons = (Button(action_id=action, label=voice.plain(f"button.{action}"), value="new") for action in OFFERED)
    return (note, Buttons(buttons=tuple(buttons)))


async def human(bot: Bot, session: AsyncSession, person: Person) -> str | None:
    """Return the name of the first of HR, who is not the reader themselves; None: nobody has one."""
    contacts = [contact for contact in bot.library.company.people.get(HR, ()) if contact.email != person.email]
    known = await people.by_emails(session, [contact.email for contact in contacts])
    names = (known[contact.email].name if contact.email in known else contact.name for contact in contacts)
    return next(names, None)


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
