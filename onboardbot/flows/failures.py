"""Tell HR what did not go out, and why; nothing fails in silence."""

import json
from datetime import datetime

from onboardbot.core.outbox import Priority
from onboardbot.flows.bot import Bot
from onboardbot.store import failures, outbox, people
from onboardbot.store.failures import clear, clear_all, record

__all__ = ["clear", "clear_all", "record", "tell"]
MOST = 10  # lines in one message; the rest follows in the next


async def tell(bot: Bot, *, now: datetime) -> bool:
    """Put what HR does not know yet into one message to the first of HR who is in Slack."""
    async with bot.database.read() as session:
        untold = (await failures.untold(session))[:MOST]
        emails = [contact.email for contact in bot.library.company.people.get("hr", ())]
        persons = await people.by_emails(session, emails)
    hr = next((persons[email] for email in emails if email in persons and persons[email].reachable), None)
    if not untold or hr is None:
        return False
    ids = [failure.id for failure in untold]
    async with bot.database.write() as session:
        await outbox.post(
            session,
            "failures",
            hr.id,
            subject=f"{ids[0]}-{ids[-1]}/{now.isoformat()}",
            args=json.dumps({"ids": ids}),
            due_at=now,
            priority=Priority.ALERT,
        )
        await failures.told(session, ids, now)
    return True
