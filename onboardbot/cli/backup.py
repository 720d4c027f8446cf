"""`onboardbot backup`: a copy of the database that can be used as it is, made beside a running bot."""

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import click

from onboardbot.cli import settings
from onboardbot.cli.examples import examples

OWNER_ONLY = 0o600


@click.command("backup", epilog=examples("onboardbot backup backups/onboardbot-monday.sqlite3"))
@click.argument("file", required=False, type=click.Path(path_type=Path))
def command(file: Path | None) -> None:
    """Copy the database, and its key, into FILE; a running bot need not stop.

    FILE is named after this moment where you name none, and is never overwritten. To go back, stop the bot and put
    both files in the place of the database and its key.
    """
    from onboardbot.store.database import DatabaseError, sqlite_file

    read = settings.read()
    try:
        database = sqlite_file(read.database_url)
    except DatabaseError as error:
        settings.fail(str(error))
    if database is None:
        settings.fail("this is for SQLite; back PostgreSQL up with pg_dump, and keep ONBOARDBOT_SECRET_KEY with it")
    target = file or Path(f"{database.stem}-{datetime.now(UTC):%Y%m%d-%H%M%S}.sqlite3")
    _refuse(database, target)
    _copy(database, target)
    click.echo(f"{target}: the database as it is now")
    click.echo(_key(database, target, given=read.secret_key is not None))


def _refuse(database: Path, target: Path) -> None:
    if not database.exists():
        settings.fail(f"there is no database {database} yet; it is made at the first `onboardbot run` or `import`")
    if target.exists():
        settings.fail(f"{target} is there already; name another file, or remove it first")
    if not target.parent.is_dir():
        settings.fail(f"the folder {target.parent} does not exist; make it first")


def _copy(database: Path, target: Path) -> None:
    """Copy page by page as SQLite does it, so that what is being written beside it is whole or absent."""
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY))
    source = sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)
    with closing(source), closing(sqlite3.connect(target)) as copy:
        source.backup(copy)


def _key(database: Path, target: Path, *, given: bool) -> str:
    """Copy the key where it lies beside the database; what people wrote can't be read without it."""
    if given:
        return "Keep ONBOARDBOT_SECRET_KEY with it: what people wrote can't be read without it."
    beside, copy = (path.with_name(f"{path.name}.key") for path in (database, target))
    with os.fdopen(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY), "wb") as out:
        out.write(beside.read_bytes())
    return f"{copy}: its key; what people wrote can't be read without it"
