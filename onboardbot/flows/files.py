"""Look at the playbook folder: a good file is taken over, a broken one never replaces it, and HR is told."""

import hashlib
import json
import logging
from datetime import datetime
from pathlib import Path

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.outbox import Priority
from onboardbot.flows.bot import Bot
from onboardbot.store import enrollments, outbox, people, playbooks

log = logging.getLogger(__name__)
MOST_LINES = 10


async def look(bot: Bot, *, now: datetime) -> None:
    """Read the folder if it changed; changes of the company's hours, roles or closures replan everyone."""
    if not bot.library.changed():
        return
    async with bot.database.read() as session:
        last_good = await playbooks.last_good(session)
    before = bot.library.company
    bot.library.reload(last_good)
    async with bot.database.write() as session:
        await playbooks.set_last_good(session, bot.library.texts)
        if bot.library.company != before:
            await enrollments.unsettle_all(session)
        else:
            await enrollments.unsettle_waiting(session)
        await _tell_problems(bot, session, last_good, now=now)


async def _tell_problems(bot: Bot, session: AsyncSession, last_good: dict[str, str], *, now: datetime) -> None:
    """Tell HR what is wrong in which file; the same mistakes once."""
    by_file: dict[str, list[str]] = {}
    for problem in bot.library.problems:
        name = Path(problem.file).name
        by_file.setdefault(name, []).append(
            f"{name}:{problem.line}:{problem.column}: {problem.message}"
            + (f" ({problem.hint})" if problem.hint else "")
        )
    emails = [contact.email for contact in bot.library.company.people.get("hr", ())]
    persons = await people.by_emails(session, emails)
    hr = next((persons[email] for email in emails if email in persons and persons[email].reachable), None)
    for name, lines in by_file.items():
        log.warning("file_broken", extra={"file": name, "problems": len(lines)})
        if hr is not None:
            digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
            await outbox.post(
                session,
                "problems",
                hr.id,
                subject=f"{name}/{digest}",
                args=json.dumps({"file": name, "lines": lines[:MOST_LINES], "kept": name in last_good}),
                due_at=now,
                priority=Priority.ALERT,
            )
