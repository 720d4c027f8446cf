"""Commands that write what is wanted of hires; the running bot applies it within a second."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import click
from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.cli import settings
from onboardbot.cli.examples import examples
from onboardbot.cli.opening import opened
from onboardbot.cli.run import log_to_stderr
from onboardbot.core.company import Days
from onboardbot.core.enrollment import Enrollment, EnrollmentState
from onboardbot.core.problem import Level
from onboardbot.flows import importing, wishes
from onboardbot.flows.clock import Clock
from onboardbot.flows.importing import Outcome, Written
from onboardbot.flows.library import Library
from onboardbot.people_files import load
from onboardbot.people_files.dates import read_leave
from onboardbot.people_files.slip import Slip
from onboardbot.settings import Settings
from onboardbot.store import enrollments, holding, people, playbooks, workspace
from onboardbot.store.database import Database

T = TypeVar("T")
Change = Callable[[AsyncSession, Enrollment, Clock], Awaitable[str]]


@click.command("import", epilog=examples("onboardbot import people.csv"))
@click.argument("file", type=click.Path(path_type=Path))
def import_command(file: Path) -> None:
    """Import hires from a CSV file: all rows, or none if one has a mistake."""
    read = settings.read()
    if not read.playbooks.is_dir():
        settings.fail(f"there is no folder {read.playbooks} of playbooks (ONBOARDBOT_PLAYBOOKS)")
    for line in _with_database(read, lambda database: _import(database, read.playbooks, file)):
        click.echo(_sentence(file, line))


async def _import(database: Database, folder: Path, file: Path) -> list[Written]:
    """Read the file as the running bot would: a playbook that was broken since goes on in its last good version."""
    library = Library(folder)
    async with database.read() as session:
        library.reload(await playbooks.last_good(session))
    found = load(file, company=library.company, playbooks=list(library.playbooks))
    for problem in found.problems:
        click.echo(str(problem), err=problem.level is Level.ERROR)
    if any(problem.level is Level.ERROR for problem in found.problems):
        settings.fail("nothing was imported")
    quiet = not sys.stderr.isatty()  # a bar is for eyes, not for files
    with click.progressbar(length=len(found.rows), label="Importing", file=sys.stderr, hidden=quiet) as bar:

        async def write(session: AsyncSession) -> list[Written]:
            return await importing.write_rows(session, found.rows, progress=bar.update)

        return await holding.decide(database, write)


def _sentence(file: Path, line: Written) -> str:
    if line.outcome is Outcome.UNCHANGED:
        return (
            f"{file}:{line.line}:1: warning: {line.email} had this onboarding already and it has ended, so nothing "
            "changed (write another start_date to hire them again)"
        )
    moved = f", start moved from {line.was.isoformat()}" if line.was else ""
    return f"{line.email}: {line.outcome}{moved}"


def _with_database(read: Settings, work: Callable[[Database], Awaitable[T]]) -> T:
    """Open the database, do the work, and close it again."""
    log_to_stderr("WARNING")

    async def working() -> T:
        async with opened(read) as database:
            return await work(database)

    return asyncio.run(working())


@click.command("pause", epilog=examples("onboardbot pause nadia@northwind.example"))
@click.argument("email")
def pause_command(email: str) -> None:
    """Pause a hire's onboarding: nothing goes out unasked until it is resumed."""

    async def pause(session: AsyncSession, enrollment: Enrollment, clock: Clock) -> str:
        return "paused" if await wishes.hold(session, enrollment, now=clock.now()) else "was paused already"

    _change(email, pause)


@click.command("resume", epilog=examples("onboardbot resume nadia@northwind.example"))
@click.argument("email")
def resume_command(email: str) -> None:
    """Go on with a hire's onboarding."""

    async def resume(session: AsyncSession, enrollment: Enrollment, clock: Clock) -> str:
        return "resumed" if await wishes.release(session, enrollment, now=clock.now()) else "was not paused"

    _change(email, resume)


@click.command("end", epilog=examples("onboardbot end nadia@northwind.example"))
@click.argument("email")
def end_command(email: str) -> None:
    """End a hire's onboarding; what was sent and answered stays."""

    async def end(session: AsyncSession, enrollment: Enrollment, clock: Clock) -> str:
        await wishes.end(session, enrollment, now=clock.now())
        return "ended"

    _change(email, end)


@click.command(
    "leave",
    epilog=examples(
        "onboardbot leave nadia@northwind.example 2026-03-02..2026-03-06",
        "onboardbot leave nadia@northwind.example 2026-03-02",
    ),
)
@click.argument("email")
@click.argument("days", metavar="FROM..TO")
def leave_command(email: str, days: str) -> None:
    """Add days off, both included: what was planned for them moves."""
    span = _days(days)

    async def leave(session: AsyncSession, enrollment: Enrollment, clock: Clock) -> str:
        del clock
        await wishes.take_leave(session, enrollment, span)
        return f"on leave from {span.first} to {span.last}"

    _change(email, leave)


def _days(text: str) -> Days:
    read = read_leave(text)
    if isinstance(read, Slip):
        settings.fail(f'"{text}" {read.message} ({read.hint})', code=2)
    if len(read) != 1:
        settings.fail(f'"{text}" is not one range of dates (write it as 2026-03-02..2026-03-06)', code=2)
    return read[0]


def _change(email: str, change: Change) -> None:
    """Apply a change to somebody's open onboarding, and say what became of it."""

    async def apply(session: AsyncSession) -> str | None:
        clock = Clock()
        clock.offset = await workspace.clock_offset(session)
        person = await people.by_email(session, email)
        await holding.hold_of_persons(session, [person.id] if person else [])
        found = await enrollments.of_person(session, person.id) if person else []
        if not found or found[0].state is EnrollmentState.ENDED:
            return None
        return await change(session, found[0], clock)

    done = _with_database(settings.read(), lambda database: holding.decide(database, apply))
    if done is None:
        settings.fail(f"nobody with the e-mail {email} is being onboarded (see `onboardbot status`)")
    click.echo(f"{email}: {done}")
