"""Commands that write what is wanted of hires; the running bot applies it within a second."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

import click
from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.app import database_of
from onboardbot.cli import settings
from onboardbot.core.company import Days
from onboardbot.core.enrollment import Enrollment, EnrollmentState
from onboardbot.core.problem import Level
from onboardbot.flows import importing, wishes
from onboardbot.flows.clock import Clock
from onboardbot.flows.importing import Outcome, Written
from onboardbot.people_files import PeopleFile, load
from onboardbot.playbook_files import load_folder
from onboardbot.settings import Settings
from onboardbot.store import enrollments, people, workspace
from onboardbot.store.database import Database, DatabaseError

T = TypeVar("T")
Change = Callable[[AsyncSession, Enrollment, Clock], Awaitable[None]]


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
def import_command(file: Path) -> None:
    """Import hires from a CSV file: all rows, or none if one has a mistake."""
    read = settings.read()
    loaded = load_folder(read.playbooks)
    found = load(file, company=loaded.company, playbooks=[playbook.name for playbook in loaded.playbooks])
    for problem in found.problems:
        click.echo(str(problem), err=problem.level is Level.ERROR)
    if any(problem.level is Level.ERROR for problem in found.problems):
        settings.fail("nothing was imported")
    for line in _with_database(read, lambda database: _import(database, found)):
        click.echo(_sentence(file, line))


async def _import(database: Database, found: PeopleFile) -> list[Written]:
    async with database.write() as session:
        return await importing.write_rows(session, found.rows)


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

    async def working() -> T:
        try:
            database = await database_of(read)
        except DatabaseError as error:
            settings.fail(str(error))
        try:
            return await work(database)
        finally:
            await database.close()

    return asyncio.run(working())


@click.command("pause")
@click.argument("email")
def pause_command(email: str) -> None:
    """Pause a hire's onboarding: nothing goes out unasked until it is resumed."""

    async def pause(session: AsyncSession, enrollment: Enrollment, clock: Clock) -> None:
        if enrollment.state is EnrollmentState.ACTIVE:
            await wishes.hold(session, enrollment, now=clock.now())

    _change(email, pause, "paused")


@click.command("resume")
@click.argument("email")
def resume_command(email: str) -> None:
    """Go on with a hire's onboarding."""

    async def resume(session: AsyncSession, enrollment: Enrollment, clock: Clock) -> None:
        if enrollment.state is EnrollmentState.PAUSED:
            await wishes.release(session, enrollment, now=clock.now())

    _change(email, resume, "resumed")


@click.command("end")
@click.argument("email")
def end_command(email: str) -> None:
    """End a hire's onboarding; what was sent and answered stays."""

    async def end(session: AsyncSession, enrollment: Enrollment, clock: Clock) -> None:
        await wishes.end(session, enrollment, now=clock.now())

    _change(email, end, "ended")


@click.command("leave")
@click.argument("email")
@click.argument("days", metavar="FROM..TO")
def leave_command(email: str, days: str) -> None:
    """Add days off, both included: what was planned for them moves."""
    span = _days(days)

    async def leave(session: AsyncSession, enrollment: Enrollment, clock: Clock) -> None:
        del clock
        await wishes.take_leave(session, enrollment, span)

    _change(email, leave, f"on leave from {span.first} to {span.last}")


def _days(text: str) -> Days:
    first, _, last = text.partition("..")
    try:
        span = Days(first=date.fromisoformat(first), last=date.fromisoformat(last or first))
    except ValueError:
        settings.fail(f'"{text}" is no range of dates; write it as 2026-03-02..2026-03-06', code=2)
    if span.last < span.first:
        settings.fail(f"{span.last} lies before {span.first}; write the earlier date first", code=2)
    return span


def _change(email: str, change: Change, done: str) -> None:
    """Apply a change to somebody's open onboarding."""

    async def work(database: Database) -> bool:
        clock = Clock()
        async with database.write() as session:
            clock.offset = await workspace.clock_offset(session)
            person = await people.by_email(session, email)
            found = await enrollments.of_person(session, person.id) if person else []
            if not found or found[0].state is EnrollmentState.ENDED:
                return False
            await change(session, found[0], clock)
            return True

    if not _with_database(settings.read(), work):
        settings.fail(f"nobody with the e-mail {email} is being onboarded (see `onboardbot status`)")
    click.echo(f"{email}: {done}")
