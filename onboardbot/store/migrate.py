"""Bring a database to the newest form; an SQLite file is copied first."""

import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from onboardbot.store.database import Database, DatabaseError
from onboardbot.store.passing import sentence

SCRIPTS = Path(__file__).with_name("migrations")
LOCK = 0x0B0A2D  # advisory lock on PostgreSQL: two processes that start together must not both migrate


async def migrate(database: Database, file: Path | None, scripts: Path = SCRIPTS) -> None:
    """Upgrade the database behind `database`; `file` is the SQLite file, if it is one.

    It happens in one transaction that keeps other processes out, so two that start together upgrade once.

    Raises:
        DatabaseError: it can't be opened, or is newer than this code.
    """
    try:
        async with database.writer.connect() as connection:
            await connection.run_sync(upgrade, file, scripts)
            await connection.commit()
    except (DBAPIError, OSError) as error:
        which = file or "behind ONBOARDBOT_DATABASE_URL"
        raise DatabaseError(f"the database {which} can't be opened: {sentence(error)}") from error


def revision_of(connection: Connection) -> str | None:
    """Return the form that a database has; None: it has none yet."""
    return MigrationContext.configure(connection).get_current_revision()


@cache
def newest(scripts: Path = SCRIPTS) -> str | None:
    """Return the form that this code works with."""
    return ScriptDirectory(str(scripts)).get_current_head()


async def is_newest(database: Database) -> bool:
    """Say whether the database answers, and is of this code's form."""
    try:
        async with database.read() as session:
            return bool(await (await session.connection()).run_sync(_is_newest))
    except (DBAPIError, OSError):
        return False


def _is_newest(connection: Connection) -> bool:
    return revision_of(connection) == newest()


def upgrade(connection: Connection, file: Path | None, scripts: Path = SCRIPTS) -> None:
    """Upgrade what this connection leads to, in its transaction; `file` is copied first."""
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
    script = ScriptDirectory.from_config(config)
    found = revision_of(connection)
    if found == script.get_current_head():
        return
    _refuse_newer(script, found)
    if found is not None and file is not None:
        _copy(file, file.with_name(f"{file.name}.before-{script.get_current_head()}"))
    command.upgrade(config, "head")


def _copy(file: Path, target: Path) -> None:
    """Copy by SQLite itself: what was written last may not stand in the file yet, but beside it."""
    target.touch(mode=0o600)
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)


def _refuse_newer(script: ScriptDirectory, found: Any) -> None:
    known = {revision.revision for revision in script.walk_revisions()}
    if found is not None and found not in known:
        sentence = (
            f"the database was made by a newer onboardbot (its form is {found}); "
            "install that version or newer, or restore the copy from before the upgrade"
        )
        raise DatabaseError(sentence)
