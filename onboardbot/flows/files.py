"""Look at the playbook folder: a good file is taken over, a broken one never replaces it, and HR is told."""

import hashlib
import json
import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.outbox import Priority
from onboardbot.core.person import Person
from onboardbot.core.problem import Problem
from onboardbot.flows import directory
from onboardbot.flows.bot import Bot
from onboardbot.store import enrollments, outbox, people, playbooks
from onboardbot.store.turns import take_turns

log = logging.getLogger(__name__)
MOST_LINES = 10
TURN = "files"  # several processes look at the same folder


async def look(bot: Bot) -> None:
    """Read the folder if it changed; changes of the company's hours, roles or closures replan everyone."""
    if not bot.library.changed():
        return
    try:
        await _take_over(bot)
    except BaseException:
        bot.library.look_again()  # what was not kept must not pass for what is known
        raise


async def _take_over(bot: Bot) -> None:
    async with bot.database.read() as session:
        last_good = await playbooks.last_good(session)
    company, problems, bot.library.last_good = bot.library.company, bot.library.problems, last_good
    bot.library.reload(last_good)
    broken = _by_file(bot.library.problems)
    async with bot.database.write() as session:
        await take_turns(session, TURN)
        await playbooks.set_last_good(session, bot.library.texts, broken)
        await directory.keep_contacts(session, bot.library.company)
        if bot.library.company != company:
            bot.planned.clear()
            await enrollments.unsettle_all(session)
        else:
            await enrollments.unsettle_waiting(session)
    if bot.library.problems != problems:
        for name, lines in broken.items():
            log.warning("file_broken", extra={"file": name, "problems": len(lines)})


async def tell_problems(bot: Bot, *, now: datetime) -> bool:
    """Tell HR what is wrong in which file, once somebody of HR is there; the same mistakes once, until mended."""
    if bot.library.told:
        return False
    emails = [contact.email for contact in bot.library.company.people.get("hr", ())]
    async with bot.database.write() as session:
        await take_turns(session, TURN)
        persons = await people.by_emails(session, emails)
        hr = next((persons[email] for email in emails if email in persons and persons[email].reachable), None)
        if hr is None:
            return False
        told = await playbooks.told_problems(session)
        for name, lines in _by_file(bot.library.problems).items():
            digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
            if told.get(name) != digest:
                await _tell(bot, session, hr, name, lines, now=now)
                await playbooks.set_told(session, name, digest)
    bot.library.told = True
    return True


async def _tell(bot: Bot, session: AsyncSession, hr: Person, name: str, lines: Sequence[str], *, now: datetime) -> None:
    await outbox.post(
        session,
        "problems",
        hr.id,
        subject=f"{name}/{now.isoformat()}",
        args=json.dumps({"file": name, "lines": lines[:MOST_LINES], "kept": name in bot.library.last_good}),
        due_at=now,
        priority=Priority.ALERT,
    )


def _by_file(problems: Sequence[Problem]) -> dict[str, list[str]]:
    """Return the lines of each file's mistakes, without the folder, which is the operator's business."""
    found: dict[str, list[str]] = {}
    for problem in problems:
        name = Path(problem.file).name
        found.setdefault(name, []).append(str(replace(problem, file=name)))
    return found
