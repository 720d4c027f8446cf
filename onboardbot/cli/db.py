"""`onboardbot db`: what an operator does with the database itself."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from typing import TypeVar

import click
from pydantic import SecretStr

from onboardbot.cli import settings
from onboardbot.cli.examples import examples
from onboardbot.settings import Settings

T = TypeVar("T")


@click.group("db")
def command() -> None:
    """Look after the database."""


@command.command("new-key", epilog=examples("onboardbot db new-key"))
def new_key() -> None:
    """Print a new key for ONBOARDBOT_SECRET_KEY; what another key locked stays locked."""
    from cryptography.fernet import Fernet

    click.echo(Fernet.generate_key().decode())


@command.command("move", epilog=examples("onboardbot db move postgresql://onboardbot@db.example/onboardbot"))
@click.argument("url")
def move(url: str) -> None:
    """Move all from the SQLite file of ONBOARDBOT_DATABASE_URL to the empty PostgreSQL database at URL.

    Stop the bot first. The file stays as it is; what people wrote stays locked with the same key.
    """
    read = settings.read()
    rows = _done(lambda: _move(read, url))
    click.echo(f"{rows} rows were moved, and counted. Put these lines into .env, then start the bot:")
    click.echo(f"ONBOARDBOT_DATABASE_URL={url}")
    key = "as it is now" if read.secret_key is not None else f"the line in {_file(read)}.key"
    click.echo(f"ONBOARDBOT_SECRET_KEY=({key})")


@command.command("retry", epilog=examples("onboardbot db retry"))
def retry() -> None:
    """Handle once more what people did and what could not be handled, as after a mend; the running bot does so."""
    read = settings.read()
    count = _done(lambda: _retry(read))
    click.echo(f"{count} will be handled again" if count else "there is nothing that could not be handled")


def _done(work: Callable[[], Awaitable[T]]) -> T:
    """Return what the work returns; what is wrong with the database ends the command with a sentence."""
    from onboardbot.cli.run import log_to_stderr
    from onboardbot.store.database import DatabaseError

    async def working() -> T:
        return await work()

    log_to_stderr("WARNING")
    try:
        return asyncio.run(working())
    except DatabaseError as error:
        settings.fail(str(error))


def _file(read: Settings) -> object:
    from onboardbot.store.database import sqlite_file

    return sqlite_file(read.database_url)


async def _move(read: Settings, url: str) -> int:
    from onboardbot.app import database_of
    from onboardbot.store import moving
    from onboardbot.store.alone import only_one
    from onboardbot.store.database import DatabaseError, async_url, open_database, secret_key, sqlite_file

    file = sqlite_file(read.database_url)
    if file is None or not file.exists():
        raise DatabaseError("ONBOARDBOT_DATABASE_URL names no SQLite file that is there, so there is nothing to move")
    if async_url(url).get_backend_name() != "postgresql":
        raise DatabaseError("what you move to must be PostgreSQL: postgresql://USER@HOST/DATABASE")
    key = secret_key(read.database_url, read.secret_key.get_secret_value() if read.secret_key else None)
    there = read.model_copy(update={"database_url": url, "secret_key": SecretStr(key.decode())})
    async with AsyncExitStack() as stack:
        stack.enter_context(only_one(file))
        source = open_database(read.database_url, key)
        stack.push_async_callback(source.close)
        total = await moving.count(source)
        target = await database_of(there)
        stack.push_async_callback(target.close)
        quiet = not sys.stderr.isatty()  # a bar is for eyes, not for files
        bar = stack.enter_context(click.progressbar(length=total, label="Moving", file=sys.stderr, hidden=quiet))
        return sum((await moving.move(source, target, progress=bar.update)).values())


async def _retry(read: Settings) -> int:
    from onboardbot.app import database_of
    from onboardbot.store import inbox

    database = await database_of(read)
    try:
        async with database.write() as session:
            return await inbox.try_again(session)
    finally:
        await database.close()
