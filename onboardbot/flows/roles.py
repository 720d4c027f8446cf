"""Who is HR, checked at each action, as the file says now; and what roles are called."""

from onboardbot.core.person import Person
from onboardbot.flows.bot import Bot
from onboardbot.texts.catalogue import Voice

NAMED = frozenset({"hire", "manager", "buddy", "hr", "it", "duty"})  # those that the texts have a word for


def role_in_words(voice: Voice, role: str) -> str:
    """Return a role as it stands behind "for"; one that only the company knows is called as the file calls it."""
    return voice.plain(f"role.{role}") if role in NAMED else role


def is_hr(bot: Bot, person: Person) -> bool:
    """Return whether `people.hr` of company.yaml names the person."""
    return any(contact.email == person.email for contact in bot.library.company.people.get("hr", ()))
