"""Who is HR: checked at each action, as the file says now."""

from onboardbot.core.person import Person
from onboardbot.flows.bot import Bot


def is_hr(bot: Bot, person: Person) -> bool:
    """Return whether `people.hr` of company.yaml names the person."""
    return any(contact.email == person.email for contact in bot.library.company.people.get("hr", ()))
