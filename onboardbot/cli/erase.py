"""`onboardbot erase`: all that is kept about one person goes, and what others were told about them, too."""

import asyncio
import sys

import click
from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.cli import settings
from onboardbot.cli.examples import examples
from onboardbot.cli.opening import opened
from onboardbot.cli.run import log_to_stderr
from onboardbot.core.person import Person
from onboardbot.flows import erasing
from onboardbot.flows.erasing import Going
from onboardbot.flows.library import Library
from onboardbot.settings import Settings
from onboardbot.store import holding, people, playbooks
from onboardbot.store.database import Database, fold_wal, sqlite_file

PATIENCE = 50  # looks, 0.2 s apart, while a message is being sent
KINDS = {"answers": "answers", "tasks": "tasks of guides", "findings": "findings with their reasons"}
STAYS = """\
What they wrote in Slack themselves stays there. Copies made by `onboardbot backup`, or before an upgrade, are yours \
to delete."""


@click.command("erase", epilog=examples("onboardbot erase nadia@northwind.example"))
@click.argument("email")
@click.option("--yes", is_flag=True, help="Do not ask; a script is never asked.")
def command(email: str, *, yes: bool) -> None:
    """Erase all that is kept about a person, and what others were told about them; it can't be taken back."""
    log_to_stderr("WARNING")
    asyncio.run(_erase(settings.read(), email, ask=not yes and sys.stdin.isatty()))


async def _erase(read: Settings, email: str, *, ask: bool) -> None:
    async with opened(read) as database:
        library, (person, found) = await _look(database, read, email)
        for line in _what_goes(email, found):
            click.echo(line)
        if ask and not click.confirm("Erase it?"):
            settings.fail("nothing was erased")
        await _quiet(database, person)
        await holding.decide(database, lambda session: erasing.erase(session, person, library.company))
        if file := sqlite_file(read.database_url):
            await asyncio.to_thread(fold_wal, file)
        click.echo(f"{email}: erased; a running bot changes what stands in Slack now, else the next one does")


async def _look(database: Database, read: Settings, email: str) -> tuple[Library, tuple[Person, Going]]:
    library = Library(read.playbooks)
    async with database.read() as session:
        library.reload(await playbooks.last_good(session))
        person = await people.by_email(session, email)
        if person is None:
            settings.fail(f"nothing is kept about {email}: nobody has that e-mail (see `onboardbot status`)")
        return library, (person, await erasing.going(session, person, library.company))


def _what_goes(email: str, found: Going) -> list[str]:
    lines = [f"This erases what is kept about {email}:"]
    parts = ", ".join(f"{found.amounts[key]} {name}" for key, name in KINDS.items())
    lines.append(f"- onboardings: {found.onboardings}, with {parts}, and all that was planned")
    sent, others = found.amounts["messages"], found.amounts["to_others"]
    lines.append(f"- {sent} messages in Slack, {others} of them to colleagues: each says then that it was erased")
    lines.append(f"- {found.amounts['deeds']} things that they wrote or tapped in the last seven days")
    if found.roles:
        lines.append(f"The name and e-mail stay, as others need them: {', '.join(found.roles)}.")
    else:
        lines.append("- name, e-mail, time zone, language, and the Slack account")
    return [*lines, STAYS]


async def _quiet(database: Database, person: Person) -> None:
    """Wait until nothing of theirs is being sent: what becomes of it must have its row."""
    for _ in range(PATIENCE):
        async with database.read() as session:
            if not await _under_way(session, person):
                return
        await asyncio.sleep(0.2)


async def _under_way(session: AsyncSession, person: Person) -> bool:
    return await erasing.under_way(session, person)
